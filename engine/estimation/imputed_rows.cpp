#include "engine/estimation/imputed_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/estimation/absent_figures.hpp"
#include "engine/estimation/imputed_notes.hpp"
#include "engine/estimation/interval.hpp"
#include "engine/numeric/distribution.hpp"

namespace sondeo::estimation {

namespace {

using Rows = std::span<const Estimate* const>;
using Figure = double Estimate::*;

constexpr std::array<Figure, 8> kCounts = {
    &Estimate::n,         &Estimate::n_events,      &Estimate::n_victims,
    &Estimate::n_missing, &Estimate::missing_share, &Estimate::n_psu,
    &Estimate::n_strata,  &Estimate::weight_sum};
constexpr std::array<Figure, 10> kFigures = {
    &Estimate::estimate, &Estimate::se,   &Estimate::cv,       &Estimate::ci_low, &Estimate::ci_high,
    &Estimate::df,       &Estimate::deff, &Estimate::deff_wor, &Estimate::deft,   &Estimate::n_eff};
/// What is said of the figures of one data set and need not hold of the combined ones.
constexpr std::array<std::string_view, 14> kOfFigures = {
    "p_zero",  "p_one",         "zero_events",     "deff_used",       "estimate_zero",
    "se_zero", "no_variation",  "out_of_range",    "log_interval",    "log_of_negative",
    "no_df",   "zero_variance", "low_end_outside", "high_end_outside"};

bool is_of_figures(std::string_view note) {
  return std::find(kOfFigures.begin(), kOfFigures.end(), name_of_note(note)) != kOfFigures.end();
}

bool has_note(const Estimate& row, std::string_view name) {
  return std::any_of(row.notes.begin(), row.notes.end(),
                     [name](const std::string& note) { return name_of_note(note) == name; });
}

bool all_have_note(Rows rows, std::string_view name) {
  return std::all_of(rows.begin(), rows.end(), [name](const Estimate* row) { return has_note(*row, name); });
}

bool same_number(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::vector<double> values_of(Rows rows, Figure figure) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const auto* row : rows) values.push_back(row->*figure);
  return values;
}

bool any_absent(Rows rows, Figure figure) {
  return std::any_of(rows.begin(), rows.end(),
                     [figure](const Estimate* row) { return std::isnan(row->*figure); });
}

bool all_the_same(Rows rows) {
  const Estimate& first = *rows.front();
  return std::all_of(rows.begin(), rows.end(), [&](const Estimate* row) {
    return row->interval == first.interval && row->notes == first.notes &&
           std::all_of(kFigures.begin(), kFigures.end(),
                       [&](Figure figure) { return same_number(row->*figure, first.*figure); });
  });
}

std::vector<std::string> notes_of(Rows rows, bool with_figures) {
  std::vector<const std::vector<std::string>*> notes;
  for (const auto* row : rows) notes.push_back(&row->notes.get());
  auto merged = merged_notes(notes);
  if (!with_figures) std::erase_if(merged, is_of_figures);
  return merged;
}

void drop_figures(Estimate& row) {
  for (const Figure figure : kFigures) row.*figure = kAbsent;
}

/// Means of the counts; where n differs a note says so.
void set_mean_counts(Rows rows, Estimate& out) {
  for (const Figure count : kCounts) out.*count = mean_over_implicates(values_of(rows, count));
  const bool differs =
      std::any_of(rows.begin(), rows.end(), [&](const auto* row) { return !same_number(row->n, out.n); });
  if (differs) out.notes.push_back("n_varies");
}

/// Combined variance over the mean variance of simple random samples of as many cases, each data set's taken
/// back from its own design effect (0 where its error is 0).
double combined_effect(Rows rows, double variance, const std::vector<double>& effects) {
  std::vector<double> simple;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double own = rows[i]->se * rows[i]->se;
    simple.push_back(own == 0.0 ? 0.0 : own / effects[i]);
  }
  const double mean = mean_over_implicates(simple);
  return mean > 0 ? variance / mean : kAbsent;
}

void set_effects(Rows rows, Estimate& out) {
  const double variance = out.se * out.se;
  out.deff = combined_effect(rows, variance, values_of(rows, &Estimate::deff));
  out.deff_wor = combined_effect(rows, variance, values_of(rows, &Estimate::deff_wor));
  std::vector<double> squares = values_of(rows, &Estimate::deft);
  for (double& deft : squares) deft *= deft;
  const double with_replacement = combined_effect(rows, variance, squares);
  out.deft = std::sqrt(with_replacement);
  out.n_eff = out.n / with_replacement;
}

/// The method of a combined interval: what the data sets have where they are not all extreme; Woodruff's is
/// read from the cases, which the combined estimate has none of, so that it becomes Wald's.
std::string method_of(Rows rows) {
  std::string method;
  for (const auto* row : rows) {
    const bool extreme = row->interval == "clopper-pearson" || row->interval == "poisson";
    if (extreme || row->interval.empty()) continue;
    if (method.empty() || row->interval == "log") method = row->interval;
  }
  return method.empty() || method.starts_with("woodruff") ? "wald" : method;
}

std::optional<ProportionInterval> proportion_method(const std::string& name) {
  const auto* const found = std::find(kProportionIntervalNames.begin(), kProportionIntervalNames.end(), name);
  if (name == "wald" || found == kProportionIntervalNames.end()) return std::nullopt;
  return static_cast<ProportionInterval>(found - kProportionIntervalNames.begin());
}

class RowCombiner {
 public:
  RowCombiner(const EstimateSpec& spec, ImputationDf rule) : spec_(spec), rule_(rule) {}

  [[nodiscard]] Estimate combined(Rows rows) const {
    Estimate out = *rows.front();
    if (all_the_same(rows)) {
      set_mean_counts(rows, out);
      if (!std::isnan(out.se)) out.fmi = 0;
      return out;
    }
    drop_figures(out);
    const bool has_value = !any_absent(rows, &Estimate::estimate);
    const bool has_error = has_value && !any_absent(rows, &Estimate::se);
    out.notes = notes_of(rows, !has_error);
    set_mean_counts(rows, out);
    if (has_error) {
      set_figures(rows, out);
    } else if (has_value) {
      out.estimate = mean_over_implicates(values_of(rows, &Estimate::estimate));
    } else {
      note_used(rows, out);
    }
    return out;
  }

  /// On the log scale, with a note; the Wald interval of what cannot be negative reached below 0.
  void turn_to_log(Estimate& row) const {
    if (row.interval != "wald") return;
    row.interval = "log";
    row.notes.push_back("log_interval");
    if (std::isnan(row.ci_low)) return;
    put_log(row);
  }

  /// Notes of figures that are absent; last of all.
  static void finish(Rows rows, Estimate& row) {
    const bool has_effect = std::any_of(rows.begin(), rows.end(), [](const Estimate* part) {
      return part != nullptr && (!std::isnan(part->deff) || has_note(*part, "no_variation"));
    });
    explain_absent_figures(row, has_effect ? DesignEffects::kHas : DesignEffects::kNone);
  }

 private:
  static void note_used(Rows rows, Estimate& out) {
    const auto used = std::count_if(rows.begin(), rows.end(),
                                    [](const Estimate* row) { return !std::isnan(row->estimate); });
    if (used > 0) out.notes.push_back(fmt::format("implicates_used={}/{}", used, rows.size()));
  }

  void set_figures(Rows rows, Estimate& out) const {
    std::vector<ImplicateFigures> figures;
    for (const auto* row : rows) figures.push_back({row->estimate, row->se, row->df});
    const CombinedFigures combination = combine(figures, rule_);
    out.estimate = combination.estimate;
    out.se = combination.se;
    out.df = combination.df;
    out.fmi = combination.fmi;
    if (out.estimate != 0.0) out.cv = out.se / std::abs(out.estimate);
    set_effects(rows, out);
    if (is_extreme(rows)) {
      set_extreme_interval(rows, out);
    } else {
      out.interval = method_of(rows);
      set_interval(out);
    }
  }

  /// No case, or every case, has the event, in every data set.
  static bool is_extreme(Rows rows) {
    return all_have_note(rows, "p_zero") || all_have_note(rows, "p_one") ||
           all_have_note(rows, "zero_events");
  }

  /// The intervals of extremes are one-sided: the widest of them.
  static void set_extreme_interval(Rows rows, Estimate& out) {
    for (const char* name : {"p_zero", "p_one", "zero_events", "deff_used"}) {
      for (const auto& note : notes_of(rows, true)) {
        if (name_of_note(note) == name) out.notes.push_back(note);
      }
    }
    const auto low = values_of(rows, &Estimate::ci_low);
    const auto high = values_of(rows, &Estimate::ci_high);
    if (any_absent(rows, &Estimate::ci_low) || any_absent(rows, &Estimate::ci_high)) return;
    out.ci_low = *std::min_element(low.begin(), low.end());
    out.ci_high = *std::max_element(high.begin(), high.end());
  }

  [[nodiscard]] double t_of(double df) const { return numeric::t_quantile(1 - (1 - spec_.level) / 2, df); }

  void set_interval(Estimate& row) const {
    if (!(row.df > 0)) {
      row.notes.push_back("no_df");
      return;
    }
    const double p = row.estimate / row.per;
    const auto method = proportion_method(row.interval);
    if (method && p > 0 && p < 1) {
      const Interval ends =
          proportion_interval(*method, {p, row.se / row.per, row.n, row.df, t_of(row.df), spec_.level});
      row.ci_low = ends.low * row.per;
      row.ci_high = ends.high * row.per;
    } else if (method) {
      row.notes.push_back(p > 0 ? "p_one" : "p_zero");
    } else if (row.interval == "log") {
      put_log(row);
    } else {
      const Interval ends = wald_interval(row.estimate, row.se, t_of(row.df));
      row.ci_low = ends.low;
      row.ci_high = ends.high;
    }
  }

  void put_log(Estimate& row) const {
    if (row.estimate > 0) {
      const Interval ends = log_interval(row.estimate, row.se, t_of(row.df));
      row.ci_low = ends.low;
      row.ci_high = ends.high;
    } else {
      row.ci_low = kAbsent;
      row.ci_high = kAbsent;
      row.notes.push_back("log_of_negative");
    }
  }

  const EstimateSpec& spec_;
  ImputationDf rule_;
};

/// Whether a row is of a share of cases, so that a category that no case has is a share of 0.
bool is_share_of_cases(const Estimate& row) {
  return !row.category.empty() && (proportion_method(row.interval) || row.interval == "clopper-pearson" ||
                                   row.measure == "proportion");
}

/// Shares of categories in the cells of each data set, to say what a category is that it lacks.
class AbsentCategories {
 public:
  explicit AbsentCategories(const MatchedRows& matched) {
    for (std::size_t e = 0; e < matched.size(); ++e) {
      const auto rows = matched.rows(e);
      by_cell_.resize(std::max(by_cell_.size(), rows.size()));
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const auto* row = rows[k];
        if (row == nullptr || !is_share_of_cases(*row) || std::isnan(row->estimate)) continue;
        by_cell_[k].emplace(key_of_row(*row, false), row);
      }
    }
  }

  /// A share of 0 of the category of `row` in data set `implicate`; nothing where it has no such cell.
  [[nodiscard]] std::optional<Estimate> zero(const Estimate& row, std::size_t implicate) const {
    if (!is_share_of_cases(row)) return std::nullopt;
    const auto found = by_cell_[implicate].find(key_of_row(row, false));
    if (found == by_cell_[implicate].end()) return std::nullopt;
    Estimate share = *found->second;
    drop_figures(share);
    share.category = row.category;
    share.category_label = row.category_label;
    share.notes = {"p_zero"};
    share.interval = "clopper-pearson";
    share.estimate = 0;
    share.se = 0;
    share.df = found->second->df;
    share.n_events = 0;
    share.n_victims = std::isnan(share.n_victims) ? kAbsent : 0;
    return share;
  }

 private:
  std::vector<std::map<std::vector<std::string>, const Estimate*>> by_cell_;  ///< [implicates]
};

/// A row that not every data set has: no figures.
Estimate incomplete(Rows rows) {
  const auto first = std::find_if(rows.begin(), rows.end(), [](const auto* row) { return row != nullptr; });
  Estimate out = **first;
  drop_figures(out);
  for (const Figure count : kCounts) out.*count = kAbsent;
  const auto used = std::count_if(rows.begin(), rows.end(), [](const auto* row) { return row != nullptr; });
  out.notes = {fmt::format("implicates_used={}/{}", used, rows.size())};
  return out;
}

Estimate combine_matched(Rows rows, const AbsentCategories& absent, const RowCombiner& combiner) {
  const Estimate& known =
      **std::find_if(rows.begin(), rows.end(), [](const auto* row) { return row != nullptr; });
  std::vector<Estimate> zeros;
  zeros.reserve(rows.size());
  std::vector<const Estimate*> complete(rows.begin(), rows.end());
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (rows[k] != nullptr) continue;
    auto zero = absent.zero(known, k);
    if (!zero) return incomplete(rows);
    zeros.push_back(*std::move(zero));
    complete[k] = &zeros.back();
  }
  return combiner.combined(complete);
}

/// Whether a row is of what cannot be negative.
bool may_turn(const Estimate& row) { return row.never_negative || row.measure == "rate"; }

/// The rows of one indicator and measure go to the log scale together, as they do in one data set.
void turn_indicators_to_log(const RowCombiner& combiner, const MatchedRows& matched,
                            std::vector<Estimate>& rows, const EstimateSpec& spec) {
  if (spec.other_interval != OtherInterval::kWald || spec.wald_below_zero) return;
  std::map<std::pair<std::string, std::string>, bool> turns;
  for (std::size_t e = 0; e < rows.size(); ++e) {
    const Estimate& row = rows[e];
    const auto parts = matched.rows(e);
    const bool turned = std::any_of(parts.begin(), parts.end(), [](const auto* part) {
      return part != nullptr && has_note(*part, "log_interval");
    });
    const bool below = may_turn(row) && row.interval == "wald" && row.ci_low < 0;
    auto& turn = turns[{row.indicator, row.measure}];
    turn = turn || turned || below;
  }
  for (auto& row : rows) {
    if (!may_turn(row) || !turns[{row.indicator, row.measure}]) continue;
    if (row.interval == "log" && !has_note(row, "log_interval")) row.notes.push_back("log_interval");
    combiner.turn_to_log(row);
  }
}

}  // namespace

std::vector<Estimate> combine_rows(const MatchedRows& matched, const EstimateSpec& spec, ImputationDf rule) {
  const RowCombiner combiner(spec, rule);
  const AbsentCategories absent(matched);
  std::vector<Estimate> rows;
  rows.reserve(matched.size());
  for (std::size_t e = 0; e < matched.size(); ++e) {
    rows.push_back(combine_matched(matched.rows(e), absent, combiner));
  }
  turn_indicators_to_log(combiner, matched, rows, spec);
  for (std::size_t e = 0; e < rows.size(); ++e) RowCombiner::finish(matched.rows(e), rows[e]);
  return rows;
}

}  // namespace sondeo::estimation
