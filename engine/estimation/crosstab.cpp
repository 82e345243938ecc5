#include "engine/estimation/crosstab.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "engine/estimation/degrees_of_freedom.hpp"
#include "engine/estimation/joint_estimate.hpp"
#include "engine/estimation/row_description.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/decomposition.hpp"
#include "engine/numeric/tail_probability.hpp"

namespace sondeo::estimation {

namespace {

using numeric::Matrix;

/// The categories of one variable that a domain has, in their order.
class Categories {
 public:
  Categories(const DomainRows& domain, std::span<const std::int32_t> group) {
    std::vector<bool> seen;
    for (const auto row : domain.rows) {
      const auto code = static_cast<std::size_t>(group[static_cast<std::size_t>(row)]);
      if (code >= seen.size()) seen.resize(code + 1);
      seen[code] = true;
    }
    for (const bool one : seen) position_.push_back(one ? count_++ : 0);
  }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::size_t of(std::int32_t group) const {
    return position_[static_cast<std::size_t>(group)];
  }

 private:
  std::size_t count_ = 0;
  std::vector<std::size_t> position_;
};

/// The weighted table of one domain: which cell each of its rows is in, and the cells' totals with their
/// joint variance.
class WeightedTable {
 public:
  WeightedTable(const DomainRows& domain, const Crosstab& crosstab)
      : domain_(domain), row_(domain, crosstab.row_group), column_(domain, crosstab.column_group) {
    for (const auto row : domain.rows) {
      const auto at = static_cast<std::size_t>(row);
      cell_.push_back(row_.of(crosstab.row_group[at]) * column_.count() +
                      column_.of(crosstab.column_group[at]));
    }
  }
  [[nodiscard]] std::size_t rows() const { return row_.count(); }
  [[nodiscard]] std::size_t columns() const { return column_.count(); }
  [[nodiscard]] std::size_t cells() const { return rows() * columns(); }
  /// Degrees of freedom of independence.
  [[nodiscard]] std::size_t freedom() const { return (rows() - 1) * (columns() - 1); }

  [[nodiscard]] std::vector<double> totals(std::span<const double> weights) const {
    std::vector<numeric::CompensatedSum> sums(cells());
    for (std::size_t i = 0; i < cell_.size(); ++i) sums[cell_[i]].add(weights[i]);
    std::vector<double> totals;
    totals.reserve(sums.size());
    for (const auto& sum : sums) totals.push_back(sum.value());
    return totals;
  }
  [[nodiscard]] std::size_t cell_of(std::size_t i) const { return cell_[i]; }
  [[nodiscard]] const DomainRows& domain() const { return domain_; }

 private:
  const DomainRows& domain_;
  Categories row_;
  Categories column_;
  std::vector<std::size_t> cell_;
};

/// Row and column sums of a table, and its whole.
struct Margins {
  std::vector<double> rows;
  std::vector<double> columns;
  double whole = 0;

  Margins(const WeightedTable& table, std::span<const double> cells)
      : rows(table.rows()), columns(table.columns()) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      rows[i / table.columns()] += cells[i];
      columns[i % table.columns()] += cells[i];
    }
    whole = numeric::ordered_sum(cells);
  }
};

/// The cells' shares of the whole, under any weights.
JointStatistic shares_of(const WeightedTable& table) {
  JointStatistic statistic;
  statistic.count = table.cells();
  statistic.values = [&table](std::span<const double> weights) -> std::optional<std::vector<double>> {
    std::vector<double> cells = table.totals(weights);
    const double whole = numeric::ordered_sum(cells);
    if (whole == 0.0) return std::nullopt;
    for (double& cell : cells) cell /= whole;
    return cells;
  };
  const auto full = statistic.values(table.domain().weights).value_or(std::vector<double>(table.cells()));
  const double whole = numeric::ordered_sum(table.domain().weights);
  statistic.scores = [&table, full, whole](std::size_t i, std::span<double> scores) {
    const double weight = table.domain().weights[i] / whole;
    for (std::size_t k = 0; k < scores.size(); ++k) scores[k] = -weight * full[k];
    scores[table.cell_of(i)] += weight;
  };
  return statistic;
}

JointStatistic totals_of(const WeightedTable& table) {
  JointStatistic statistic;
  statistic.count = table.cells();
  statistic.values = [&table](std::span<const double> weights) {
    return std::optional(table.totals(weights));
  };
  statistic.scores = [&table](std::size_t i, std::span<double> scores) {
    scores[table.cell_of(i)] = table.domain().weights[i];
  };
  return statistic;
}

/// Contrasts of interaction, a row each: orthogonal to every additive table. Those of `count` categories are
/// Helmert's. [(r - 1)(c - 1) x r c]
Matrix interaction_contrasts(const WeightedTable& table) {
  const auto helmert = [](std::size_t contrast, std::size_t category) {
    if (category > contrast + 1) return 0.0;
    return category == contrast + 1 ? -static_cast<double>(contrast + 1) : 1.0;
  };
  Matrix contrasts(table.freedom(), table.cells());
  for (std::size_t k = 0; k < contrasts.rows; ++k) {
    for (std::size_t cell = 0; cell < contrasts.columns; ++cell) {
      contrasts.at(k, cell) = helmert(k / (table.columns() - 1), cell / table.columns()) *
                              helmert(k % (table.columns() - 1), cell % table.columns());
    }
  }
  return contrasts;
}

/// Pearson's statistic of shares, for one case. @source survey-statistics 11
double pearson(const WeightedTable& table, std::span<const double> shares) {
  const Margins margins(table, shares);
  numeric::CompensatedSum sum;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double expected = margins.rows[i / table.columns()] * margins.columns[i % table.columns()];
    sum.add((shares[i] - expected) * (shares[i] - expected) / expected);
  }
  return sum.value();
}

/// Eigenvalues of the generalised design effects of one case, D = (C' P^-1 C)^-1 C' P^-1 V P^-1 C with
/// P = diag(shares), 1 / 0 taken as 0; nothing when empty cells make it singular.
std::optional<std::vector<double>> design_effects(const WeightedTable& table, const JointEstimate& shares) {
  const Matrix contrasts = interaction_contrasts(table);
  Matrix scaled = contrasts;
  Matrix diagonal(table.cells(), table.cells());
  for (std::size_t cell = 0; cell < table.cells(); ++cell) {
    const double inverse = shares.values[cell] == 0.0 ? 0.0 : 1 / shares.values[cell];
    diagonal.at(cell, cell) = inverse;
    for (std::size_t k = 0; k < scaled.rows; ++k) scaled.at(k, cell) *= inverse;
  }
  return numeric::relative_eigenvalues(numeric::sandwich(contrasts, diagonal),
                                       numeric::sandwich(scaled, shares.covariance));
}

/// Derivatives of observed - expected of the cells outside the first row and column by the cells' totals.
Matrix residual_derivatives(const WeightedTable& table, const Margins& margins) {
  Matrix j(table.freedom(), table.cells());
  for (std::size_t k = 0; k < j.rows; ++k) {
    const std::size_t row = k / (table.columns() - 1) + 1;
    const std::size_t column = k % (table.columns() - 1) + 1;
    const double row_share = margins.rows[row] / margins.whole;
    const double column_share = margins.columns[column] / margins.whole;
    for (std::size_t cell = 0; cell < j.columns; ++cell) {
      const bool in_row = cell / table.columns() == row;
      const bool in_column = cell % table.columns() == column;
      j.at(k, cell) = (in_row && in_column ? 1.0 : 0.0) - (in_row ? column_share : 0.0) -
                      (in_column ? row_share : 0.0) + row_share * column_share;
    }
  }
  return j;
}

/// Koch, Freeman and Freeman's statistic; nothing when the residuals' variance is singular.
std::optional<double> wald(const WeightedTable& table, const JointEstimate& totals) {
  const Margins margins(table, totals.values);
  std::vector<double> residuals;
  for (std::size_t cell = 0; cell < table.cells(); ++cell) {
    const std::size_t row = cell / table.columns();
    const std::size_t column = cell % table.columns();
    if (row == 0 || column == 0) continue;
    residuals.push_back(totals.values[cell] - margins.rows[row] * margins.columns[column] / margins.whole);
  }
  const Matrix variance = numeric::sandwich(residual_derivatives(table, margins), totals.covariance);
  return numeric::inverse_form(variance, residuals);
}

/// What the tests of one domain share.
struct Ingredients {
  double pearson = 0;           ///< of n cases
  std::vector<double> effects;  ///< eigenvalues of the design effects; empty: singular
  std::optional<double> wald;
  double k = 1;   ///< (r - 1)(c - 1)
  double nu = 0;  ///< degrees of freedom of the design
};

/// tr(D) and d0 = tr(D)^2 / tr(D^2).
struct Traces {
  double trace = 0;
  double d0 = 0;

  explicit Traces(std::span<const double> effects) {
    numeric::CompensatedSum sum;
    numeric::CompensatedSum squares;
    for (const double effect : effects) {
      sum.add(effect);
      squares.add(effect * effect);
    }
    trace = sum.value();
    d0 = trace * trace / squares.value();
  }
};

void set_f(double value, double df1, double df2, TestResult& result) {
  result.value = value;
  result.df1 = df1;
  result.df2 = df2;
  result.p = numeric::f_upper_tail(value, df1, df2);
}

/// lincom and saddlepoint: positive eigenvalues only; those of a variance of low rank are 0.
void set_mixture(CrosstabTest test, const Ingredients& from, TestResult& result) {
  const Traces traces(from.effects);
  constexpr double kNoEffect = 1e-10;
  std::vector<double> weights;
  for (const double effect : from.effects) {
    if (effect > kNoEffect * traces.trace) weights.push_back(effect);
  }
  result.value = from.pearson;
  result.df1 = from.k;
  result.df2 = traces.d0 * from.nu;
  result.p = test == CrosstabTest::kLincom
                 ? numeric::weighted_f_upper_tail(weights, result.df2, from.pearson)
                 : numeric::weighted_f_saddlepoint(weights, result.df2, from.pearson);
  if (std::isnan(result.p)) result.notes.emplace_back("no_convergence");
}

void set_rao_scott(CrosstabTest test, const Ingredients& from, TestResult& result) {
  const Traces traces(from.effects);
  if (!(traces.trace > 0)) {
    result.notes.emplace_back("zero_variance");
  } else if (test == CrosstabTest::kF) {
    set_f(from.pearson / traces.trace, traces.d0, traces.d0 * from.nu, result);
  } else if (test == CrosstabTest::kChisq) {
    result.value = from.pearson * from.k / traces.trace;
    result.df1 = from.k;
    result.p = numeric::chi_squared_upper_tail(result.value, from.k);
  } else {
    set_mixture(test, from, result);
  }
}

void set_wald(CrosstabTest test, const Ingredients& from, TestResult& result) {
  const double k = from.k;
  if (test == CrosstabTest::kWald || std::isinf(from.nu)) {
    set_f(*from.wald / k, k, from.nu, result);
  } else if (from.nu - k + 1 > 0) {
    set_f(*from.wald * (from.nu - k + 1) / (from.nu * k), k, from.nu - k + 1, result);
  } else {
    result.notes.emplace_back("no_df");
  }
}

bool is_wald(CrosstabTest test) { return test == CrosstabTest::kWald || test == CrosstabTest::kAdjustedWald; }

const char* statistic_of(CrosstabTest test) {
  switch (test) {
    case CrosstabTest::kF:
    case CrosstabTest::kWald:
    case CrosstabTest::kAdjustedWald:
      return "F";
    case CrosstabTest::kChisq:
    case CrosstabTest::kLincom:
    case CrosstabTest::kSaddlepoint:
      break;
  }
  return "chi2";
}

/// The tests of one domain.
class DomainTester {
 public:
  DomainTester(const LevelRows& rows, const Crosstab& crosstab, const EstimateSpec& spec)
      : rows_(rows), crosstab_(crosstab), df_(rows, spec.df_of_proportions()) {}

  /// @param shape  says where the test is done
  void test(const DomainRows& domain, const TestResult& shape, std::vector<TestResult>& out) {
    std::vector<TestResult> results;
    for (const CrosstabTest test : crosstab_.tests) {
      TestResult result = shape;
      result.test = fmt::format("crosstab-{}", kCrosstabTestNames[static_cast<std::size_t>(test)]);
      result.variables = crosstab_.variables;
      result.statistic = statistic_of(test);
      results.push_back(std::move(result));
    }
    set_figures(domain, results);
    std::move(results.begin(), results.end(), std::back_inserter(out));
  }

 private:
  static void note_all(std::span<TestResult> results, const std::string& note) {
    for (auto& result : results) result.notes.push_back(note);
  }

  void set_figures(const DomainRows& domain, std::span<TestResult> results) {
    if (domain.size() == 0) return note_all(results, "empty_domain");
    const WeightedTable table(domain, crosstab_);
    if (table.rows() < 2 || table.columns() < 2) return note_all(results, "one_category");
    if (table.cells() > kMostCrosstabCells) return note_all(results, "table_too_large");
    const auto shares = estimate_jointly(rows_, domain, crosstab_.weight, shares_of(table)).value();
    for (const auto& note : shares.notes) note_all(results, note);
    const auto empty = std::count(shares.values.begin(), shares.values.end(), 0.0);
    if (empty > 0) note_all(results, fmt::format("empty_cells={}", empty));
    if (std::isnan(shares.covariance.at(0, 0))) return;
    set_tests(table, shares, results);
  }

  void set_tests(const WeightedTable& table, const JointEstimate& shares, std::span<TestResult> results) {
    const auto df = df_.of(shares.units, crosstab_.weight, table.domain().rows);
    if (df.fell_back_to_strata) note_all(results, "df_strata");
    if (!(df.value > 0)) return note_all(results, "no_df");
    Ingredients from;
    from.pearson = pearson(table, shares.values) * static_cast<double>(table.domain().size());
    from.k = static_cast<double>(table.freedom());
    from.nu = df.value;
    auto effects = design_effects(table, shares);
    if (effects) from.effects = std::move(*effects);
    for (double& effect : from.effects) effect *= static_cast<double>(table.domain().size());
    if (std::any_of(crosstab_.tests.begin(), crosstab_.tests.end(), is_wald)) {
      from.wald = wald(table, *estimate_jointly(rows_, table.domain(), crosstab_.weight, totals_of(table)));
    }
    for (std::size_t i = 0; i < results.size(); ++i) {
      const CrosstabTest test = crosstab_.tests[i];
      const bool possible = is_wald(test) ? from.wald.has_value() : !from.effects.empty();
      if (!possible) {
        results[i].notes.emplace_back("singular_table");
      } else if (is_wald(test)) {
        set_wald(test, from, results[i]);
      } else {
        set_rao_scott(test, from, results[i]);
      }
    }
  }

  const LevelRows& rows_;
  const Crosstab& crosstab_;
  DegreesOfFreedom df_;
};

}  // namespace

std::vector<TestResult> test_crosstab(const LevelRows& rows, const Crosstab& crosstab,
                                      std::span<const Breakdown> breakdowns, const EstimateSpec& spec) {
  const auto present = [&](std::size_t row) {
    return crosstab.row_group[row] >= 0 && crosstab.column_group[row] >= 0;
  };
  std::vector<TestResult> results;
  DomainTester tester(rows, crosstab, spec);
  for (const auto& breakdown : breakdowns) {
    const auto domains = rows_of_cells(rows, breakdown.cells, crosstab.base, crosstab.weight, present);
    for (std::size_t cell = 0; cell < domains.size(); ++cell) {
      tester.test(domains[cell], describe_test(rows, breakdown, cell), results);
    }
  }
  return results;
}

}  // namespace sondeo::estimation
