#include "program/run/targets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/categories.hpp"
#include "program/run/code_label.hpp"
#include "program/run/codes.hpp"
#include "program/run/events.hpp"
#include "program/run/multiple_items.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

using estimation::Target;
using questionnaires::Measure;

estimation::Measure measure_of(Measure measure) {
  constexpr std::array kMeasures = {
      estimation::Measure::kProportion, estimation::Measure::kMean,     estimation::Measure::kTotal,
      estimation::Measure::kRatio,      estimation::Measure::kRate,     estimation::Measure::kShare,
      estimation::Measure::kQuantile,   estimation::Measure::kMultiple, estimation::Measure::kCdf};
  return kMeasures[static_cast<std::size_t>(measure)];
}

/// "fraction", "percent", "per_1000": what `per` makes of a share or rate.
std::string unit_of_per(double per, const char* of_one) {
  if (per == 1.0) return of_one;
  return per == 100.0 ? "percent" : fmt::format("per_{}", per);
}

std::string unit_of(const questionnaires::Indicator& indicator, bool counts) {
  if (!indicator.unit.empty()) return indicator.unit;
  switch (indicator.measure) {
    case Measure::kProportion:
    case Measure::kShare:
    case Measure::kMultiple:
    case Measure::kCdf:
      return unit_of_per(indicator.per, "fraction");
    case Measure::kRate:
      return unit_of_per(indicator.per, "per_1");
    case Measure::kRatio:
      return unit_of_per(indicator.per, "ratio");
    case Measure::kTotal:
      return counts ? "count" : "";
    case Measure::kMean:
    case Measure::kQuantile:
      break;
  }
  return "";
}

Error refusal(Code code, const PlannedIndicator& planned, const Formula& formula) {
  return Error({code, {{"indicator", planned.indicator->id.text}}, formula.written.place, {}, {}});
}

bool is_yes_no(const Column& column) { return column.variable().type == VariableType::kYesNo; }

/// Codes that some row with weight has.
std::vector<bool> weighted_groups(const Grouping& grouping, std::span<const double> weight) {
  std::vector<bool> seen(grouping.count(), false);
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (grouping.group_of_row[row] >= 0 && weight[row] != 0.0) {
      seen[static_cast<std::size_t>(grouping.group_of_row[row])] = true;
    }
  }
  return seen;
}

/// What a target counts or adds up in one of the groups.
using ValuesOfGroup =
    std::function<moments::Values(std::span<const std::int32_t> groups, std::int32_t group)>;

moments::Values cases_in_group(std::span<const std::int32_t> groups, std::int32_t group) {
  return moments::InGroup{groups, group};
}

/// One target for each observed code of a categorical column; where none is, one without a code, so that the
/// table says that there are no cases.
std::vector<Target> category_targets(const Target& shape, const Column& column, const Formula& formula,
                                     const ValuesOfGroup& values, const PlannedIndicator& planned,
                                     LevelFrame& frame) {
  Grouping grouping = categories_of(column, formula, planned.indicator->id.text);
  const auto seen = weighted_groups(grouping, shape.variate.weight);
  const auto groups = frame.keep(std::move(grouping.group_of_row));
  std::vector<Target> targets;
  for (std::size_t group = 0; group < grouping.keys.size(); ++group) {
    if (!seen[group]) continue;
    Target target = shape;
    target.category = code_text(grouping.keys[group][0]);
    target.category_label = label_of(column.variable(), grouping.keys[group][0]);
    target.code = grouping.keys[group][0];
    target.variate.y = values(groups, static_cast<std::int32_t>(group));
    targets.push_back(std::move(target));
  }
  if (targets.empty()) {
    targets.push_back(shape);
    targets.back().variate.y = values(groups, 0);
  }
  return targets;
}

std::span<const double> numbers_of(const Column& column, const Formula& formula,
                                   const PlannedIndicator& planned, LevelFrame& frame) {
  if (column.is_text()) throw refusal(code::kNumeratorNotNumber, planned, formula);
  if (const auto* stored = std::get_if<std::span<const double>>(&column.stored_numbers())) {
    if (column.variable().missing.empty()) return *stored;  // as it is: no copy of a large column
  }
  return frame.keep(column.numbers());
}

/// The rows of a base where the answer is yes.
std::vector<std::int8_t> base_with(std::span<const std::int8_t> base, std::span<const std::int8_t> answers) {
  std::vector<std::int8_t> both(answers.size());
  for (std::size_t row = 0; row < both.size(); ++row) {
    both[row] = answers[row] == 1 && (base.empty() || base[row] == 1) ? 1 : 0;
  }
  return both;
}

/// The part of each category in a total: of an amount, of the cases, or of those with an event, which are
/// then the base.
std::vector<Target> share_targets(Target shape, const PlannedIndicator& planned, LevelFrame& frame) {
  const std::string& id = planned.indicator->id.text;
  const Column& categories = frame.keep(frame.level().value(*planned.categories, id));
  ValuesOfGroup values = cases_in_group;
  if (planned.numerator) {
    const Column& numerator = frame.keep(frame.level().value(*planned.numerator, id));
    if (is_yes_no(numerator)) {
      const auto answers = frame.answers(numerator, *planned.numerator, id);
      shape.variate.base = frame.keep(base_with(shape.variate.base, answers));
    } else {
      const auto amounts = numbers_of(numerator, *planned.numerator, planned, frame);
      shape.variate.x = amounts;
      values = [amounts](std::span<const std::int32_t> groups, std::int32_t group) {
        return moments::NumbersInGroup{amounts, groups, group};
      };
    }
  }
  return category_targets(shape, categories, *planned.categories, values, planned, frame);
}

/// A target for each probability, once.
std::vector<Target> quantile_targets(const Target& shape, const Column& column,
                                     const PlannedIndicator& planned, LevelFrame& frame) {
  Target target = shape;
  target.variate.y = moments::Numbers{numbers_of(column, *planned.numerator, planned, frame)};
  target.rule = planned.indicator->rule.value_or(estimation::QuantileRule::kHf1);
  std::vector<Target> targets;
  for (const double probability : planned.indicator->probabilities) {
    const bool again = std::any_of(targets.begin(), targets.end(),
                                   [&](const Target& other) { return other.probability == probability; });
    if (again) continue;
    target.probability = probability;
    target.category = fmt::format("p{}", probability);
    targets.push_back(target);
  }
  return targets;
}

/// A target for each point: whether the number is at or below it.
std::vector<Target> cdf_targets(const Target& shape, const Column& column, const PlannedIndicator& planned,
                                LevelFrame& frame) {
  const auto numbers = numbers_of(column, *planned.numerator, planned, frame);
  std::vector<Target> targets;
  for (const double point : planned.indicator->points) {
    std::vector<std::int8_t> below(numbers.size(), -1);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      if (!std::isnan(numbers[row])) below[row] = numbers[row] <= point ? 1 : 0;
    }
    Target target = shape;
    target.category = fmt::format("<={}", point);
    target.variate.y = moments::Answers{frame.keep(std::move(below))};
    targets.push_back(std::move(target));
  }
  return targets;
}

void set_event_values(Target& target, const PlannedIndicator& planned, LevelFrame& frame,
                      LevelFrame& event_frame, Diagnostics& findings) {
  EventSums sums = sum_events(planned, frame, event_frame, target.variate, findings);
  target.variate.y =
      moments::Events{frame.keep(std::move(sums.weighted)), frame.keep(std::move(sums.counts))};
  target.unit = unit_of(*planned.indicator, true);
}

/// Weights that sum to about the number of rows are normalised: totals of them are not a population's.
bool is_normalised(const WeightFacts& weight) {
  constexpr double kAboutOne = 0.005;
  return std::abs(weight.sum - weight.count) <= kAboutOne * weight.count;
}

/// Whether it matters that an indicator's weight could be normalised.
bool looks_at_weight(const PlannedIndicator& planned, const RunOptions& options) {
  const bool total = planned.indicator->measure == Measure::kTotal;
  return !options.allow_normalised && (planned.weight.formula || planned.weight.weighted || total);
}

WeightFacts facts_of(std::span<const double> weight, LevelFrame& frame) {
  const auto without = std::count(weight.begin(), weight.end(), 0.0);
  return {frame.sum_of(weight), static_cast<double>(weight.size()) - static_cast<double>(without)};
}

}  // namespace

void check_normalised(const PlannedIndicator& planned, const WeightFacts& weight, const RunOptions& options,
                      Diagnostics& findings) {
  if (!looks_at_weight(planned, options) || !is_normalised(weight)) return;
  const std::string unnamed = planned.weight.weighted ? planned.weight.role : "1";
  const std::string name = planned.weight.formula ? planned.weight.formula->written.text : unnamed;
  Diagnostic diagnostic{code::kWeightsNormalised,
                        {{"weight", name},
                         {"count", fmt::format("{}", weight.count)},
                         {"sum", fmt::format("{:.0f}", weight.sum)}},
                        {},
                        {},
                        {}};
  const bool of_command_line = planned.indicator->id.place.origin == Origin::kCommandLine;
  if (planned.indicator->measure == Measure::kTotal && of_command_line) {
    diagnostic.code = code::kTotalsOfNormalised;
    diagnostic.place = planned.indicator->id.place;
    throw Error(std::move(diagnostic));
  }
  const auto same = [&](const Diagnostic& known) {
    return known.code == diagnostic.code && known.arguments[0].value == name;
  };
  if (std::none_of(findings.begin(), findings.end(), same)) findings.push_back(std::move(diagnostic));
}

std::vector<Target> make_targets(const PlannedIndicator& planned, LevelFrame& frame, LevelFrame* event_frame,
                                 const RunOptions& options, Diagnostics& findings) {
  const auto& indicator = *planned.indicator;
  Target target;
  target.indicator = indicator.id.text;
  target.indicator_label = questionnaires::text_in(indicator.label, options.language);
  target.measure = measure_of(indicator.measure);
  target.per = indicator.per;
  target.variate.base = frame.base(planned);
  target.variate.weight = frame.weight(planned.weight, target.variate.base, indicator.id.text);
  if (looks_at_weight(planned, options)) {
    check_normalised(planned, facts_of(target.variate.weight, frame), options, findings);
  }
  if (event_frame != nullptr) {
    set_event_values(target, planned, frame, *event_frame, findings);
    return {target};
  }
  if (indicator.measure == Measure::kShare) {
    target.unit = unit_of(indicator, false);
    return share_targets(target, planned, frame);
  }
  if (indicator.measure == Measure::kMultiple) {
    target.unit = unit_of(indicator, false);
    return multiple_targets(target, planned, frame);
  }
  const Column& numerator = frame.keep(frame.level().value(*planned.numerator, indicator.id.text));
  target.unit = unit_of(indicator, is_yes_no(numerator));
  if (indicator.measure == Measure::kCdf) return cdf_targets(target, numerator, planned, frame);
  if (indicator.measure == Measure::kQuantile) return quantile_targets(target, numerator, planned, frame);
  if (indicator.measure == Measure::kRatio) {
    const Column& denominator = frame.keep(frame.level().value(*planned.denominator, indicator.id.text));
    target.variate.x = numbers_of(denominator, *planned.denominator, planned, frame);
  }
  if (is_yes_no(numerator)) {
    target.variate.y = moments::Answers{frame.answers(numerator, *planned.numerator, indicator.id.text)};
    return {target};
  }
  if (indicator.measure == Measure::kProportion) {
    return category_targets(target, numerator, *planned.numerator, cases_in_group, planned, frame);
  }
  target.variate.y = moments::Numbers{numbers_of(numerator, *planned.numerator, planned, frame)};
  return {target};
}

}  // namespace sondeo::run
