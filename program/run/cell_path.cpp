#include "program/run/cell_path.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/moments/row_values.hpp"

namespace sondeo::run {

namespace {

using Mask = std::vector<std::int8_t>;

double count(std::span<const std::int8_t> mask) {
  return static_cast<double>(std::count(mask.begin(), mask.end(), std::int8_t{1}));
}

std::string text_of(const std::optional<Formula>& formula) { return formula ? formula->written.text : ""; }

std::size_t reason_at(const Column& column, const std::vector<double>& numbers, std::size_t row) {
  if (column.is_text()) {
    const bool none = column.stored_texts().ids[row] < 0;
    return static_cast<std::size_t>(none ? Missing::kSystem : Missing::kNone);
  }
  return static_cast<std::size_t>(missing_reason(numbers[row]));
}

std::vector<double> numbers_of(const Column& column) {
  return column.is_text() ? std::vector<double>() : column.numbers();
}

/// Narrows a set of rows, keeping what each step did.
class Narrowing {
 public:
  Narrowing(std::size_t rows, std::string level) : mask_(rows, 1), level_(std::move(level)) {}

  [[nodiscard]] const Mask& mask() const { return mask_; }

  void begin(const std::string& step, const std::string& text) {
    steps_.push_back({step, level_, text, count(mask_), 0, {}});
  }

  /// @param keeps   whether a row is kept
  /// @param column  whose missing answers are why rows were lost; null: nothing is
  template <class Keeps>
  void narrow(const std::string& step, const std::string& text, const Column* column, const Keeps& keeps) {
    Mask lost(mask_.size(), 0);
    for (std::size_t row = 0; row < mask_.size(); ++row) {
      if (mask_[row] != 1 || keeps(row)) continue;
      mask_[row] = 0;
      lost[row] = 1;
    }
    ReasonCounts missing = column == nullptr ? ReasonCounts{} : reasons_of(*column, lost);
    steps_.push_back({step, level_, text, count(mask_), count(lost), std::move(missing)});
  }

  [[nodiscard]] std::vector<CellStep> take() { return std::move(steps_); }

 private:
  Mask mask_;
  std::string level_;
  std::vector<CellStep> steps_;
};

bool inside(std::span<const std::int8_t> mask, std::size_t row) { return mask.empty() || mask[row] == 1; }

/// What a formula asks for, condition by condition: the operands of its outermost `and`, or itself.
std::vector<Formula> conditions_of(const Formula& formula) {
  const auto* chain =
      formula.expression ? std::get_if<expression::Logical>(&formula.expression->root().content) : nullptr;
  if (chain == nullptr || chain->op != expression::LogicalOperator::kAnd) return {formula};
  std::vector<Formula> conditions(chain->operands.size(), formula);
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    conditions[i].written.text = expression::to_text(*chain->operands[i]);
    conditions[i].expression = expression::Expression(conditions[i].written, chain->operands[i]);
  }
  return conditions;
}

/// One step for each condition, so that it shows what a result code or a break of privacy costs.
/// @param base  of them all
void narrow_by_conditions(const std::string& step, const Formula& formula, Level& level,
                          std::span<const std::int8_t> base, Narrowing& rows) {
  const auto conditions = conditions_of(formula);
  for (const auto& condition : conditions) {
    const Column answers = level.value(condition, step);
    const bool last = &condition == &conditions.back();
    const auto numbers = last ? std::vector<double>() : answers.numbers();
    rows.narrow(step, condition.written.text, &answers,
                [&](std::size_t row) { return last ? inside(base, row) : numbers[row] == 1.0; });
  }
}

/// The filters of the indicator, one after the other.
void narrow_to_base(const CellPlace& place, Narrowing& rows) {
  PlannedIndicator before = place.planned;
  before.denominator.reset();
  Level& level = place.frame.level();
  if (place.planned.universe) {
    narrow_by_conditions("universe", *place.planned.universe, level, place.frame.base(before), rows);
  }
  const bool restricts =
      place.planned.denominator && place.planned.indicator->measure != questionnaires::Measure::kRatio;
  if (!restricts) return;
  narrow_by_conditions("denominator", *place.planned.denominator, level, place.frame.base(place.planned),
                       rows);
}

void narrow_to_answers(const CellPlace& place, Narrowing& rows) {
  const auto& variate = place.target.variate;
  const auto present = [&](std::size_t row) { return moments::is_present(variate, row); };
  const auto& planned = place.planned;
  const auto& term = planned.numerator ? planned.numerator : planned.categories;
  if (planned.events != nullptr) return;
  if (!term) {
    rows.narrow("answered", "", nullptr, present);
    return;
  }
  const Column answers = place.frame.level().value(*term, "answered");
  if (planned.indicator->measure == questionnaires::Measure::kRatio) {
    const Column denominator = place.frame.level().value(*planned.denominator, "denominator");
    const auto numbers = denominator.numbers();
    rows.narrow("answered", text_of(planned.denominator), &denominator,
                [&](std::size_t row) { return !std::isnan(numbers[row]); });
  }
  rows.narrow("answered", text_of(term), &answers, present);
}

}  // namespace

ReasonCounts reasons_of(const Column& column, std::span<const std::int8_t> rows) {
  return reasons_of(column, {}, rows);
}

ReasonCounts reasons_of(const Column& column, std::span<const Column> questions,
                        std::span<const std::int8_t> rows) {
  std::array<double, 7> counts{};
  const std::vector<double> numbers = numbers_of(column);
  std::vector<std::vector<double>> answers;
  answers.reserve(questions.size());
  for (const auto& question : questions) answers.push_back(numbers_of(question));
  const auto asked_first = [&](std::size_t row, std::size_t reason) {
    for (std::size_t q = 0; q < questions.size(); ++q) {
      const auto own = static_cast<Missing>(reason_at(questions[q], answers[q], row));
      if (own == Missing::kRefused || own == Missing::kDontKnow || own == Missing::kOther)
        return static_cast<std::size_t>(own);
    }
    return reason;
  };
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row] != 1) continue;
    const std::size_t reason = reason_at(column, numbers, row);
    counts[reason == 0 ? reason : asked_first(row, reason)] += 1;
  }
  ReasonCounts reasons;
  for (std::size_t reason = 1; reason < counts.size(); ++reason) {
    if (counts[reason] > 0) {
      reasons.emplace_back(missing_name(static_cast<Missing>(reason)), counts[reason]);
    }
  }
  return reasons;
}

CellPath path_of(const CellPlace& place, const std::string& weight) {
  LevelFrame& frame = place.frame;
  Narrowing rows(frame.level().rows(), frame.level().id());
  rows.begin("rows", frame.level().spec().file.text);
  const auto domain = frame.domain();
  if (!domain.empty()) {
    rows.narrow("where", text_of(root_of(frame.level()).where()), nullptr,
                [&](std::size_t row) { return inside(domain, row); });
  }
  const auto cells = place.breakdown.cells.cell_of_row;
  if (!cells.empty()) {
    rows.narrow("cell", place.text, nullptr,
                [&](std::size_t row) { return cells[row] == static_cast<std::int32_t>(place.cell); });
  }
  narrow_to_base(place, rows);
  const auto weights = place.target.variate.weight;
  rows.narrow("weight", weight, nullptr, [&](std::size_t row) { return weights[row] > 0; });
  CellPath path;
  path.base = rows.mask();
  narrow_to_answers(place, rows);
  path.cases = rows.mask();
  path.steps = rows.take();
  return path;
}

std::vector<CellStep> path_of_events(const CellPlace& place, LevelFrame& events,
                                     std::span<const std::int8_t> base, const std::string& weight) {
  Level& level = events.level();
  Narrowing rows(level.rows(), level.id());
  rows.begin("rows", level.spec().file.text);
  const auto base_rows = ancestor_rows(level, place.frame.level()).value();
  rows.narrow("base", "", nullptr,
              [&](std::size_t row) { return base[static_cast<std::size_t>(base_rows[row])] == 1; });
  std::vector<std::int8_t> is_event(level.rows(), 1);
  if (place.planned.numerator) {
    const Column answers = level.value(*place.planned.numerator, "event");
    const auto numbers = answers.numbers();
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      is_event[row] = !std::isnan(numbers[row]) && numbers[row] != 0.0 ? 1 : 0;
    }
    rows.narrow("event", text_of(place.planned.numerator), &answers,
                [&](std::size_t row) { return is_event[row] == 1; });
  }
  const auto weights = events.weight(*place.planned.event_weight, is_event, place.planned.indicator->id.text);
  rows.narrow("weight", weight, nullptr, [&](std::size_t row) { return weights[row] != 0.0; });
  return rows.take();
}

void protect_steps(double smallest, double rounding, std::vector<CellStep>& steps) {
  const auto small = [&](double number) { return number > 0 && number < smallest; };
  std::vector<CellStep> kept;
  for (auto& step : steps) {
    step.lost = kept.empty() ? 0 : kept.back().rows - step.rows;
    const bool last = &step == &steps.back();
    while (last && kept.size() > 1 && small(step.lost)) {
      kept.pop_back();
      step.lost = kept.back().rows - step.rows;
      step.missing.clear();
    }
    if (small(step.rows) || small(step.lost)) {
      if (!last) continue;
      step.lost = kNotShown;
    }
    const bool thin = std::any_of(step.missing.begin(), step.missing.end(),
                                  [&](const auto& reason) { return small(reason.second); });
    double explained = 0;
    for (const auto& reason : step.missing) explained += reason.second;
    if (thin || small(step.lost - explained)) step.missing.clear();
    kept.push_back(std::move(step));
  }
  if (rounding > 0) {
    for (auto& step : kept) {
      for (double* number : {&step.rows, &step.lost}) *number = std::round(*number / rounding) * rounding;
      step.missing.clear();
    }
  }
  steps = std::move(kept);
}

}  // namespace sondeo::run
