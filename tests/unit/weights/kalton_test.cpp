// The worked example of Kalton and Flores-Cervantes (2003), Journal of Official Statistics 19:81-97: weights
// of 1,000 respondents in a table of 4 x 3 cells, to the two decimals that the article prints (R survey
// tests/kalton.Rout.save).
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "weights/calibrate.hpp"
#include "weights/rake.hpp"

using namespace sondeo;

namespace {

// Cell by cell, a fastest: a = 1 .. 4 in b = 1, then in b = 2 and b = 3.
constexpr std::array<int, 12> kSample{20, 50, 100, 30, 40, 140, 50, 100, 40, 310, 50, 70};
constexpr std::array<int, 12> kPopulation{80, 60, 170, 55, 40, 150, 60, 165, 55, 340, 200, 125};

struct Respondents {
  std::vector<std::int32_t> a;
  std::vector<std::int32_t> b;
  std::vector<std::int32_t> cell;
  std::vector<double> weights;

  Respondents() {
    for (std::int32_t c = 0; c < 12; ++c) {
      for (int i = 0; i < kSample.at(static_cast<std::size_t>(c)); ++i) {
        a.push_back(c % 4);
        b.push_back(c / 4);
        cell.push_back(c);
        weights.push_back(1);
      }
    }
  }
};

design::Margin categories(const std::string& name, const std::vector<std::int32_t>& group_of_row,
                          std::size_t groups) {
  design::Margin margin;
  margin.name = name;
  margin.group_of_row = group_of_row;
  for (std::size_t g = 0; g < groups; ++g) margin.keys.push_back({std::to_string(g + 1)});
  return margin;
}

design::Regressors regressors_of(const std::vector<design::Margin>& margins, std::size_t rows) {
  return design::make_regressors(margins, std::vector<std::int8_t>(rows, 1));
}

/// Totals of a, then of b.
std::vector<double> margin_totals() {
  std::vector<double> totals(7, 0.0);
  for (std::size_t c = 0; c < 12; ++c) {
    totals[c % 4] += kPopulation.at(c);
    totals[4 + c / 4] += kPopulation.at(c);
  }
  return totals;
}

/// The factor of each cell against the printed one.
void check_cells(const Respondents& respondents, const std::vector<double>& g,
                 const std::array<double, 12>& printed) {
  for (std::size_t row = 0; row < g.size(); ++row) {
    const double wanted = printed.at(static_cast<std::size_t>(respondents.cell[row]));
    REQUIRE(std::abs(g[row] - wanted) <= 0.005 + 1e-12);
  }
}

weights::CalibrationSolution calibrated(const Respondents& respondents, weights::Distance distance,
                                        weights::GBounds bounds) {
  const auto regressors = regressors_of(
      {categories("a", respondents.a, 4), categories("b", respondents.b, 3)}, respondents.weights.size());
  const auto totals = margin_totals();
  weights::CalibrationProblem problem{regressors, respondents.weights, totals};
  problem.distance = distance;
  problem.bounds = bounds;
  auto solution = weights::calibrate(problem);
  REQUIRE(solution.fault == weights::CalibrationFault::kNone);
  CHECK(solution.largest_misfit() <= 1e-12);
  CHECK(solution.dependent == std::vector<std::size_t>{6});  // both margins add up to the same
  return solution;
}

}  // namespace

TEST_CASE("cell weighting is Kalton's table A", "[weights]") {
  const Respondents respondents;
  const auto regressors = regressors_of({categories("ab", respondents.cell, 12)}, respondents.weights.size());
  const std::vector<double> totals(kPopulation.begin(), kPopulation.end());
  const auto solution = weights::calibrate({regressors, respondents.weights, totals});
  REQUIRE(solution.fault == weights::CalibrationFault::kNone);
  check_cells(respondents, solution.g, {4, 1.2, 1.7, 1.83, 1, 1.07, 1.2, 1.65, 1.38, 1.1, 4, 1.79});
}

TEST_CASE("raking is Kalton's table B, by sweeps and by its distance", "[weights]") {
  const Respondents respondents;
  const std::array<double, 12> printed{1.81, 1.08, 2.2, 1.83, 1.45, 0.87, 1.76, 1.47, 2.02, 1.21, 2.45, 2.04};
  const auto by_distance = calibrated(respondents, weights::Distance::kRaking, {});
  check_cells(respondents, by_distance.g, printed);
  const auto regressors = regressors_of(
      {categories("a", respondents.a, 4), categories("b", respondents.b, 3)}, respondents.weights.size());
  const auto totals = margin_totals();
  const auto raked = weights::rake({regressors, respondents.weights, totals});
  REQUIRE(raked.converged);
  for (std::size_t row = 0; row < raked.g.size(); ++row) {
    REQUIRE(std::abs(raked.g[row] / by_distance.g[row] - 1) < 1e-11);
  }
}

TEST_CASE("linear weighting is Kalton's table C", "[weights]") {
  const Respondents respondents;
  check_cells(respondents, calibrated(respondents, weights::Distance::kLinear, {}).g,
              {1.82, 1.09, 2.19, 1.83, 1.5, 0.78, 1.88, 1.52, 1.97, 1.24, 2.34, 1.98});
}

TEST_CASE("regression on the scores of both variables is Kalton's table D", "[weights]") {
  const Respondents respondents;
  design::Margin all;
  all.name = "all";
  all.keys.emplace_back();
  const auto score = [](const std::string& name, const std::vector<std::int32_t>& group) {
    design::Margin margin;
    margin.name = name;
    margin.keys.emplace_back();
    for (const auto g : group) margin.numbers.push_back(g + 1);
    return margin;
  };
  const auto regressors =
      regressors_of({all, score("a", respondents.a), score("b", respondents.b)}, respondents.weights.size());
  std::vector<double> totals(3, 0.0);
  for (std::size_t c = 0; c < 12; ++c) {
    totals[0] += kPopulation.at(c);
    totals[1] += kPopulation.at(c) * static_cast<double>(c % 4 + 1);
    totals[2] += kPopulation.at(c) * static_cast<double>(c / 4 + 1);
  }
  const auto solution = weights::calibrate({regressors, respondents.weights, totals});
  REQUIRE(solution.fault == weights::CalibrationFault::kNone);
  check_cells(respondents, solution.g,
              {1.21, 1.43, 1.66, 1.88, 1.17, 1.4, 1.62, 1.85, 1.14, 1.36, 1.59, 1.81});
}

TEST_CASE("within 0.5 and 2.2 logit and cut linear weights are Kalton's tables G", "[weights]") {
  const Respondents respondents;
  check_cells(respondents, calibrated(respondents, weights::Distance::kLogit, {0.5, 2.2}).g,
              {1.87, 1.08, 2.17, 1.89, 1.46, 0.74, 2.09, 1.49, 1.98, 1.27, 2.18, 1.99});
  check_cells(respondents, calibrated(respondents, weights::Distance::kLinear, {0.5, 2.2}).g,
              {1.81, 1.08, 2.2, 1.83, 1.48, 0.75, 2, 1.5, 1.99, 1.26, 2.2, 2});
}

TEST_CASE("bounds that cannot hold the totals are found, with the smallest that can", "[weights]") {
  const Respondents respondents;
  const auto regressors = regressors_of(
      {categories("a", respondents.a, 4), categories("b", respondents.b, 3)}, respondents.weights.size());
  const auto totals = margin_totals();
  weights::CalibrationProblem problem{regressors, respondents.weights, totals};
  problem.bounds = {0.9, 1.5};
  const auto solution = weights::calibrate(problem);
  CHECK(solution.fault == weights::CalibrationFault::kOutOfReach);
  CHECK(solution.largest_misfit() > 1e-3);
  const auto least = weights::smallest_bounds(problem);
  // a = 3 needs 430 of 200 respondents: g = 2.15 at least
  CHECK(least.upper >= 2.15);
  CHECK(least.upper < 2.4);
  problem.bounds = least;
  CHECK(weights::calibrate(problem).fault == weights::CalibrationFault::kNone);
}

TEST_CASE("totals that contradict each other are found before any step", "[weights]") {
  const Respondents respondents;
  const auto regressors = regressors_of(
      {categories("a", respondents.a, 4), categories("b", respondents.b, 3)}, respondents.weights.size());
  auto totals = margin_totals();
  totals[6] += 5;
  const auto solution = weights::calibrate({regressors, respondents.weights, totals});
  CHECK(solution.fault == weights::CalibrationFault::kInconsistent);
  CHECK(solution.misfit[6] > 1e-3);
  CHECK(solution.iterations == 0);
}

TEST_CASE("a soft total is missed by the share that its penalty leaves", "[weights]") {
  const Respondents respondents;
  const auto regressors = regressors_of({categories("a", respondents.a, 4)}, respondents.weights.size());
  const auto margins = margin_totals();
  const std::vector<double> totals(margins.begin(), margins.begin() + 4);
  const std::array<double, 4> cases{100, 500, 200, 200};
  const double penalty = 9;
  std::vector<double> ridge;
  for (const double n : cases) ridge.push_back(n / penalty);
  weights::CalibrationProblem problem{regressors, respondents.weights, totals};
  problem.ridge = ridge;
  const auto solution = weights::calibrate(problem);
  REQUIRE(solution.fault == weights::CalibrationFault::kNone);
  for (std::size_t j = 0; j < 4; ++j) {
    const double closed = (solution.totals[j] - cases.at(j)) / (totals[j] - cases.at(j));
    CHECK(std::abs(closed - penalty / (1 + penalty)) < 1e-12);
  }
}
