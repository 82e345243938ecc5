#include "engine/estimation/regression_fit.hpp"

#include <algorithm>
#include <cmath>

#include "engine/numeric/compensated.hpp"
#include "engine/numeric/least_squares.hpp"

namespace sondeo::estimation {

namespace {

/// A family's mean and variance at a linear predictor.
struct Expectation {
  double mean;
  double variance;  ///< also d mean / d predictor: the links are canonical
};

Expectation expectation(Family family, double predictor) {
  if (family == Family::kLinear) return {predictor, 1};
  if (family == Family::kPoisson) {
    const double mean = std::exp(predictor);
    return {mean, mean};
  }
  const double small = std::exp(-std::abs(predictor));
  const double nearer = small / (1 + small);  // the mean, or 1 - mean: whichever is below a half
  return {predictor < 0 ? nearer : 1 / (1 + small), nearer / (1 + small)};
}

/// Where iterations begin: a predictor near the row's own y, inside the family's range.
double first_predictor(Family family, double y) {
  constexpr double kInside = 0.5;
  constexpr double kAboveZero = 0.1;
  if (family == Family::kLinear) return y;
  if (family == Family::kPoisson) return std::log(y + kAboveZero);
  const double mean = (y + kInside) / 2;
  return std::log(mean / (1 - mean));
}

/// y log(y / mean), 0 for y = 0.
double y_log_ratio(double y, double mean) { return y == 0.0 ? 0.0 : y * std::log(y / mean); }

double unit_deviance(Family family, double y, double predictor) {
  if (family == Family::kLinear) return (y - predictor) * (y - predictor);
  const double mean = expectation(family, predictor).mean;
  if (family == Family::kPoisson) return 2 * (y_log_ratio(y, mean) - (y - mean));
  // log(1 + exp(predictor)) - y predictor, without overflow, less its value at a mean of y.
  const double log_sum = std::max(predictor, 0.0) + std::log1p(std::exp(-std::abs(predictor)));
  const double saturated = y_log_ratio(y, 1) + y_log_ratio(1 - y, 1);
  return 2 * (log_sum - y * predictor + saturated);
}

}  // namespace

/// One solution of the weighted equations.
struct RegressionFitter::Step {
  std::optional<std::vector<double>> change;  ///< of the coefficients; nothing: singular
  std::optional<numeric::Matrix> inverse_information;
  std::vector<std::size_t> dependent;
};

RegressionFitter::RegressionFitter(const Regression& regression, const DomainRows& domain)
    : regression_(regression), domain_(domain), largest_(regression.regressors.size()) {
  std::vector<double> x(largest_.size());
  for (std::size_t i = 0; i < domain.size(); ++i) {
    fill(i, x);
    for (std::size_t j = 0; j < x.size(); ++j) largest_[j] = std::max(largest_[j], std::abs(x[j]));
    if (regression.family == Family::kLinear) scale_ = std::max(scale_, std::abs(y(i)));
  }
}

void RegressionFitter::fill(std::size_t i, std::span<double> x) const {
  const auto row = static_cast<std::size_t>(domain_.rows[i]);
  for (std::size_t j = 0; j < x.size(); ++j) x[j] = regression_.regressors[j].at(row);
}

double RegressionFitter::y(std::size_t i) const {
  return regression_.y[static_cast<std::size_t>(domain_.rows[i])];
}

double RegressionFitter::offset(std::size_t i) const {
  return regression_.offset.empty() ? 0.0 : regression_.offset[static_cast<std::size_t>(domain_.rows[i])];
}

double RegressionFitter::predictor(std::size_t i, std::span<const double> x,
                                   std::span<const double> coefficients) const {
  numeric::CompensatedSum sum;
  sum.add(offset(i));
  for (std::size_t j = 0; j < x.size(); ++j) sum.add(x[j] * coefficients[j]);
  return sum.value();
}

double RegressionFitter::expected(std::size_t i, std::span<const double> coefficients) const {
  std::vector<double> x(largest_.size());
  fill(i, x);
  return expectation(regression_.family, predictor(i, x, coefficients)).mean;
}

/// Without coefficients the equations are for these themselves, else for their change.
RegressionFitter::Step RegressionFitter::solve(std::span<const double> weights,
                                               const std::optional<std::vector<double>>& coefficients) const {
  numeric::LeastSquares equations(largest_.size());
  std::vector<double> x(largest_.size());
  for (std::size_t i = 0; i < domain_.size(); ++i) {
    if (weights[i] == 0.0) continue;
    fill(i, x);
    const double at =
        coefficients ? predictor(i, x, *coefficients) : first_predictor(regression_.family, y(i));
    const Expectation expected = expectation(regression_.family, at);
    if (!(expected.variance > 0)) continue;  // its mean is its y as far as a double can tell
    const double root = std::sqrt(weights[i] * expected.variance);
    const double residual = (y(i) - expected.mean) / expected.variance;
    for (double& value : x) value *= root;
    equations.add_row(x, root * (coefficients ? residual : residual + at - offset(i)));
  }
  return {equations.solution(), equations.inverse_gram(), equations.dependent()};
}

double RegressionFitter::deviance(std::span<const double> weights,
                                  std::span<const double> coefficients) const {
  numeric::CompensatedSum sum;
  std::vector<double> x(largest_.size());
  for (std::size_t i = 0; i < domain_.size(); ++i) {
    if (weights[i] == 0.0) continue;
    fill(i, x);
    sum.add(weights[i] * unit_deviance(regression_.family, y(i), predictor(i, x, coefficients)));
  }
  return sum.value();
}

double RegressionFitter::largest_move(std::span<const double> step) const {
  double largest = 0;
  for (std::size_t j = 0; j < step.size(); ++j) {
    largest = std::max(largest, std::abs(step[j]) * largest_[j]);
  }
  return largest;
}

/// The regressors that still move the predictor, of those whose coefficients grow without end.
std::vector<std::size_t> RegressionFitter::moving(std::span<const double> step) const {
  constexpr double kPart = 0.05;
  const double largest = largest_move(step);
  std::vector<std::size_t> found;
  for (std::size_t j = 0; j < step.size(); ++j) {
    if (std::abs(step[j]) * largest_[j] > kPart * largest) found.push_back(j);
  }
  return found;
}

RegressionFit RegressionFitter::fit(std::span<const double> weights, std::span<const double> start) const {
  constexpr std::size_t kMostIterations = 200;
  constexpr int kMostHalvings = 40;
  constexpr double kSmallMove = 1e-6;
  constexpr double kSteadyDeviance = 1e-11;
  constexpr double kLargeMove = 0.5;  // a predictor without end moves by about 1 in each iteration
  constexpr std::size_t kSettled = 10;
  RegressionFit fit;
  std::optional<std::vector<double>> known;
  if (!start.empty()) known.emplace(start.begin(), start.end());
  double last = known ? deviance(weights, *known) : std::numeric_limits<double>::infinity();
  bool near = false;
  const bool halves = regression_.family != Family::kLinear;
  for (std::size_t iteration = 1; iteration <= kMostIterations; ++iteration) {
    Step step = solve(weights, known);
    fit.iterations = iteration;
    if (iteration == 1 && !step.dependent.empty())
      return {FitFault::kSingular, step.dependent, {}, {}, iteration};
    if (!step.change || !step.inverse_information) return {FitFault::kNotConverged, {}, {}, {}, iteration};
    std::vector<double> next = *step.change;
    if (known) {
      for (std::size_t j = 0; j < next.size(); ++j) next[j] += (*known)[j];
    }
    double now = deviance(weights, next);
    constexpr double kRounding = 1e-9;
    for (int i = 0; known && halves && i < kMostHalvings && !(now <= last * (1 + kRounding) + kRounding);
         ++i) {
      for (std::size_t j = 0; j < next.size(); ++j) next[j] = (next[j] + (*known)[j]) / 2;
      now = deviance(weights, next);
    }
    const double move = known ? largest_move(*step.change) / scale_ : std::numeric_limits<double>::infinity();
    const bool steady = std::abs(last - now) <= kSteadyDeviance * (std::abs(now) + 0.1);
    known = std::move(next);
    last = now;
    if (near && move < kSmallMove) {
      fit.coefficients = std::move(*known);
      fit.inverse_information = std::move(*step.inverse_information);
      return fit;
    }
    near = move < kSmallMove;
    if (iteration > kSettled && steady && move > kLargeMove)
      return {FitFault::kSeparated, moving(*step.change), {}, {}, iteration};
  }
  return {FitFault::kNotConverged, {}, {}, {}, fit.iterations};
}

}  // namespace sondeo::estimation
