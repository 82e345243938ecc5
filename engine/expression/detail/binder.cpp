#include "engine/expression/detail/binder.hpp"

#include <utility>

#include "engine/base/nearest.hpp"
#include "engine/expression/codes.hpp"
#include "engine/expression/detail/answer_operations.hpp"
#include "engine/expression/detail/fault.hpp"
#include "engine/expression/detail/function_list.hpp"
#include "engine/expression/detail/sources.hpp"

namespace sondeo::expression::detail {

namespace {

/// Operations after patterns are expanded: more would be a mistake, and takes long to prepare.
constexpr std::size_t kMostOperations = 100'000;

bool is_missing_literal(const Node& node) { return std::holds_alternative<MissingLiteral>(node.content); }

/// The pattern that is expanded over an argument of a list function; a list function below has its own.
const NamePattern* pattern_below(const Node& node) {
  if (const auto* pattern = std::get_if<NamePattern>(&node.content)) return pattern;
  const auto* call = std::get_if<Call>(&node.content);
  if (call != nullptr && takes_list(call->function)) return nullptr;
  for (const Node* part : parts_of(node)) {
    if (const auto* pattern = pattern_below(*part)) return pattern;
  }
  return nullptr;
}

/// A condition that stands alone is one act.
bool single_condition(const Node& node) {
  return std::holds_alternative<Comparison>(node.content) ||
         std::holds_alternative<Membership>(node.content) || std::holds_alternative<Between>(node.content) ||
         std::holds_alternative<Name>(node.content);
}

}  // namespace

Binder::Binder(const Expression& expression, const Table& table, MissingPolicy policy, Purpose purpose)
    : expression_(expression),
      written_(expression.written()),
      table_(table),
      policy_(policy),
      purpose_(purpose) {}

Part Binder::bind_root() {
  const Node& root = expression_.root();
  Part part = bind(root);
  if (auto* condition = std::get_if<OperationPtr<Outcome>>(&part)) {
    const bool counts_as_no = policy_.kind == MissingPolicy::Kind::kExplicitTotal ||
                              (policy_.kind == MissingPolicy::Kind::kDhsZero && single_condition(root));
    if (counts_as_no) {
      const int source = (*condition)->source;
      *condition = with_source(missing_as_no(std::move(*condition)), source);
    }
  }
  std::visit([this](auto& operation) { settle(operation, true); }, part);
  return part;
}

Part Binder::bind(const Node& node) {
  if (++operations_ > kMostOperations) {
    fail(written_, node.extent, code::kExpressionTooLong, {{"limit", std::to_string(kMostOperations)}});
  }
  return std::visit([&](const auto& content) { return on(content, node); }, node.content);
}

std::string Binder::quote(const Node& node) const { return quoted(written_, node.extent); }

OperationPtr<Outcome> Binder::condition(const Node& node) {
  if (is_missing_literal(node))
    return std::make_unique<Constantly<Outcome>>(missing_outcome(Missing::kSystem));
  Part part = bind(node);
  switch (type_of(part)) {
    case Type::kNumber:
      fail(written_, node.extent, code::kNeedsCondition,
           {{"text", quote(node)}, {"proposal", quote(node) + " == 1"}});
    case Type::kText:
      fail(written_, node.extent, code::kNeedsConditionNotText, {{"text", quote(node)}});
    case Type::kYesNo:
      break;
  }
  return std::get<OperationPtr<Outcome>>(std::move(part));
}

OperationPtr<double> Binder::number(const Node& node) {
  Part part = bind(node);
  if (type_of(part) == Type::kText)
    fail(written_, node.extent, code::kNeedsNumberNotText, {{"text", quote(node)}});
  if (type_of(part) == Type::kYesNo) refuse_condition_as_number(node, "if(" + quote(node) + ", 1, 0)");
  return std::get<OperationPtr<double>>(std::move(part));
}

OperationPtr<double> Binder::counted_number(const Node& node) {
  Part part = bind(node);
  if (type_of(part) == Type::kText)
    fail(written_, node.extent, code::kNeedsNumberNotText, {{"text", quote(node)}});
  if (type_of(part) == Type::kNumber) return std::get<OperationPtr<double>>(std::move(part));
  auto condition = std::get<OperationPtr<Outcome>>(std::move(part));
  const int source = condition->source;
  return with_source(counted(std::move(condition)), source);
}

std::vector<Part> Binder::alike(const std::vector<const Node*>& nodes, std::vector<Part> parts) {
  const Node* typed = nullptr;
  Type type = Type::kNumber;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_missing_literal(*nodes[i])) continue;
    if (typed != nullptr && type_of(parts[i]) != type) {
      fail(written_, nodes[i]->extent, code::kMixedResults,
           {{"first", quote(*typed)}, {"second", quote(*nodes[i])}});
    }
    type = type_of(parts[i]);
    if (typed == nullptr) typed = nodes[i];
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!is_missing_literal(*nodes[i])) continue;
    parts[i] = for_type(type, [](auto identity) -> Part {
      using Value = typename decltype(identity)::type;
      return OperationPtr<Value>(std::make_unique<Constantly<Value>>(Absent<Value>::of(Missing::kSystem)));
    });
  }
  return parts;
}

const Column& Binder::find(const std::string& name, const Node& node) {
  const Column* column = table_.find(name);
  if (column == nullptr) {
    fail(written_, node.extent, code::kUnreadVariable, {{"name", name}}, nearest_names(name, table_.names()));
  }
  return *column;
}

std::size_t Binder::slot_of(const Column& column) {
  const auto [found, inserted] = slots_.try_emplace(column.name(), columns_.size());
  if (inserted) columns_.push_back(column);
  return found->second;
}

Part Binder::column(const std::string& name, const Node& node) {
  const Column& column = find(name, node);
  const std::size_t slot = slot_of(column);
  const int source = static_cast<int>(slot);
  if (column.is_text()) {
    std::vector<TextId> ids;
    if (purpose_ == Purpose::kEvaluate && column.stored_texts().dictionary != nullptr) {
      for (const auto& text : *column.stored_texts().dictionary) {
        ids.push_back(text.empty() ? Absent<TextId>::of(Missing::kSystem) : texts_.id_of(text));
      }
    }
    return with_source(text_column(slot, std::move(ids)), source);
  }
  if (column.variable().type == VariableType::kYesNo) return with_source(yes_no_column(slot), source);
  return with_source(number_column(slot), source);
}

const std::string& Binder::variable_of(const Node& node) const {
  if (const auto* name = std::get_if<Name>(&node.content)) return name->name;
  ensure(pattern_name_ != nullptr, "a pattern outside a list");
  return *pattern_name_;
}

Part Binder::on(const NumberLiteral& literal, const Node& /*node*/) {
  return OperationPtr<double>(std::make_unique<Constantly<double>>(literal.value));
}

Part Binder::on(const TextLiteral& literal, const Node& /*node*/) {
  return OperationPtr<TextId>(std::make_unique<Constantly<TextId>>(texts_.id_of(literal.value)));
}

Part Binder::on(const TruthLiteral& literal, const Node& /*node*/) {
  return OperationPtr<Outcome>(std::make_unique<Constantly<Outcome>>(answer(literal.value)));
}

Part Binder::on(const MissingLiteral& /*literal*/, const Node& /*node*/) {
  return OperationPtr<double>(std::make_unique<Constantly<double>>(missing_value()));
}

Part Binder::on(const Name& name, const Node& node) { return column(name.name, node); }

Part Binder::on(const NamePattern& /*pattern*/, const Node& node) { return column(variable_of(node), node); }

Part Binder::on(const Negation& negation, const Node& /*node*/) {
  auto value = counted_number(*negation.operand);
  const int source = join(value);
  return with_source(negative(std::move(value)), source);
}

Part Binder::on(const Not& negation, const Node& /*node*/) {
  auto operand = condition(*negation.operand);
  const int source = join(operand);
  return with_source(negated(std::move(operand)), source);
}

void Binder::settle(std::vector<ArithmeticStep>& steps, bool with_others) {
  for (auto& step : steps) settle(step.operand, with_others);
}

Part Binder::on(const Arithmetic& chain, const Node& /*node*/) {
  auto first = counted_number(*chain.first);
  std::vector<ArithmeticStep> rest;
  for (const auto& term : chain.rest) rest.push_back({term.op, counted_number(*term.operand)});
  const int source = join(first, rest);
  return with_source(arithmetic(std::move(first), std::move(rest)), source);
}

OperationPtr<Outcome> Binder::any_of(std::vector<OperationPtr<Outcome>> conditions) {
  const int source = join(conditions);
  switch (policy_.kind) {
    case MissingPolicy::Kind::kAnswered:
      return with_source(any_if_answered(std::move(conditions), policy_.min_answered), source);
    case MissingPolicy::Kind::kDhsZero:
      return with_source(collected(std::move(conditions), kAnyOrNoTable), source);
    default:
      return with_source(collected(std::move(conditions), kAnyTable), source);
  }
}

OperationPtr<Outcome> Binder::all_of(std::vector<OperationPtr<Outcome>> conditions) {
  const int source = join(conditions);
  return with_source(collected(std::move(conditions), kAllTable), source);
}

Part Binder::on(const Logical& logical, const Node& /*node*/) {
  std::vector<OperationPtr<Outcome>> conditions;
  for (const auto& operand : logical.operands) conditions.push_back(condition(*operand));
  return logical.op == LogicalOperator::kOr ? any_of(std::move(conditions)) : all_of(std::move(conditions));
}

template <typename Visit>
void Binder::each_argument(const Call& call, Visit visit) {
  const std::string* const outer = pattern_name_;
  for (const auto& argument : call.arguments) {
    const auto* pattern = pattern_below(*argument);
    if (pattern == nullptr) {
      visit(*argument);
      continue;
    }
    const auto names = matching_names(*pattern, table_.names());
    if (names.empty()) {
      fail(written_, argument->extent, code::kPatternUnread, {{"pattern", expression::to_text(*pattern)}});
    }
    for (const auto& name : names) {
      pattern_name_ = &name;
      visit(*argument);
    }
    pattern_name_ = outer;
  }
}

Part Binder::list_call(const Call& call) {
  if (call.function <= Function::kCount) {
    std::vector<OperationPtr<Outcome>> conditions;
    each_argument(call, [&](const Node& argument) { conditions.push_back(condition(argument)); });
    if (call.function == Function::kAny) return any_of(std::move(conditions));
    if (call.function == Function::kAll) return all_of(std::move(conditions));
    const int source = join(conditions);
    return with_source(count_yes(std::move(conditions)), source);
  }
  const bool adds = call.function == Function::kSum || call.function == Function::kMean;
  bool patterns = false;
  for (const auto& argument : call.arguments) patterns = patterns || pattern_below(*argument) != nullptr;
  std::vector<OperationPtr<double>> list;
  each_argument(call, [&](const Node& node) { list.push_back(adds ? counted_number(node) : number(node)); });
  const int source = join(list);
  if (!adds && !patterns && list.size() == 2) {
    return with_source(extreme_of_two(call.function, std::move(list[0]), std::move(list[1])), source);
  }
  return with_source(over_list(call.function, std::move(list)), source);
}

Part Binder::on(const Call& call, const Node& node) {
  switch (call.function) {
    case Function::kIf:
      return conditional(call);
    case Function::kCoalesce:
      return first_present(call);
    case Function::kLabel:
      return labels(call, node);
    default:
      break;
  }
  if (takes_list(call.function)) return list_call(call);
  auto value = number(*call.arguments.front());
  const int source = join(value);
  return with_source(number_function(call.function, std::move(value)), source);
}

Part Binder::conditional(const Call& call) {
  auto choice = condition(*call.arguments[0]);
  const std::vector<const Node*> nodes = {&*call.arguments[1], &*call.arguments[2]};
  std::vector<Part> parts;
  parts.reserve(nodes.size());
  for (const Node* node : nodes) parts.push_back(bind(*node));
  parts = alike(nodes, std::move(parts));
  return for_type(type_of(parts.front()), [&](auto identity) -> Part {
    using Value = typename decltype(identity)::type;
    auto values = operations_of<Value>(std::move(parts));
    const int source = join(choice, values);
    return with_source<Value>(
        std::make_unique<Choice<Value>>(std::move(choice), std::move(values[0]), std::move(values[1])),
        source);
  });
}

Part Binder::first_present(const Call& call) {
  std::vector<const Node*> nodes;
  std::vector<Part> parts;
  each_argument(call, [&](const Node& node) {
    nodes.push_back(&node);
    parts.push_back(bind(node));
  });
  parts = alike(nodes, std::move(parts));
  return for_type(type_of(parts.front()), [&](auto identity) -> Part {
    using Value = typename decltype(identity)::type;
    auto values = operations_of<Value>(std::move(parts));
    const int source = join(values);
    return with_source<Value>(std::make_unique<FirstPresent<Value>>(std::move(values)), source);
  });
}

Part Binder::on(const MissingTest& test, const Node& /*node*/) {
  OutcomeSet reasons = test.reasons.empty() ? static_cast<OutcomeSet>(~unsigned{kAnswers}) : OutcomeSet{0};
  for (const Missing reason : test.reasons) reasons |= missing_outcome(reason);
  Part value = bind(*test.value);
  return std::visit(
      [&]<typename Value>(OperationPtr<Value>& operation) -> Part {
        const int source = join(operation);
        return with_source<Outcome>(std::make_unique<MissingQuestion<Value>>(std::move(operation), reasons),
                                    source);
      },
      value);
}

Part Binder::on(const Cut& cut, const Node& /*node*/) {
  auto value = number(*cut.value);
  const int source = join(value);
  return with_source(cut_at(std::move(value), cut.breaks), source);
}

}  // namespace sondeo::expression::detail
