// How a binder treats codes and labels: comparisons, `in`, recode, label.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "engine/base/nearest.hpp"
#include "engine/expression/codes.hpp"
#include "engine/expression/detail/answer_operations.hpp"
#include "engine/expression/detail/binder.hpp"
#include "engine/expression/detail/fault.hpp"
#include "engine/expression/detail/sources.hpp"

namespace sondeo::expression::detail {

namespace {

bool is_missing_literal(const Node& node) { return std::holds_alternative<MissingLiteral>(node.content); }

bool is_variable(const Node& node) {
  return std::holds_alternative<Name>(node.content) || std::holds_alternative<NamePattern>(node.content);
}

/// The variable's node when `node` is label(variable), else null.
const Node* labelled_variable(const Node& node) {
  const auto* call = std::get_if<Call>(&node.content);
  const bool label = call != nullptr && call->function == Function::kLabel;
  return label && is_variable(*call->arguments.front()) ? &*call->arguments.front() : nullptr;
}

const std::string* text_literal(const Node& node) {
  const auto* literal = std::get_if<TextLiteral>(&node.content);
  return literal == nullptr ? nullptr : &literal->value;
}

std::string_view trimmed(std::string_view text) {
  const auto last = text.find_last_not_of(' ');
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::vector<std::string> all_labels(const ValueLabels& labels) {
  std::vector<std::string> result;
  for (const auto& [code, label] : labels.numbers) result.emplace_back(trimmed(label));
  for (const auto& [code, label] : labels.texts) result.emplace_back(trimmed(label));
  return result;
}

std::string quoted_text(const std::string& text) { return to_text(Constant(text)); }

bool is_order(ComparisonOperator op) {
  return op != ComparisonOperator::kEqual && op != ComparisonOperator::kNotEqual;
}

template <typename Value>
std::vector<Value> codes_as(const std::vector<Constant>& codes, TextList& texts) {
  std::vector<Value> result;
  for (const auto& code : codes) {
    if constexpr (std::is_same_v<Value, double>) {
      result.push_back(std::get<double>(code));
    } else {
      result.push_back(texts.id_of(std::get<std::string>(code)));
    }
  }
  return result;
}

}  // namespace

void Binder::refuse_condition_as_number(const Node& node, const std::string& proposal) {
  fail(written_, node.extent, code::kNeedsNumberNotCondition,
       {{"text", quote(node)}, {"proposal", proposal}});
}

void Binder::refuse_text_for_number(const Node& number, const std::string& text, const Node& place) {
  const std::string variable = quote(number);
  const Column* column = is_variable(number) ? table_.find(variable_of(number)) : nullptr;
  if (column == nullptr || column->variable().labels.empty()) {
    fail(written_, place.extent, code::kNumberAgainstText, {{"text", variable}, {"value", text}});
  }
  const auto& labels = column->variable().labels;
  const auto named = std::find_if(labels.numbers.begin(), labels.numbers.end(),
                                  [&](const auto& entry) { return trimmed(entry.second) == text; });
  if (named != labels.numbers.end()) {
    const std::string code = to_text(Constant(named->first));
    fail(written_, place.extent, code::kCodedAgainstLabel,
         {{"variable", variable}, {"label", text}, {"code", code}, {"proposal", variable + " == " + code}});
  }
  fail(written_, place.extent, code::kCodedAgainstText,
       {{"variable", variable},
        {"text", text},
        {"proposal", "label(" + variable + ") == " + quoted_text(text)}},
       nearest_names(text, all_labels(labels)));
}

void Binder::refuse_unlike(const Comparison& comparison, const Part& left, const Part& right,
                           const Node& node) {
  const Node& a = *comparison.left;
  const Node& b = *comparison.right;
  const bool number_left = type_of(left) == Type::kNumber;
  const bool number_right = type_of(right) == Type::kNumber;
  if (number_left && text_literal(b) != nullptr) refuse_text_for_number(a, *text_literal(b), node);
  if (number_right && text_literal(a) != nullptr) refuse_text_for_number(b, *text_literal(a), node);
  const auto* number_b = std::get_if<NumberLiteral>(&b.content);
  if (type_of(left) == Type::kText && number_b != nullptr) {
    const std::string proposal = quote(a) + " == " + quoted_text(to_text(Constant(number_b->value)));
    fail(written_, node.extent, code::kTextAgainstNumber, {{"text", quote(a)}, {"proposal", proposal}});
  }
  if (type_of(left) == Type::kYesNo && number_right) {
    const bool as_is = number_b != nullptr && number_b->value == 1.0;
    refuse_condition_as_number(a, as_is ? quote(a) : "if(" + quote(a) + ", 1, 0)");
  }
  if (type_of(right) == Type::kYesNo && number_left)
    refuse_condition_as_number(b, "if(" + quote(b) + ", 1, 0)");
  fail(written_, node.extent, code::kMixedResults, {{"first", quote(a)}, {"second", quote(b)}});
}

void Binder::refuse_unknown_label(const Node& label_call, const std::string& text, const Node& place) {
  const Node* variable = labelled_variable(label_call);
  if (variable == nullptr) return;
  const std::string& name = variable_of(*variable);
  const auto& metadata = find(name, *variable).variable();
  const auto labels = all_labels(metadata.labels);
  if (std::find(labels.begin(), labels.end(), text) == labels.end()) {
    fail(written_, place.extent, code::kUnknownLabel, {{"variable", name}, {"label", text}},
         nearest_names(text, labels));
  }
  Missing reason = Missing::kNone;
  for (const auto& [code, label] : metadata.labels.numbers) {
    if (trimmed(label) != text) continue;
    reason = metadata.missing.reason(code);
    if (reason == Missing::kNone) return;
  }
  if (reason == Missing::kNone) return;
  const std::string proposal = "missing(" + quote(*variable) + ", " + std::string(missing_name(reason)) + ")";
  fail(written_, place.extent, code::kLabelOfMissing,
       {{"variable", name}, {"label", text}, {"proposal", proposal}});
}

void Binder::check_labels(const Comparison& comparison) {
  if (const auto* text = text_literal(*comparison.right)) {
    refuse_unknown_label(*comparison.left, *text, *comparison.right);
  }
  if (const auto* text = text_literal(*comparison.left)) {
    refuse_unknown_label(*comparison.right, *text, *comparison.left);
  }
}

Part Binder::on(const Comparison& comparison, const Node& node) {
  const Node& a = *comparison.left;
  const Node& b = *comparison.right;
  if (is_missing_literal(a) || is_missing_literal(b)) {
    const std::string negation = comparison.op == ComparisonOperator::kNotEqual ? "not " : "";
    const std::string proposal = negation + "missing(" + quote(is_missing_literal(a) ? b : a) + ")";
    fail(written_, node.extent, code::kComparedWithMissing, {{"proposal", proposal}});
  }
  Part left = bind(a);
  Part right = bind(b);
  if (type_of(left) != type_of(right)) refuse_unlike(comparison, left, right, node);
  const bool equal = comparison.op == ComparisonOperator::kEqual;
  const auto refuse_order = [&](Code code) {
    if (!is_order(comparison.op)) return;
    const std::string between = written_.text.substr(a.extent.offset + a.extent.length,
                                                     b.extent.offset - a.extent.offset - a.extent.length);
    const auto first = between.find_first_of("<>");
    fail(written_, node.extent, code,
         {{"operator", between.substr(first, between.find_last_of("<>=") + 1 - first)}});
  };
  if (type_of(left) == Type::kText) {
    refuse_order(code::kOrderOfTexts);
    check_labels(comparison);
    auto& x = std::get<OperationPtr<TextId>>(left);
    auto& y = std::get<OperationPtr<TextId>>(right);
    const int source = join(x, y);
    return with_source(compare_texts(equal, std::move(x), std::move(y)), source);
  }
  if (type_of(left) == Type::kYesNo) {
    refuse_order(code::kOrderOfConditions);
    auto& x = std::get<OperationPtr<Outcome>>(left);
    auto& y = std::get<OperationPtr<Outcome>>(right);
    const int source = join(x, y);
    return with_source(compare_conditions(equal, std::move(x), std::move(y)), source);
  }
  auto& x = std::get<OperationPtr<double>>(left);
  auto& y = std::get<OperationPtr<double>>(right);
  const int source = join(x, y);
  return with_source(compare_numbers(comparison.op, std::move(x), std::move(y)), source);
}

void Binder::refuse_unlike_codes(const Node& value, const Part& part, const std::vector<Constant>& codes) {
  if (type_of(part) == Type::kYesNo) refuse_condition_as_number(value, "if(" + quote(value) + ", 1, 0)");
  for (const auto& code : codes) {
    const auto* text = std::get_if<std::string>(&code);
    if (type_of(part) == Type::kNumber && text != nullptr) refuse_text_for_number(value, *text, value);
    if (type_of(part) == Type::kText && text == nullptr) {
      const std::string proposal = quote(value) + " == " + quoted_text(to_text(code));
      fail(written_, value.extent, code::kTextAgainstNumber,
           {{"text", quote(value)}, {"proposal", proposal}});
    }
    if (text != nullptr) refuse_unknown_label(value, *text, value);
  }
}

Part Binder::on(const Membership& membership, const Node& /*node*/) {
  Part value = bind(*membership.value);
  refuse_unlike_codes(*membership.value, value, membership.codes);
  if (auto* text = std::get_if<OperationPtr<TextId>>(&value)) {
    const int source = join(*text);
    return with_source(text_among(std::move(*text), codes_as<TextId>(membership.codes, texts_)), source);
  }
  auto& operation = std::get<OperationPtr<double>>(value);
  const int source = join(operation);
  return with_source(number_among(std::move(operation), codes_as<double>(membership.codes, texts_)), source);
}

Part Binder::on(const Between& between, const Node& /*node*/) {
  auto value = number(*between.value);
  auto low = number(*between.low);
  auto high = number(*between.high);
  const int source = join(value, low, high);
  return with_source(number_between(std::move(value), std::move(low), std::move(high)), source);
}

Part Binder::labels(const Call& call, const Node& /*node*/) {
  const Node& argument = *call.arguments.front();
  if (!is_variable(argument))
    fail(written_, argument.extent, code::kLabelNeedsVariable, {{"text", quote(argument)}});
  const std::string& name = variable_of(argument);
  const Column& column = find(name, argument);
  const auto& labels = column.variable().labels;
  const bool none = column.is_text() ? labels.texts.empty() : labels.numbers.empty();
  if (none) fail(written_, argument.extent, code::kNoValueLabels, {{"variable", name}});
  const std::size_t slot = slot_of(column);
  const int source = static_cast<int>(slot);
  if (!column.is_text()) {
    std::unordered_map<double, TextId> ids;
    for (const auto& [code, label] : labels.numbers) ids.emplace(code, texts_.id_of(trimmed(label)));
    return with_source(labels_of(with_source(number_column(slot), source), std::move(ids)), source);
  }
  std::vector<TextId> ids;
  const auto dictionary = column.stored_texts().dictionary;
  for (const auto& text : dictionary != nullptr ? *dictionary : std::vector<std::string>()) {
    const auto found = labels.texts.find(text);
    ids.push_back(found == labels.texts.end() ? Absent<TextId>::of(Missing::kSystem)
                                              : texts_.id_of(trimmed(found->second)));
  }
  return with_source(text_column(slot, std::move(ids)), source);
}

template <typename Key>
Part Binder::recoded(const Recode& recode, OperationPtr<Key> key) {
  std::unordered_map<Key, std::size_t> rules;
  std::vector<std::pair<CodeRange, std::size_t>> ranges;
  std::vector<const Node*> nodes;
  std::vector<Part> parts;
  for (std::size_t r = 0; r < recode.rules.size(); ++r) {
    const auto& rule = recode.rules[r];
    if (const auto* codes = std::get_if<std::vector<Constant>>(&rule.from)) {
      for (const Key code : codes_as<Key>(*codes, texts_)) rules.emplace(code, r);
    } else {
      ranges.emplace_back(std::get<CodeRange>(rule.from), r);
    }
    nodes.push_back(&*rule.to);
    parts.push_back(bind(*rule.to));
  }
  const Node nothing{MissingLiteral{}, {}};
  nodes.push_back(recode.otherwise ? &**recode.otherwise : &nothing);
  parts.push_back(bind(*nodes.back()));
  parts = alike(nodes, std::move(parts));
  const auto rule_of = [rules = std::move(rules), ranges = std::move(ranges),
                        none = recode.rules.size()](Key value) {
    const auto found = rules.find(value);
    std::size_t rule = found == rules.end() ? none : found->second;
    for (const auto& [range, position] : ranges) {
      const auto code = static_cast<double>(value);
      if (code >= range.low && code <= range.high) rule = std::min(rule, position);
    }
    return rule;
  };
  return for_type(type_of(parts.front()), [&](auto identity) -> Part {
    using Value = typename decltype(identity)::type;
    auto results = operations_of<Value>(std::move(parts));
    const int source = join(key, results);
    return with_source<Value>(
        std::make_unique<Recoding<Key, Value>>(std::move(key), rule_of, std::move(results)), source);
  });
}

Part Binder::on(const Recode& recode, const Node& /*node*/) {
  Part key = bind(*recode.value);
  for (const auto& rule : recode.rules) {
    const auto* codes = std::get_if<std::vector<Constant>>(&rule.from);
    const auto* range = std::get_if<CodeRange>(&rule.from);
    refuse_unlike_codes(*recode.value, key, codes != nullptr ? *codes : std::vector<Constant>{range->low});
  }
  if (auto* text = std::get_if<OperationPtr<TextId>>(&key)) return recoded(recode, std::move(*text));
  return recoded(recode, std::get<OperationPtr<double>>(std::move(key)));
}

}  // namespace sondeo::expression::detail
