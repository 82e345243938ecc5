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

/// Rows that get the same g.
struct Unit {
  SparseRows::Row x;
  double weight = 0;
  double scale = 1;
  GBounds bounds;
};

/// The units of a problem: profiles where nothing else tells rows apart, else rows. Of these nothing is kept.
class Units {
 public:
  explicit Units(const CalibrationProblem& problem)
      : problem_(problem), of_profiles_(problem.scale.empty() && !problem.bounds_on_weights) {
    if (!of_profiles_) return;
    std::vector<CompensatedSum> weights(problem.regressors.profiles.rows());
    for (std::size_t row = 0; row < problem.weights.size(); ++row) {
      if (takes_part(row)) weights[profile(row)].add(problem.weights[row]);
    }
    weights_.reserve(weights.size());
    for (const auto& weight : weights) weights_.push_back(weight.value());
  }

  template <typename Visit>
  void for_each(Visit visit) const {
    if (of_profiles_) {
      for (std::size_t i = 0; i < weights_.size(); ++i) visit(of_profile(i));
    } else {
      for (std::size_t row = 0; row < problem_.weights.size(); ++row) {
        if (takes_part(row)) visit(of_row(row));
      }
    }
  }

  /// A number of the unit of each row; 1 where the row takes no part. [rows]
  template <typename Number>
  [[nodiscard]] std::vector<double> of_rows(Number number) const {
    std::vector<double> values;
    values.reserve(problem_.weights.size());
    for (std::size_t row = 0; row < problem_.weights.size(); ++row) {
      if (!takes_part(row)) {
        values.push_back(1.0);
      } else {
        values.push_back(number(of_profiles_ ? of_profile(profile(row)) : of_row(row)));
      }
    }
    return values;
  }

 private:
  [[nodiscard]] bool takes_part(std::size_t row) const {
    return problem_.regressors.profile_of_row[row] >= 0 && problem_.weights[row] > 0;
  }
  [[nodiscard]] std::size_t profile(std::size_t row) const {
    return static_cast<std::size_t>(problem_.regressors.profile_of_row[row]);
  }
  [[nodiscard]] Unit of_profile(std::size_t i) const {
    return {problem_.regressors.profiles.row(i), weights_[i], 1, problem_.bounds};
  }
  [[nodiscard]] Unit of_row(std::size_t row) const {
    const double d = problem_.weights[row];
    const GBounds& bounds = problem_.bounds;
    return {problem_.regressors.profiles.row(profile(row)), d,
            problem_.scale.empty() ? 1.0 : problem_.scale[row],
            problem_.bounds_on_weights ? GBounds{bounds.lower / d, bounds.upper / d} : bounds};
  }

  const CalibrationProblem& problem_;
  bool of_profiles_;
  std::vector<double> weights_;  ///< of profiles
};

/// The solver's view of a problem.
class Equations {
 public:
  explicit Equations(const CalibrationProblem& problem)
      : problem_(problem), units_(problem), p_(problem.regressors.profiles.columns()), sizes_(p_) {
    std::vector<CompensatedSum> sizes(p_);
    units_.for_each([&](const Unit& unit) {
      for (std::size_t k = 0; k < unit.x.size(); ++k) {
        sizes[unit.x.column(k)].add(unit.weight * std::abs(unit.x.value(k)));
      }
    });
    for (std::size_t j = 0; j < p_; ++j) {
      sizes_[j] = std::max(std::abs(problem.totals[j]), sizes[j].value());
    }
  }

  [[nodiscard]] std::size_t size() const { return p_; }
  [[nodiscard]] GValue value(const Unit& unit, std::span<const double> lambda) const {
    return g_value(problem_.distance, unit.bounds, dot(unit.x, lambda) / unit.scale);
  }

  /// Sum of w x. [p]
  [[nodiscard]] std::vector<double> totals(std::span<const double> lambda) const {
    std::vector<CompensatedSum> sums(p_);
    units_.for_each([&](const Unit& unit) {
      const double weight = unit.weight * value(unit, lambda).g;
      for (std::size_t k = 0; k < unit.x.size(); ++k) sums[unit.x.column(k)].add(weight * unit.x.value(k));
    });
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
    units_.for_each([&](const Unit& unit) {
      const double slope = std::max(value(unit, lambda).slope, bounded ? kLeastSlope : 0.0);
      const double factor = unit.weight * slope / unit.scale;
      for (std::size_t k = 0; k < unit.x.size(); ++k) {
        for (std::size_t m = 0; m <= k; ++m) {
          a.at(unit.x.column(k), unit.x.column(m)) += factor * unit.x.value(k) * unit.x.value(m);
        }
      }
    });
    for (std::size_t j = 0; j < p_; ++j) {
      for (std::size_t k = j + 1; k < p_; ++k) a.at(j, k) = a.at(k, j);
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
    return units_.of_rows([&](const Unit& unit) { return value(unit, lambda).g; });
  }

 private:
  const CalibrationProblem& problem_;
  Units units_;
  std::size_t p_;
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
