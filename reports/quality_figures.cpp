#include "reports/quality_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <string_view>

#include "engine/estimation/interval.hpp"
#include "engine/numeric/distribution.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::kAbsent;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLevel = 0.95;  ///< of the intervals that the schemes look at, whatever the table's

/// Measures whose estimate is a share of cases or of an amount.
bool is_proportion(const Estimate& row) {
  constexpr std::array<std::string_view, 7> kProportions = {
      "proportion", "share", "multiple", "row_proportion", "column_proportion", "total_proportion", "cdf"};
  return std::find(kProportions.begin(), kProportions.end(), row.measure) != kProportions.end();
}

double unit_of(const Estimate& row) { return row.unit == "percent" ? 100 : 1; }

double proportion(const Estimate& row) { return is_proportion(row) ? row.estimate / unit_of(row) : kAbsent; }

double fraction_se(const Estimate& row) { return is_proportion(row) ? row.se / unit_of(row) : kAbsent; }

double cases(const Estimate& row) {
  double k = row.n;
  if (is_proportion(row) || row.measure == "total") k = row.n_events;
  if (row.measure == "rate") k = row.n_victims;
  return std::isnan(k) ? row.n : k;
}

/// Medians and counts of everyone have no design effect; they stand on their cases.
double effective_sample(const Estimate& row) {
  if (std::isnan(row.deff)) return row.n;
  return row.deff == 0.0 ? kInfinity : row.n / row.deff;
}

double log_cv(const Estimate& row) {
  const double p = proportion(row);
  if (std::isnan(p) || p == 0.0) return kAbsent;
  if (p == 1.0) return 0;
  const double lesser = p < 0.5 ? p : 1 - p;
  return fraction_se(row) / (p * -std::log(lesser));
}

double se_bound(const Estimate& row) {
  const double p = proportion(row);
  return std::pow(std::min(p, 1 - p), 2.0 / 3.0) / 9;
}

bool extreme(double p) { return p == 0.0 || p == 1.0; }

double p_effective_sample(const Estimate& row) {
  const double p = proportion(row);
  const double se = fraction_se(row);
  if (extreme(p)) return row.n;
  return se == 0.0 ? row.n : std::min(row.n, p * (1 - p) / (se * se));
}

/// Korn and Graubard's interval as the NCHS takes it.
double width(const Estimate& row) {
  const double p = proportion(row);
  const double n = p_effective_sample(row);
  if (std::isnan(p) || std::isnan(n) || std::isnan(row.df)) return kAbsent;
  if (!(row.df > 0) || !(row.n > 1)) return 1;
  estimation::Interval interval{};
  if (extreme(p)) {
    interval = estimation::extreme_proportion_interval(p, n, kLevel);
  } else {
    const double t = numeric::t_quantile(1 - (1 - kLevel) / 2, row.df);
    interval = estimation::proportion_interval(estimation::ProportionInterval::kKornGraubard,
                                               {p, fraction_se(row), row.n, row.df, t, kLevel});
  }
  return interval.high - interval.low;
}

/// A width over the part that it is about.
double relative_to(double part, double width) { return part == 0.0 ? kInfinity : width / part; }

double log_width(const Estimate& row) {
  if (!(row.df > 0)) return kAbsent;
  const double t = numeric::t_quantile(1 - (1 - kLevel) / 2, row.df);
  return std::exp(t * row.cv) - std::exp(-t * row.cv);
}

/// A figure by its name in conditions.
struct Figure {
  const char* name;
  std::function<double(const Estimate&)> of;
};

const std::array<Figure, 16>& figures() {
  static const std::array<Figure, 16> kFigures = {
      {{"estimate", [](const Estimate& row) { return row.estimate; }},
       {"se", [](const Estimate& row) { return row.se; }},
       {"p", proportion},
       {"p_se", fraction_se},
       {"cv", [](const Estimate& row) { return row.cv; }},
       {"df", [](const Estimate& row) { return row.df; }},
       {"deff", [](const Estimate& row) { return row.deff; }},
       {"n", [](const Estimate& row) { return row.n; }},
       {"n_psu", [](const Estimate& row) { return row.n_psu; }},
       {"missing_share", [](const Estimate& row) { return row.missing_share; }},
       {"k", cases},
       {"ess", effective_sample},
       {"log_cv", log_cv},
       {"se_bound", se_bound},
       {"p_n_eff", p_effective_sample},
       {"log_width", log_width}}};
  return kFigures;
}

Column number_column(const char* name, std::vector<double> values) {
  Variable variable;
  variable.name = name;
  variable.type = VariableType::kNumber;
  return Column::of_numbers(std::move(variable), std::move(values));
}

double or_missing(double value) { return std::isnan(value) ? missing_value(Missing::kSystem) : value; }

std::vector<double> values_of(std::span<const Estimate> rows,
                              const std::function<double(const Estimate&)>& figure) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(or_missing(figure(row)));
  return values;
}

/// The width of each row's interval, which takes two quantiles of a beta distribution, and what follows from
/// it.
void add_widths(std::span<const Estimate> rows, Table& table) {
  std::vector<double> widths;
  std::vector<double> relative;
  std::vector<double> complement;
  for (auto* values : {&widths, &relative, &complement}) values->reserve(rows.size());
  for (const auto& row : rows) {
    const double p = proportion(row);
    const double of_row = width(row);
    widths.push_back(or_missing(of_row));
    relative.push_back(or_missing(relative_to(p, of_row)));
    complement.push_back(or_missing(relative_to(1 - p, of_row)));
  }
  table.add(number_column("width", std::move(widths)));
  table.add(number_column("relative_width", std::move(relative)));
  table.add(number_column("relative_width_complement", std::move(complement)));
}

}  // namespace

Table quality_figures(std::span<const Estimate> rows, const std::vector<std::int8_t>& known) {
  Table table(rows.size());
  for (const auto& figure : figures()) table.add(number_column(figure.name, values_of(rows, figure.of)));
  add_widths(rows, table);
  Variable variable;
  variable.name = "known_domain";
  variable.type = VariableType::kYesNo;
  table.add(Column::of_answers(std::move(variable), known));
  return table;
}

}  // namespace sondeo::reports
