#include "engine/estimation/rubin.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

/// Variances within and between m completed data sets.
struct Spread {
  double m;
  double within;
  double between;

  [[nodiscard]] double added() const { return (1 + 1 / m) * between; }
  [[nodiscard]] double total() const { return within + added(); }
};

/// The part of the information on an estimate that the incomplete data hold.
double observed_share(const Spread& spread, ImputationDf rule) {
  if (rule == ImputationDf::kMitools) return spread.within / (spread.within + spread.between);
  return spread.within / spread.total();
}

double combined_df(const Spread& spread, double complete, ImputationDf rule) {
  if (spread.between == 0.0) return complete;
  if (!(complete > 0)) return complete;
  const double relative = spread.added() / spread.within;
  const double large = (spread.m - 1) * (1 + 1 / relative) * (1 + 1 / relative);
  // Without variance within there is no sample to run short of: the formula of small samples would end at 0.
  const bool endless = rule == ImputationDf::kRubin || spread.within == 0.0 || std::isinf(complete);
  if (endless) return large;
  const double observed = complete * (complete + 1) / (complete + 3) * observed_share(spread, rule);
  return 1 / (1 / large + 1 / observed);
}

double missing_information(const Spread& spread, double df) {
  if (spread.between == 0.0) return 0;
  if (spread.within == 0.0) return 1;
  const double relative = spread.added() / spread.within;
  const double small = df > 0 ? 2 / (df + 3) : 0.0;
  return (relative + small) / (relative + 1);
}

}  // namespace

double mean_over_implicates(std::span<const double> values) {
  numeric::CompensatedSum differences;
  for (const double value : values) differences.add(value - values.front());
  return values.front() + differences.value() / static_cast<double>(values.size());
}

CombinedFigures combine(std::span<const ImplicateFigures> implicates, ImputationDf rule) {
  std::vector<double> estimates;
  std::vector<double> variances;
  double complete = implicates.front().df;
  for (const auto& figures : implicates) {
    estimates.push_back(figures.estimate);
    variances.push_back(figures.se * figures.se);
    if (std::isnan(figures.df) || figures.df < complete) complete = figures.df;
  }
  const double mean = mean_over_implicates(estimates);
  numeric::CompensatedSum squares;
  for (const double estimate : estimates) squares.add((estimate - mean) * (estimate - mean));
  const auto m = static_cast<double>(implicates.size());
  const Spread spread{m, mean_over_implicates(variances), squares.value() / (m - 1)};
  CombinedFigures result{};
  result.estimate = mean;
  result.se = std::sqrt(spread.total());
  result.df = combined_df(spread, complete, rule);
  result.fmi = missing_information(spread, result.df);
  return result;
}

}  // namespace sondeo::estimation
