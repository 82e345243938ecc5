#include "weights/rake.hpp"

#include <algorithm>
#include <cmath>

#include "engine/numeric/compensated.hpp"

namespace sondeo::weights {

namespace {

using numeric::CompensatedSum;

/// Profiles with their weights: rows of one profile get the same g.
class Sweeper {
 public:
  explicit Sweeper(const RakingProblem& problem)
      : problem_(problem), x_(problem.regressors.profiles), weights_(x_.rows(), 0.0), g_(x_.rows(), 1.0) {
    std::vector<CompensatedSum> sums(x_.rows());
    for (std::size_t row = 0; row < problem.weights.size(); ++row) {
      if (takes_part(row)) sums[profile(row)].add(problem.weights[row]);
    }
    for (std::size_t i = 0; i < sums.size(); ++i) weights_[i] = sums[i].value();
  }

  /// Sum of w of each group. [p]
  [[nodiscard]] std::vector<double> totals() const {
    std::vector<CompensatedSum> sums(x_.columns());
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      const auto x = x_.row(i);
      for (std::size_t k = 0; k < x.size(); ++k) sums[x.column(k)].add(weights_[i] * g_[i]);
    }
    std::vector<double> totals;
    totals.reserve(sums.size());
    for (const auto& sum : sums) totals.push_back(sum.value());
    return totals;
  }

  /// Gives the groups of one margin their totals. Margins are of categories: of each a row has one entry.
  void fit(std::size_t margin) {
    std::vector<CompensatedSum> now(x_.columns());
    for (std::size_t i = 0; i < g_.size(); ++i) now[x_.row(i).column(margin)].add(weights_[i] * g_[i]);
    std::vector<double> factor(x_.columns(), 1.0);
    for (std::size_t j = 0; j < factor.size(); ++j) {
      if (now[j].value() > 0) factor[j] = problem_.totals[j] / now[j].value();
    }
    for (std::size_t i = 0; i < g_.size(); ++i) g_[i] *= factor[x_.row(i).column(margin)];
  }

  [[nodiscard]] std::vector<double> g_of_rows() const {
    std::vector<double> g(problem_.weights.size(), 1.0);
    for (std::size_t row = 0; row < g.size(); ++row) {
      if (takes_part(row)) g[row] = g_[profile(row)];
    }
    return g;
  }

 private:
  [[nodiscard]] bool takes_part(std::size_t row) const {
    return problem_.regressors.profile_of_row[row] >= 0 && problem_.weights[row] > 0;
  }
  [[nodiscard]] std::size_t profile(std::size_t row) const {
    return static_cast<std::size_t>(problem_.regressors.profile_of_row[row]);
  }

  const RakingProblem& problem_;
  const numeric::SparseRows& x_;
  std::vector<double> weights_;
  std::vector<double> g_;
};

void set_misfit(const RakingProblem& problem, RakingSolution& solution) {
  const auto& first = problem.regressors.first_of_margin;
  solution.misfit.clear();
  solution.margin_misfit.assign(first.size() - 1, 0.0);
  for (std::size_t m = 0; m + 1 < first.size(); ++m) {
    for (std::size_t j = first[m]; j < first[m + 1]; ++j) {
      const double lacking = std::abs(problem.totals[j] - solution.totals[j]);
      solution.misfit.push_back(problem.totals[j] > 0 ? lacking / problem.totals[j] : lacking);
      solution.margin_misfit[m] = std::max(solution.margin_misfit[m], solution.misfit.back());
    }
  }
}

}  // namespace

RakingSolution rake(const RakingProblem& problem) {
  const auto& first = problem.regressors.first_of_margin;
  Sweeper sweeper(problem);
  RakingSolution solution;
  for (;; ++solution.sweeps) {
    solution.totals = sweeper.totals();
    set_misfit(problem, solution);
    solution.converged = std::all_of(solution.misfit.begin(), solution.misfit.end(),
                                     [&](double misfit) { return misfit <= problem.tolerance; });
    if (solution.converged || solution.sweeps == problem.most_sweeps) break;
    for (std::size_t m = 0; m + 1 < first.size(); ++m) sweeper.fit(m);
  }
  solution.g = sweeper.g_of_rows();
  return solution;
}

}  // namespace sondeo::weights
