#include "program/run/construct_policy.hpp"

#include <array>

#include "engine/base/diagnostic.hpp"

namespace sondeo::run {

namespace {

constexpr std::size_t kMostItemsForKleene = 3;

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
  std::vector<std::int8_t> answers(numbers.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    answers[i] = std::isnan(numbers[i]) ? std::int8_t{-1} : static_cast<std::int8_t>(numbers[i]);
  }
  return Column::of_answers(values.variable(), std::move(answers));
}

}  // namespace sondeo::run
