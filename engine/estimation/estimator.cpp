#include "engine/estimation/estimator.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/estimation/absent_figures.hpp"
#include "engine/estimation/cell_grid.hpp"
#include "engine/estimation/degrees_of_freedom.hpp"
#include "engine/estimation/interval.hpp"
#include "engine/estimation/quantiles.hpp"
#include "engine/estimation/reduced_rows.hpp"
#include "engine/estimation/row_description.hpp"
#include "engine/estimation/row_texts.hpp"
#include "engine/moments/row_values.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/distribution.hpp"

namespace sondeo::estimation {

namespace {

/// Where an estimate stands in the grid.
struct Position {
  std::size_t breakdown;
  std::size_t cell;
  std::size_t target;
};

bool never_negative(const moments::Variate& variate) {
  for (std::size_t row = 0; row < variate.weight.size(); ++row) {
    if (moments::in_base(variate, row) && moments::is_negative(variate, row)) return false;
  }
  return true;
}

/// Events that a zero stands for: yes/no and events of a child level, not amounts.
bool counts_events(const Target& target) {
  return !std::holds_alternative<moments::Numbers>(target.variate.y) && target.variate.x.empty();
}

/// Whether a measure is a part of a whole: of the cases, or of an amount when there is an x.
bool is_part(Measure measure) { return measure == Measure::kShare || measure == Measure::kMultiple; }

/// Whether a target is a share of cases, which lies between 0 and 1 and has a proportion's interval.
bool is_share_of_cases(const Target& target) {
  return target.measure == Measure::kProportion || target.measure == Measure::kCdf ||
         (is_part(target.measure) && target.variate.x.empty());
}

/// Whether all of an amount, or nothing of it, is in the category: its residuals are 0 whatever the sample,
/// so that an interval of no length would say too much.
bool is_whole_share(const Target& target, const CellEstimate& cell) {
  return is_part(target.measure) && (cell.value == 0.0 || cell.value == 1.0);
}

/// Kish's 1 + relvar(w) of the rows with cases in a cell: the design effect of weighting alone.
double kish_factor(const LevelRows& rows, const moments::Variate& variate, const moments::Cells& cells,
                   std::size_t cell) {
  numeric::CompensatedSum weight;
  numeric::CompensatedSum squares;
  double n = 0;
  for (const auto ordered : rows.order.rows) {
    const auto row = static_cast<std::size_t>(ordered);
    const bool inside =
        cells.cell_of_row.empty() || cells.cell_of_row[row] == static_cast<std::int32_t>(cell);
    if (!inside || !moments::in_base(variate, row) || !moments::is_present(variate, row)) continue;
    const double w = variate.weight[row];
    if (w == 0.0) continue;
    weight.add(w);
    squares.add(w * w);
    n += 1;
  }
  return n * squares.value() / (weight.value() * weight.value());
}

/// Turns cell estimates into rows of the result table.
class RowWriter {
 public:
  RowWriter(const LevelRows& rows, std::span<const Target> targets, std::span<const Breakdown> breakdowns,
            const EstimateSpec& spec, const CellGrid& grid)
      : rows_(rows),
        targets_(targets),
        breakdowns_(breakdowns),
        spec_(spec),
        grid_(grid),
        df_(rows, spec.df),
        proportion_df_(rows, spec.df_of_proportions()),
        has_fpc_(std::any_of(rows.design.strata.begin(), rows.design.strata.end(),
                             [](const auto& stratum) { return stratum.sampling_fraction > 0; })) {}

  [[nodiscard]] bool is_never_negative(std::size_t target) const {
    if (rows_.reduced != nullptr) return !rows_.reduced->targets[target].negative;
    return never_negative(targets_[target].variate);
  }

  /// The rows of the targets [first, last), which are the categories of one indicator.
  void write_indicator(std::size_t first, std::size_t last, std::vector<Estimate>& out) {
    const std::size_t begin = out.size();
    std::vector<Position> positions;
    for (std::size_t b = 0; b < breakdowns_.size(); ++b) {
      for (std::size_t cell = 0; cell < static_cast<std::size_t>(breakdowns_[b].cells.count); ++cell) {
        for (std::size_t t = first; t < last; ++t) {
          positions.push_back({b, cell, t});
          out.push_back(describe_row(rows_, targets_[t], breakdowns_[b], cell, spec_.level));
        }
      }
    }
    const auto written = std::span(out).subspan(begin);
    for (std::size_t i = 0; i < written.size(); ++i) set_figures(positions[i], written[i]);
    if (spec_.of_implicate && may_turn_to_log(targets_[first]) && is_never_negative(first)) {
      for (auto& row : written) row.never_negative = true;
    }
    if (must_turn_to_log(first, written)) {
      for (std::size_t i = 0; i < written.size(); ++i) turn_to_log(positions[i], written[i]);
    }
  }

 private:
  [[nodiscard]] const CellEstimate& cell_of(const Position& at) const {
    return grid_.at(at.breakdown, at.cell, at.target);
  }

  void set_figures(const Position& at, Estimate& row) {
    const CellEstimate& cell = cell_of(at);
    set_counts(cell, row);
    if (cell.no_cases) {
      row.notes.push_back("empty_domain");
      return;
    }
    if (cell.zero_denominator) {
      row.notes.push_back("zero_denominator");
      return;
    }
    const double per = targets_[at.target].per;
    row.estimate = cell.value * per;
    row.se = cell.se * per;
    note_variance(cell, row);
    note_replicates_needed(cell, row);
    if (cell.value != 0.0) row.cv = cell.se / std::abs(cell.value);
    row.deff = deff_without_replacement() ? cell.deff_wor : cell.deff;
    row.deff_wor = cell.deff_wor;
    row.deft = std::sqrt(cell.deff);
    row.n_eff = cell.sums.n / cell.deff;
    DegreesOfFreedom& rule = is_share_of_cases(targets_[at.target]) ? proportion_df_ : df_;
    const DegreesOfFreedom::Result df =
        rule.of(cell.units, targets_[at.target].variate, breakdowns_[at.breakdown].cells, at.cell);
    row.df = df.value;
    if (df.fell_back_to_strata) row.notes.push_back("df_strata");
    if (lonely_in_domain(rows_.design, cell.units)) row.notes.push_back("domain_lonely");
    set_interval(at, row);
  }

  [[nodiscard]] bool deff_without_replacement() const {
    if (spec_.deff == DeffDefinition::kWithoutReplacementIfFpc) return has_fpc_;
    return spec_.deff == DeffDefinition::kWithoutReplacement;
  }

  /// Why there is no variance, or what was done to have one.
  static void note_variance(const CellEstimate& cell, Estimate& row) {
    if (cell.replicates == 0) {
      if (std::isnan(cell.se)) row.notes.push_back(no_variance_note(cell));
    } else if (std::isnan(cell.se)) {
      row.notes.push_back("replicate_empty");
    } else if (cell.replicates_left_out > 0) {
      row.notes.push_back(
          fmt::format("replicates_used={}/{}", cell.replicates - cell.replicates_left_out, cell.replicates));
    }
  }

  void note_replicates_needed(const CellEstimate& cell, Estimate& row) const {
    if (!spec_.bootstrap_size || !std::isfinite(cell.replicate_kurtosis)) return;
    const double needed = replicates_needed(cell.replicate_kurtosis, spec_.bootstrap_size->cv);
    row.notes.push_back(fmt::format("replicates_needed={:.0f}", needed));
  }

  void set_interval(const Position& at, Estimate& row) {
    const CellEstimate& cell = cell_of(at);
    const Target& target = targets_[at.target];
    const bool proportion = is_share_of_cases(target);
    row.interval = proportion ? kProportionIntervalNames[static_cast<std::size_t>(spec_.proportion_interval)]
                              : kOtherIntervalNames[static_cast<std::size_t>(spec_.other_interval)];
    if (proportion && (cell.none() || cell.all())) {
      set_extreme_interval(at, row);
    } else if (is_whole_share(target, cell)) {
      row.notes.push_back(cell.value == 0.0 ? "p_zero" : "p_one");
    } else if (cell.value == 0.0 && cell.none() && target.measure != Measure::kRatio) {
      set_zero_interval(at, row);
    } else if (!(row.df > 0)) {
      row.notes.push_back("no_df");
    } else if (std::isfinite(cell.se)) {
      const double t = t_of(row.df);
      if (proportion) {
        put(row, interval_of_proportion(at, row.df, t), target.per);
      } else if (spec_.other_interval == OtherInterval::kLog) {
        put_log(row, cell, target.per);
      } else {
        put(row, wald_interval(cell.value, cell.se, t), target.per);
      }
    }
  }

  Interval interval_of_proportion(const Position& at, double df, double t) {
    const CellEstimate& cell = cell_of(at);
    return proportion_interval(spec_.proportion_interval,
                               {cell.value, cell.se, cell.sums.n, df, t, spec_.level});
  }

  void put_log(Estimate& row, const CellEstimate& cell, double per) {
    if (cell.value > 0) {
      put(row, log_interval(cell.value, cell.se, t_of(row.df)), per);
    } else {
      row.notes.push_back("log_of_negative");
    }
  }

  /// p = 0 or 1: Clopper-Pearson with n / max(1, D), whatever the method (survey-statistics 17).
  void set_extreme_interval(const Position& at, Estimate& row) {
    const CellEstimate& cell = cell_of(at);
    const double d = borrowed_deff(at);
    row.interval = "clopper-pearson";
    put(row,
        extreme_proportion_interval(cell.none() ? 0.0 : 1.0, cell.sums.n / std::max(1.0, d), spec_.level),
        targets_[at.target].per);
    row.notes.push_back(cell.none() ? "p_zero" : "p_one");
    row.notes.push_back(fmt::format("deff_used={:.6g}", d));
  }

  /// No event at all: upper limit -ln(alpha / 2) D unit / base (survey-statistics 17).
  void set_zero_interval(const Position& at, Estimate& row) {
    row.notes.push_back("zero_events");
    const Target& target = targets_[at.target];
    if (!counts_events(target)) return;
    const CellEstimate& cell = cell_of(at);
    const double d = borrowed_deff(at);
    const double alpha = 1 - spec_.level;
    const double unit = target.measure == Measure::kTotal ? cell.weight : 1.0;
    row.interval = "poisson";
    put(row, {0, -std::log(alpha / 2) * std::max(1.0, d) * unit / cell.sums.n}, target.per);
    row.notes.push_back(fmt::format("deff_used={:.6g}", d));
  }

  [[nodiscard]] double borrowed_deff(const Position& at) const {
    const auto* around = enclosing_cell(grid_, breakdowns_, at.breakdown, at.cell, at.target);
    if (around != nullptr) return around->deff;
    if (rows_.reduced != nullptr) {
      const CellEstimate& cell = cell_of(at);
      const double squares = rows_.reduced->squared_weights(at.target, at.breakdown, at.cell);
      return cell.sums.n * squares / (cell.weight * cell.weight);
    }
    return kish_factor(rows_, targets_[at.target].variate, breakdowns_[at.breakdown].cells, at.cell);
  }

  [[nodiscard]] bool may_turn_to_log(const Target& target) const {
    const bool wald = spec_.other_interval == OtherInterval::kWald && !spec_.wald_below_zero;
    return wald && !is_share_of_cases(target);
  }

  /// A Wald limit below 0 of something that cannot be negative: the whole indicator gets log intervals.
  [[nodiscard]] bool must_turn_to_log(std::size_t target, std::span<const Estimate> written) const {
    if (!may_turn_to_log(targets_[target])) return false;
    const bool below =
        std::any_of(written.begin(), written.end(), [](const auto& row) { return row.ci_low < 0; });
    return below && is_never_negative(target);
  }

  void turn_to_log(const Position& at, Estimate& row) {
    if (row.interval != "wald") return;
    row.interval = "log";
    row.notes.push_back("log_interval");
    if (std::isnan(row.ci_low)) return;
    put_log(row, cell_of(at), targets_[at.target].per);
  }

  [[nodiscard]] double t_of(double df) {
    const auto [found, inserted] = t_by_df_.try_emplace(df, 0.0);
    if (inserted) found->second = numeric::t_quantile(1 - (1 - spec_.level) / 2, df);
    return found->second;
  }

  static void put(Estimate& row, const Interval& interval, double per) {
    row.ci_low = interval.low * per;
    row.ci_high = interval.high * per;
  }

  const LevelRows& rows_;
  std::span<const Target> targets_;
  std::span<const Breakdown> breakdowns_;
  const EstimateSpec& spec_;
  const CellGrid& grid_;
  DegreesOfFreedom df_;
  DegreesOfFreedom proportion_df_;
  bool has_fpc_;
  std::map<double, double> t_by_df_;
};

/// How many targets, from the first on, are categories of one indicator. Two measures of one variable may
/// have the same name.
std::size_t categories_from(std::span<const Target> targets) {
  const auto other = std::find_if(targets.begin(), targets.end(), [&](const Target& target) {
    return target.indicator != targets.front().indicator || target.measure != targets.front().measure;
  });
  return static_cast<std::size_t>(other - targets.begin());
}

}  // namespace

std::string measure_name(Measure measure) {
  constexpr std::array<const char*, 9> kNames = {"proportion", "mean",     "total",    "ratio", "rate",
                                                 "share",      "quantile", "multiple", "cdf"};
  return kNames[static_cast<std::size_t>(measure)];
}

std::vector<Estimate> estimate_targets(const LevelRows& rows, std::span<const Target> targets,
                                       std::span<const Breakdown> breakdowns, const EstimateSpec& spec,
                                       unsigned threads) {
  std::vector<Target> summed;  // quantiles need the rows, all others only their sums
  for (const auto& target : targets) {
    if (target.measure != Measure::kQuantile) summed.push_back(target);
  }
  const CellGrid grid = estimate_cells(rows, summed, breakdowns, threads);
  RowWriter writer(rows, summed, breakdowns, spec, grid);
  QuantileWriter quantiles(rows, breakdowns, spec, threads);
  std::vector<Estimate> out;
  RowTexts texts;
  std::size_t written = 0;  // of those summed
  for (std::size_t first = 0; first < targets.size();) {
    const std::size_t count = categories_from(targets.subspan(first));
    const std::size_t begin = out.size();
    if (targets[first].measure == Measure::kQuantile) {
      quantiles.write(targets.subspan(first, count), out);
    } else {
      writer.write_indicator(written, written + count, out);
      written += count;
    }
    first += count;
    for (std::size_t i = begin; i < out.size(); ++i) {
      explain_absent_figures(out[i]);
      texts.share(out[i]);
    }
  }
  return out;
}

}  // namespace sondeo::estimation
