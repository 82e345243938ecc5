#include "program/run/explain.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/numeric/compensated.hpp"

namespace sondeo::run {

namespace {

using questionnaires::Measure;

constexpr std::array<const char*, 9> kMeasureNames = {"proportion", "mean",     "total",    "ratio", "rate",
                                                      "share",      "quantile", "multiple", "cdf"};

std::size_t rows_in(std::span<const std::int8_t> mask, std::size_t rows) {
  if (mask.empty()) return rows;
  return static_cast<std::size_t>(std::count(mask.begin(), mask.end(), std::int8_t{1}));
}

std::string text_of(const std::optional<Formula>& formula) { return formula ? formula->written.text : ""; }

/// Rows of the base that the filters before the denominator leave.
std::size_t rows_of_universe(const PlannedIndicator& planned, LevelFrame& frame) {
  PlannedIndicator before = planned;
  before.denominator.reset();
  return rows_in(frame.base(before), frame.level().rows());
}

void add_weight(const PlannedIndicator& planned, LevelFrame& frame, std::span<const std::int8_t> base,
                ExplainedIndicator& explained) {
  const auto weight = frame.weight(planned.weight, base, explained.id);
  numeric::CompensatedSum sum;
  std::size_t rows = 0;
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if ((!base.empty() && base[row] != 1) || !(weight[row] > 0)) continue;
    sum.add(weight[row]);
    ++rows;
  }
  explained.weight_role = planned.weight.role;
  explained.weight = text_of(planned.weight.formula);
  explained.weight_sum = sum.value();
  explained.steps.push_back({"weight", explained.weight, rows});
}

void add_answers(const PlannedIndicator& planned, LevelFrame& frame, std::span<const std::int8_t> base,
                 ExplainedIndicator& explained) {
  if (!planned.numerator) return;
  const Column column = frame.level().value(*planned.numerator, "numerator");
  if (column.is_text()) return;
  const bool yes_no = column.variable().type == VariableType::kYesNo;
  const std::vector<double> numbers = column.numbers();
  std::size_t answered = 0;
  std::size_t yes = 0;
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if ((!base.empty() && base[row] != 1) || std::isnan(numbers[row])) continue;
    ++answered;
    if (numbers[row] == 1.0) ++yes;
  }
  explained.steps.push_back({"answered", text_of(planned.numerator), answered});
  if (yes_no) explained.steps.push_back({"yes", text_of(planned.numerator), yes});
}

}  // namespace

ExplainedIndicator explain(const Study& study, const PlannedIndicator& planned, LevelFrame& frame,
                           LevelFrame* events) {
  ExplainedIndicator explained;
  explained.id = planned.indicator->id.text;
  explained.level = frame.level().id();
  explained.measure = kMeasureNames[static_cast<std::size_t>(planned.indicator->measure)];
  const std::size_t rows = frame.level().rows();
  explained.steps.push_back({"rows", frame.level().spec().file.text, rows});
  const auto& root_where = root_of(frame.level()).where();
  if (!frame.domain().empty()) {
    explained.steps.push_back({"where", text_of(root_where), rows_in(frame.domain(), rows)});
  }
  if (planned.universe) {
    explained.steps.push_back({"universe", text_of(planned.universe), rows_of_universe(planned, frame)});
  }
  const auto base = frame.base(planned);
  if (planned.within) {
    explained.steps.push_back({"universe", text_of(planned.within), rows_in(base, rows)});
  }
  if (planned.denominator) {
    explained.steps.push_back({"denominator", text_of(planned.denominator), rows_in(base, rows)});
  }
  add_weight(planned, frame, base, explained);
  if (events != nullptr) {
    explained.steps.push_back({"events", text_of(planned.numerator), events->level().rows()});
  } else {
    add_answers(planned, frame, base, explained);
  }
  for (const auto& cross : planned.by) {
    std::string names;
    for (const auto& variable : cross) names += (names.empty() ? "" : " x ") + variable.written.text;
    explained.by.push_back(std::move(names));
  }
  if (study.disclosure) {
    std::erase_if(explained.steps, [&study](const ExplainedStep& step) {
      return static_cast<double>(step.rows) < study.disclosure->minimum_cases;
    });
  }
  const bool proportion = planned.indicator->measure == Measure::kProportion;
  explained.interval =
      proportion
          ? estimation::kProportionIntervalNames[static_cast<std::size_t>(study.estimate.proportion_interval)]
          : estimation::kOtherIntervalNames[static_cast<std::size_t>(study.estimate.other_interval)];
  return explained;
}

}  // namespace sondeo::run
