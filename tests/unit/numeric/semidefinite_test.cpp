#include "engine/numeric/semidefinite.hpp"

#include <vector>

#include <catch2/catch.hpp>

#include "engine/numeric/decomposition.hpp"

using namespace sondeo;

namespace {

numeric::Matrix matrix(std::size_t size, std::vector<double> values) {
  numeric::Matrix m(size, size);
  m.values = std::move(values);
  return m;
}

}  // namespace

TEST_CASE("a regular system has its one solution", "[numeric]") {
  const numeric::SemidefiniteSystem system(matrix(2, {4, 2, 2, 3}));
  CHECK(system.dependent().empty());
  const auto x = system.solve(std::vector<double>{10, 8});  // by hand: 4a + 2b = 10, 2a + 3b = 8
  CHECK(std::abs(x[0] - 1.75) < 1e-14);
  CHECK(std::abs(x[1] - 1.5) < 1e-14);
}

TEST_CASE("a row that others determine is left out and consistent equations still hold", "[numeric]") {
  // Two margins of 2 categories over the table (3, 1; 2, 4): the last category is determined by the others.
  const numeric::SemidefiniteSystem system(matrix(4, {4, 0, 3, 1, 0, 6, 2, 4, 3, 2, 5, 0, 1, 4, 0, 5}));
  REQUIRE(system.dependent() == std::vector<std::size_t>{3});
  const std::vector<double> b{7, 11, 8, 10};  // both margins add up to 18
  const auto x = system.solve(b);
  for (const double left : system.residual(x, b)) CHECK(std::abs(left) < 1e-13);
}

TEST_CASE("equations that contradict each other leave a residual at the dependent row", "[numeric]") {
  const numeric::SemidefiniteSystem system(matrix(2, {1, 1, 1, 1}));
  const std::vector<double> b{1, 3};
  const auto left = system.residual(system.solve(b), b);
  CHECK(left[0] == 0.0);
  CHECK(left[1] == 2.0);
}

TEST_CASE("a row of zeros is dependent", "[numeric]") {
  const numeric::SemidefiniteSystem system(matrix(2, {0, 0, 0, 2}));
  CHECK(system.dependent() == std::vector<std::size_t>{0});
  CHECK(system.solve(std::vector<double>{0, 4}) == std::vector<double>{0, 2});
}

TEST_CASE("the root of a covariance gives it back, and what is none has no root", "[numeric]") {
  const auto v = matrix(2, {4, 2, 2, 1});  // singular
  const auto root = numeric::semidefinite_root(v);
  REQUIRE(root.has_value());
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < 2; ++j) {
      const double back = root->at(i, 0) * root->at(j, 0) + root->at(i, 1) * root->at(j, 1);
      CHECK(std::abs(back - v.at(i, j)) < 1e-14);
    }
  }
  CHECK_FALSE(numeric::semidefinite_root(matrix(2, {1, 2, 2, 1})).has_value());
}
