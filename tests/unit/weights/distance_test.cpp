#include "weights/distance.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace sondeo;

TEST_CASE("every distance leaves weights as they are where nothing is asked", "[weights]") {
  for (const auto distance : {weights::Distance::kLinear, weights::Distance::kRaking,
                              weights::Distance::kLogit, weights::Distance::kSinh}) {
    const auto value = weights::g_value(distance, {0.4, 2.5}, 0);
    CHECK(std::abs(value.g - 1) < 1e-15);
    CHECK(std::abs(value.slope - 1) < 1e-15);
  }
}

TEST_CASE("the slope of a distance is its derivative", "[weights]") {
  constexpr double kStep = 1e-6;
  for (const auto distance : {weights::Distance::kLinear, weights::Distance::kRaking,
                              weights::Distance::kLogit, weights::Distance::kSinh}) {
    for (const double u : {-0.55, -0.2, 0.1, 0.8}) {
      const weights::GBounds bounds{0.4, 2.5};
      const double rise =
          weights::g_value(distance, bounds, u + kStep).g - weights::g_value(distance, bounds, u - kStep).g;
      CHECK(std::abs(weights::g_value(distance, bounds, u).slope - rise / (2 * kStep)) < 1e-8);
    }
  }
}

TEST_CASE("no weight leaves its bounds, however far it is pulled", "[weights]") {
  for (const auto distance : {weights::Distance::kLinear, weights::Distance::kRaking,
                              weights::Distance::kLogit, weights::Distance::kSinh}) {
    for (const double u : {-1e300, -800.0, 800.0, 1e300}) {
      const double g = weights::g_value(distance, {0.4, 2.5}, u).g;
      CHECK(g >= 0.4);
      CHECK(g <= 2.5);
    }
  }
}

TEST_CASE("sinh keeps its digits where g is small", "[weights]") {
  // F(-u) = 1 / F(u), as p changes its sign alone
  for (const double u : {0.3, 10.0, 1e6}) {
    const double product = weights::g_value(weights::Distance::kSinh, {}, u).g *
                           weights::g_value(weights::Distance::kSinh, {}, -u).g;
    CHECK(std::abs(product - 1) < 1e-14);
  }
}
