#include "weights/calibrate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "engine/numeric/compensated.hpp"
#include "engine/numeric/semidefinite.hpp"

namespace sondeo::weights {

namespace {

using numeric::CompensatedSum;
using numeric::SparseRows;

/// Rows that get the same g: a profile where nothing else tells rows apart, else a row.
struct Unit {
  std::size_t profile = 0;
  double weight = 0;
  double scale = 1;
  GBounds bounds;
};

/// The solver's view of a problem.
class Equations {
 public:
  explicit Equations(const CalibrationProblem& problem)
      : problem_(problem), x_(problem.regressors.profiles), p_(x_.columns) {
    const bool alike = problem.scale.empty() && !problem.bounds_on_weights;
    unit_of_row_.assign(problem.weights.size(), 0);
    if (alike) {
      add_profiles();
    } else {
      add_rows();
    }
    sizes_.assign(p_, 0);
    std::vector<CompensatedSum> sizes(p_);
    for (const Unit& unit : units_) {
      const auto row = x_.row(unit.profile);
      for (std::size_t k = 0; k < row.columns.size(); ++k) {
        sizes[static_cast<std::size_t>(row.columns[k])].add(unit.weight * std::abs(row.values[k]));
      }
    }
    for (std::size_t j = 0; j < p_; ++j) {
      sizes_[j] = std::max(std::abs(problem.totals[j]), sizes[j].value());
    }
  }

  [[nodiscard]] std::size_t size() const { return p_; }
  [[nodiscard]] GValue value(const Unit& unit, std::span<const double> lambda) const {
    return g_value(problem_.distance, unit.bounds, dot(x_.row(unit.profile), lambda) / unit.scale);
  }

  /// Sum of w x. [p]
  [[nodiscard]] std::vector<double> totals(std::span<const double> lambda) const {
    std::vector<CompensatedSum> sums(p_);
    for (const Unit& unit : units_) {
      const double weight = unit.weight * value(unit, lambda).g;
      const auto row = x_.row(unit.profile);
      for (std::size_t k = 0; k < row.columns.size(); ++k) {
        sums[static_cast<std::size_t>(row.columns[k])].add(weight * row.values[k]);
      }
    }
    std::vector<double> totals;
    totals.reserve(p_);
    for (const auto& sum : sums) totals.push_back(sum.value());
    return totals;
  }

  /// What the totals lack, soft constraints counted: 0 at the solution. [p]
  [[nodiscard]] std::vector<double> lacking(std::span<const double> lambda) const {
    std::vector<double> lacking = totals(lambda);
    for (std::size_t j = 0; j < p_; ++j) {
      lacking[j] = problem_.totals[j] - lacking[j];
      if (!problem_.ridge.empty()) lacking[j] -= problem_.ridge[j] * lambda[j];
    }
    return lacking;
  }

  /// How much the totals change with lambda. A cut F is given a little slope, so that a step leads back from
  /// where all of a total's rows are at their bounds.
  [[nodiscard]] numeric::SemidefiniteSystem slopes(std::span<const double> lambda) const {
    constexpr double kLeastSlope = 1e-4;
    const bool bounded = std::isfinite(problem_.bounds.lower) || std::isfinite(problem_.bounds.upper);
    numeric::Matrix a(p_, p_);
    for (const Unit& unit : units_) {
      const double slope = std::max(value(unit, lambda).slope, bounded ? kLeastSlope : 0.0);
      const double factor = unit.weight * slope / unit.scale;
      const auto row = x_.row(unit.profile);
      for (std::size_t k = 0; k < row.columns.size(); ++k) {
        for (std::size_t m = 0; m < row.columns.size(); ++m) {
          a.at(static_cast<std::size_t>(row.columns[k]), static_cast<std::size_t>(row.columns[m])) +=
              factor * row.values[k] * row.values[m];
        }
      }
    }
    for (std::size_t j = 0; j < problem_.ridge.size(); ++j) a.at(j, j) += problem_.ridge[j];
    return numeric::SemidefiniteSystem(std::move(a));
  }

  [[nodiscard]] std::vector<double> relative(std::span<const double> lacking) const {
    std::vector<double> relative;
    for (std::size_t j = 0; j < p_; ++j) {
      relative.push_back(sizes_[j] > 0 ? std::abs(lacking[j]) / sizes_[j] : 0.0);
    }
    return relative;
  }

  [[nodiscard]] std::vector<double> g_of_rows(std::span<const double> lambda) const {
    std::vector<double> of_unit;
    of_unit.reserve(units_.size());
    for (const Unit& unit : units_) of_unit.push_back(value(unit, lambda).g);
    std::vector<double> g(unit_of_row_.size(), 1.0);
    for (std::size_t row = 0; row < g.size(); ++row) {
      if (takes_part(row)) g[row] = of_unit[unit_of_row_[row]];
    }
    return g;
  }

 private:
  [[nodiscard]] bool takes_part(std::size_t row) const {
    return problem_.regressors.profile_of_row[row] >= 0 && problem_.weights[row] > 0;
  }

  void add_profiles() {
    std::vector<CompensatedSum> weights(x_.rows());
    for (std::size_t row = 0; row < unit_of_row_.size(); ++row) {
      if (!takes_part(row)) continue;
      unit_of_row_[row] = static_cast<std::size_t>(problem_.regressors.profile_of_row[row]);
      weights[unit_of_row_[row]].add(problem_.weights[row]);
    }
    for (std::size_t g = 0; g < weights.size(); ++g) {
      units_.push_back({g, weights[g].value(), 1, problem_.bounds});
    }
  }

  void add_rows() {
    for (std::size_t row = 0; row < unit_of_row_.size(); ++row) {
      if (!takes_part(row)) continue;
      const double d = problem_.weights[row];
      Unit unit{static_cast<std::size_t>(problem_.regressors.profile_of_row[row]), d,
                problem_.scale.empty() ? 1.0 : problem_.scale[row], problem_.bounds};
      if (problem_.bounds_on_weights) unit.bounds = {unit.bounds.lower / d, unit.bounds.upper / d};
      unit_of_row_[row] = units_.size();
      units_.push_back(unit);
    }
  }

  const CalibrationProblem& problem_;
  const SparseRows& x_;
  std::size_t p_;
  std::vector<Unit> units_;
  std::vector<std::size_t> unit_of_row_;
  std::vector<double> sizes_;  ///< what misfits are relative to, [p]
};

double product(std::span<const double> a, std::span<const double> b) {
  CompensatedSum sum;
  for (std::size_t j = 0; j < a.size(); ++j) sum.add(a[j] * b[j]);
  return sum.value();
}

double largest(std::span<const double> values) {
  double most = 0;
  for (const double value : values) most = std::isnan(value) ? value : std::max(most, value);
  return most;
}

/// A point and what its totals lack.
struct Point {
  std::vector<double> lambda;
  std::vector<double> lacking;
};

/// Follows a step until what is still lacking in its direction has fallen enough, or is passed by little:
/// along it that number falls steadily. Nothing when no part of the step leads to finite totals.
std::optional<Point> follow(const Equations& equations, const Point& from, std::span<const double> step) {
  constexpr double kPassed = 0.5;
  constexpr int kHalvings = 60;
  const double start = product(from.lacking, step);
  double length = 1;
  for (int i = 0; i < kHalvings; ++i, length /= 2) {
    Point to{from.lambda, {}};
    for (std::size_t j = 0; j < step.size(); ++j) to.lambda[j] += length * step[j];
    to.lacking = equations.lacking(to.lambda);
    const double left = product(to.lacking, step);
    if (std::isfinite(left) && left >= -kPassed * start) return to;
  }
  return std::nullopt;
}

/// Whether dependent regressors ask for what the others rule out.
bool contradicts(const Equations& equations, const numeric::SemidefiniteSystem& system,
                 std::span<const double> lacking, CalibrationSolution& solution) {
  constexpr double kRounding = 1e-9;
  solution.dependent = system.dependent();
  if (solution.dependent.empty()) return false;
  const auto left = system.residual(system.solve(lacking), lacking);
  const auto relative = equations.relative(left);
  if (!(largest(relative) > kRounding)) return false;
  solution.misfit = relative;
  return true;
}

/// Near the solution rounding, not the method, ends the fall of the misfit.
bool stands_still(double misfit, double before) {
  constexpr double kNear = 1e-10;
  return misfit <= kNear && misfit > before / 2;
}

}  // namespace

double CalibrationSolution::largest_misfit() const { return largest(misfit); }

CalibrationSolution calibrate(const CalibrationProblem& problem) {
  const Equations equations(problem);
  CalibrationSolution solution;
  Point at{std::vector<double>(equations.size(), 0.0), {}};
  at.lacking = equations.lacking(at.lambda);
  solution.fault = CalibrationFault::kOutOfReach;
  double before = std::numeric_limits<double>::infinity();
  for (solution.iterations = 0;; ++solution.iterations) {
    solution.misfit = equations.relative(at.lacking);
    const double misfit = solution.largest_misfit();
    if (misfit <= problem.tolerance || stands_still(misfit, before)) {
      solution.fault = CalibrationFault::kNone;
      break;
    }
    before = misfit;
    if (solution.iterations == problem.most_iterations) break;
    const auto system = equations.slopes(at.lambda);
    if (solution.iterations == 0 && contradicts(equations, system, at.lacking, solution)) {
      solution.fault = CalibrationFault::kInconsistent;
      break;
    }
    auto next = follow(equations, at, system.solve(at.lacking));
    if (!next) break;
    at = *std::move(next);
  }
  solution.g = equations.g_of_rows(at.lambda);
  solution.totals = equations.totals(at.lambda);
  solution.lambda = std::move(at.lambda);
  return solution;
}

GBounds smallest_bounds(const CalibrationProblem& problem) {
  constexpr double kMostTimes = 1024;
  constexpr double kClose = 1.01;
  CalibrationProblem trial = problem;
  trial.distance = Distance::kLinear;  // the bounds decide what can be reached, not the distance
  trial.tolerance = 1e-6;
  trial.most_iterations = 100;
  const auto widened = [&](double times) {
    return GBounds{std::max(0.0, 1 - times * (1 - problem.bounds.lower)),
                   1 + times * (problem.bounds.upper - 1)};
  };
  const auto reaches = [&](double times) {
    trial.bounds = widened(times);
    return calibrate(trial).fault == CalibrationFault::kNone;
  };
  double high = 2;
  while (high <= kMostTimes && !reaches(high)) high *= 2;
  if (high > kMostTimes) return {};
  double low = high / 2;
  while (high / low > kClose) {
    const double middle = std::sqrt(low * high);
    (reaches(middle) ? high : low) = middle;
  }
  return widened(high);
}

}  // namespace sondeo::weights
