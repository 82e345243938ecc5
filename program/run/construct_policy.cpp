#include "program/run/construct_policy.hpp"

#include <array>

#include "engine/base/diagnostic.hpp"

namespace sondeo::run {

namespace {

constexpr std::size_t kMostItemsForKleene = 3;

/// A yes/no column whose missing answers keep their reasons: 101 is system missing, the tags a to e the
/// others.
Column answers_with_reasons(Variable variable, const std::vector<double>& numbers) {
  constexpr int kSystemMissing = 101;
  constexpr auto kFirstTagged = static_cast<std::size_t>(Missing::kDontKnow);
  for (auto reason = kFirstTagged; reason <= static_cast<std::size_t>(Missing::kOther); ++reason) {
    variable.missing.tags[reason - kFirstTagged] = static_cast<Missing>(reason);
  }
  std::vector<std::int8_t> answers(numbers.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const int reason = static_cast<int>(missing_reason(numbers[i]));
    answers[i] =
        static_cast<std::int8_t>(reason == 0 ? static_cast<int>(numbers[i])
                                             : kSystemMissing + reason - static_cast<int>(Missing::kSystem));
  }
  return Column::of_answers(std::move(variable), std::move(answers));
}

bool is_any(const expression::Expression& expression) {
  const auto* call = std::get_if<expression::Call>(&expression.root().content);
  return call != nullptr && call->function == expression::Function::kAny;
}

}  // namespace

expression::MissingPolicy policy_of(const questionnaires::Construct& construct,
                                    const expression::Expression& expression, std::size_t variable_count) {
  using Kind = expression::MissingPolicy::Kind;
  if (construct.policy) {
    constexpr std::array kKinds = {Kind::kAnswered, Kind::kKleene, Kind::kDhsZero, Kind::kExplicitTotal,
                                   Kind::kExcludeReport};
    return {kKinds[static_cast<std::size_t>(*construct.policy)], construct.min_answered};
  }
  const bool battery = is_any(expression) && variable_count > kMostItemsForKleene;
  return {battery ? Kind::kAnswered : Kind::kKleene, construct.min_answered};
}

Column inside(const Column& values, const Column& universe) {
  const std::vector<double> member = universe.numbers();
  ensure(member.size() == values.size(), "a universe of another length than its construct");
  if (values.is_text()) {
    std::vector<std::int32_t> rows(member.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i] = member[i] == 1.0 ? static_cast<std::int32_t>(i) : -1;
    return values.gather(rows);
  }
  std::vector<double> numbers = values.numbers();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (member[i] != 1.0) numbers[i] = missing_value(Missing::kNotApplicable);
  }
  if (values.variable().type != VariableType::kYesNo)
    return Column::of_numbers(values.variable(), std::move(numbers));
  return answers_with_reasons(values.variable(), numbers);
}

Column not_asked_outside(const Column& answers, const Column& universe) {
  if (answers.is_text()) return answers;
  const std::vector<double> member = universe.numbers();
  std::vector<double> numbers = answers.numbers();
  ensure(member.size() == numbers.size(), "a universe of another length than its item");
  bool changed = false;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (member[i] != 0.0 || missing_reason(numbers[i]) != Missing::kSystem) continue;
    numbers[i] = missing_value(Missing::kNotApplicable);
    changed = true;
  }
  return changed ? Column::of_numbers(answers.variable(), std::move(numbers)) : answers;
}

}  // namespace sondeo::run
