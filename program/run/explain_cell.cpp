#include "program/run/explain_cell.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/kish.hpp"
#include "engine/estimation/row_description.hpp"
#include "engine/numeric/compensated.hpp"
#include "program/run/cell_acts.hpp"
#include "program/run/cell_figures.hpp"
#include "program/run/cell_lookup.hpp"
#include "program/run/cell_path.hpp"
#include "program/run/codes.hpp"
#include "program/run/estimated_block.hpp"
#include "program/run/quality_labels.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;

/// Where a row of the result table was estimated.
struct EstimatedAt {
  const LevelEstimates& level;
  std::size_t target;
  std::size_t breakdown;
  std::size_t cell;
};

std::optional<EstimatedAt> place_of(const std::deque<LevelEstimates>& levels, const Estimate& row) {
  const std::string key = row_key(row);
  for (const auto& level : levels) {
    for (std::size_t target = 0; target < level.targets.size(); ++target) {
      if (level.targets[target].indicator != row.indicator) continue;
      for (std::size_t b = 0; b < level.breakdowns.size(); ++b) {
        for (std::size_t cell = 0; cell < level.breakdowns[b].codes.size(); ++cell) {
          const auto known = describe_row(level.rows, level.targets[target], level.breakdowns[b], cell, 0);
          if (row_key(known) == key) return EstimatedAt{level, target, b, cell};
        }
      }
    }
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> cell_names(const RunResult& result, const Estimate& row) {
  std::vector<std::pair<std::string, std::string>> names;
  for (std::size_t k = 0; k < row.cell.size(); ++k) {
    if (row.cell[k].empty()) continue;
    const std::string& label = row.cell_labels[k];
    names.emplace_back(
        result.table.disaggregations[k].name,
        label.empty() || label == row.cell[k] ? row.cell[k] : fmt::format("{} ({})", row.cell[k], label));
  }
  return names;
}

std::string cell_text(const std::vector<std::pair<std::string, std::string>>& names) {
  std::vector<std::string> parts;
  parts.reserve(names.size());
  for (const auto& [name, code] : names) parts.push_back(fmt::format("{} = {}", name, code));
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// The weight's expression, or the steps that made it.
std::string weight_text(const Prepared& prepared, const PlannedWeight& planned) {
  if (!planned.weighted) return planned.formula ? planned.formula->written.text : "";
  std::vector<std::string> names;
  for (const auto& step : prepared.framework.weighted->find(planned.role)->steps) {
    names.push_back(step.step->name);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::vector<NamedNumber> weights_of(const estimation::Target& target, std::span<const std::int8_t> cases) {
  std::vector<double> weights;
  for (std::size_t row = 0; row < cases.size(); ++row) {
    if (cases[row] == 1) weights.push_back(target.variate.weight[row]);
  }
  const double sum = numeric::ordered_sum(weights);
  return {{"sum", sum},
          {"mean", sum / static_cast<double>(weights.size())},
          {"kish", estimation::kish_factor(weights)}};
}

/// Of a quantile: whether a number is at or below it.
estimation::Target share_below(const estimation::Target& target, double quantile, LevelFrame& frame) {
  const auto values = std::get<moments::Numbers>(target.variate.y).values;
  std::vector<std::int8_t> below(values.size(), -1);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!std::isnan(values[row])) below[row] = values[row] <= quantile ? 1 : 0;
  }
  estimation::Target share = target;
  share.measure = estimation::Measure::kProportion;
  share.variate.y = moments::Answers{frame.keep(std::move(below))};
  return share;
}

void add_figures(const Study& study, const EstimatedAt& at, const RunOptions& options,
                 std::span<const std::int8_t> cases, CellExplanation& made) {
  const estimation::Target& original = at.level.targets[at.target];
  const bool quantile = original.measure == estimation::Measure::kQuantile;
  const estimation::Target target =
      quantile ? share_below(original, made.row.estimate / original.per, *at.level.frame) : original;
  const estimation::EstimateKey key{0, 0, at.cell};
  const auto scored = estimation::score_estimates(
      at.level.rows, {&target, 1}, {&at.level.breakdowns[at.breakdown], 1}, {&key, 1}, options.threads);
  const CellFigures figures{made.row, target, scored.front(), at.level.rows, study.estimate, quantile};
  made.weights = weights_of(target, cases);
  made.estimate = worked_estimate(figures, cases);
  if (!scored.front().has_value()) return;
  made.variance = worked_variance(figures);
  made.df = worked_df(figures);
  made.interval = worked_interval(figures);
  made.effect = worked_effect(figures);
  if (study.disclosure) return;
  made.strata = strata_shares(figures);
  made.replicates = scored.front().replicates;
  made.rscales = replicate_factors(figures);
}

void add_numerator(const Study& study, const CellPlace& place, LevelFrame* events, const CellPath& path,
                   CellExplanation& made) {
  const auto& planned = place.planned;
  if (!planned.numerator && planned.items.empty()) return;
  Level& level = events != nullptr ? events->level() : place.frame.level();
  std::vector<std::int8_t> rows = path.base;
  if (events != nullptr) {
    const auto base_rows = ancestor_rows(level, place.frame.level()).value();
    rows.assign(base_rows.size(), 0);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      rows[row] = path.base[static_cast<std::size_t>(base_rows[row])];
    }
  }
  std::vector<Written> texts;
  std::vector<Column> questions;
  for (const auto& item : planned.items) texts.push_back(item.formula.written);
  if (planned.items.empty()) texts.push_back(planned.numerator->written);
  for (const auto& text : texts) {
    auto parts = parts_of_numerator(study, level, text, rows);
    std::move(parts.constructs.begin(), parts.constructs.end(), std::back_inserter(made.constructs));
    std::move(parts.acts.begin(), parts.acts.end(), std::back_inserter(made.acts));
    std::move(parts.questions.begin(), parts.questions.end(), std::back_inserter(questions));
  }
  if (events == nullptr && planned.numerator &&
      planned.indicator->measure != questionnaires::Measure::kRatio) {
    std::vector<std::int8_t> lost = path.base;
    for (std::size_t row = 0; row < lost.size(); ++row) {
      if (path.cases[row] == 1) lost[row] = 0;
    }
    made.steps.back().missing = reasons_of(level.value(*planned.numerator, "numerator"), questions, lost);
  }
  made.numerator = planned.indicator->numerator ? planned.indicator->numerator->text : "";
}

/// Counts that the result table does not publish are held to the same rules.
void protect(const Study& study, CellExplanation& made) {
  if (!study.disclosure) return;
  const auto& spec = *study.disclosure;
  made.smallest_count = std::max({spec.minimum_cases, spec.minimum_complement, spec.minimum_base});
  protect_steps(made.smallest_count, spec.rounding, made.steps);
  protect_steps(made.smallest_count, spec.rounding, made.events);
  protect_acts(made.smallest_count, spec.rounding, made.acts);
}

void add_quality(const Study& study, const RunOptions& options, const RunResult& result, std::size_t row,
                 CellExplanation& made) {
  made.quality_scheme = result.table.quality.scheme;
  for (const auto& label : result.table.quality.labels) {
    if (label.id != made.row.quality) continue;
    made.quality_title = label.title;
    made.publish = label.publish;
  }
  made.rules = explain_label(study, options.language, result.table, row);
}

/// A figure that the scheme does not let be published is not told in another way either: what stays is what a
/// report shows of it, and by which rules it was judged.
void withhold(CellExplanation& made) {
  constexpr std::array<std::string_view, 3> kShown = {"n", "df", "n_psu"};
  made.row.estimate = made.row.se = made.row.cv = made.row.ci_low = made.row.ci_high = kNotShown;
  made.row.deff = made.row.deff_wor = made.row.deft = made.row.n_eff = made.row.weight_sum = kNotShown;
  made.row.n_events = made.row.n_victims = made.row.n_missing = made.row.missing_share = kNotShown;
  made.row.notes.push_back("withheld");
  made.weights.clear();
  made.estimate = made.variance = made.interval = made.effect = {};
  made.strata.clear();
  made.replicates.clear();
  made.rscales.clear();
  made.events.clear();
  for (auto& act : made.acts) {
    act.withheld = true;
    act.yes = act.no = act.answered = kNotShown;
    act.missing.clear();
  }
  if (made.steps.size() > 2) {  // how many did not answer is a figure of the row
    made.steps.erase(made.steps.begin() + 1, made.steps.end() - 1);
    made.steps.back().lost = kNotShown;
    made.steps.back().missing.clear();
  }
  for (auto& rule : made.rules) {
    for (auto& condition : rule.conditions) {
      const std::string figure = condition.text.substr(0, condition.text.find(' '));
      if (std::find(kShown.begin(), kShown.end(), figure) == kShown.end()) condition.value = kNotShown;
    }
  }
}

void add_study(const Study& study, const RunOptions& options, const RunResult& result,
               CellExplanation& made) {
  made.study = study.id;
  made.title = questionnaires::text_in(study.title, options.language);
  made.period = study.period;
  made.files = result.levels;
  made.edits = result.edits;
  made.imputed = result.imputed;
  made.design = result.table.design.facts;
  made.provenance = result.table.provenance;
  made.disaggregations = result.table.disaggregations;
}

}  // namespace

std::shared_ptr<const CellExplanation> explain_cell(const Study& study, Prepared& prepared,
                                                    const std::deque<LevelEstimates>& levels,
                                                    const RunOptions& options, const RunResult& result) {
  const std::size_t number = find_cell(result.table, *options.cell);
  const Estimate& row = result.table.rows[number];
  const auto at = place_of(levels, row);
  if (!at) {
    throw Error({code::kCellNotIndicator,
                 {{"indicator", row.indicator}, {"measure", row.measure}},
                 options.cell->written.place,
                 {},
                 {}});
  }
  const PlannedIndicator& planned = *at->level.planned[at->target];
  auto made = std::make_shared<CellExplanation>();
  add_study(study, options, result, *made);
  made->row = row;
  made->cell = cell_names(result, row);
  made->reference_period = planned.indicator->reference_period;
  made->weight_role = planned.weight.role;
  made->weight = weight_text(prepared, planned.weight);
  const CellPlace place{*at->level.frame,
                        planned,
                        at->level.targets[at->target],
                        at->level.breakdowns[at->breakdown],
                        at->cell,
                        cell_text(made->cell)};
  const CellPath path = path_of(place, made->weight);
  made->steps = path.steps;
  LevelFrame* events = planned.events ? &prepared.framework.frame(*planned.events) : nullptr;
  if (events != nullptr) {
    made->event_weight = weight_text(prepared, *planned.event_weight);
    made->events = path_of_events(place, *events, path.base, made->event_weight);
  }
  add_numerator(study, place, events, path, *made);
  add_figures(study, *at, options, path.cases, *made);
  protect(study, *made);
  add_quality(study, options, result, number, *made);
  if (!made->publish) withhold(*made);
  return made;
}

}  // namespace sondeo::run
