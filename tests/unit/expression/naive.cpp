#include "tests/unit/expression/naive.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace sondeo::expression::testing {

namespace {

using Values = std::vector<Value>;

Value present(double number) { return {Missing::kNone, number, {}}; }
Value truth(bool yes) { return present(yes ? 1 : 0); }
Value absent(Missing reason = Missing::kSystem) { return {reason, 0, {}}; }
bool is_missing(const Value& value) { return value.missing != Missing::kNone; }
bool yes(const Value& value) { return !is_missing(value) && value.number == 1; }
bool no(const Value& value) { return !is_missing(value) && value.number == 0; }
bool unasked(Missing reason) { return reason == Missing::kNotAsked || reason == Missing::kNotApplicable; }

/// x %% y of R: between 0 and y, whatever the sign of x.
double remainder_like_r(double x, double y) {
  const double rest = std::fmod(x, y);
  return rest * y < 0 ? rest + y : rest;
}

double half_away(double x) {
  const double whole = std::trunc(x);
  if (std::fabs(x - whole) < 0.5) return whole + 0.0;
  return x < 0 ? whole - 1 : whole + 1;
}

Value finite(double number) { return std::isfinite(number) ? present(number) : absent(); }

/// One reason for several missing values.
Value together(const Values& values) {
  std::set<Missing> asked;
  std::set<Missing> others;
  for (const auto& value : values) {
    if (is_missing(value)) (unasked(value.missing) ? others : asked).insert(value.missing);
  }
  if (asked.size() == 1) return absent(*asked.begin());
  if (!asked.empty()) return absent();
  return absent(others.size() == 1 ? *others.begin() : Missing::kNotAsked);
}

class Reader {
 public:
  Reader(const Table& table, std::size_t row, MissingPolicy policy)
      : table_(table), row_(row), policy_(policy) {}

  Value read(const Node& node) {
    return std::visit([this](const auto& content) { return on(content); }, node.content);
  }

 private:
  Value on(const NumberLiteral& node) { return present(node.value); }
  Value on(const TextLiteral& node) { return {Missing::kNone, 0, node.value}; }
  Value on(const TruthLiteral& node) { return truth(node.value); }
  Value on(const MissingLiteral&) { return absent(); }
  Value on(const Name& node) { return value_of(*table_.find(node.name), row_); }
  Value on(const NamePattern&) { return value_of(*table_.find(name_), row_); }

  Value on(const Negation& node) {
    const Value value = read(*node.operand);
    return is_missing(value) ? absent() : finite(0.0 - value.number);
  }

  Value on(const Not& node) {
    const Value value = read(*node.operand);
    return is_missing(value) ? value : truth(value.number == 0);
  }

  Value on(const Arithmetic& node) {
    Value result = read(*node.first);
    bool missing = is_missing(result);
    for (const auto& term : node.rest) {
      const Value operand = read(*term.operand);
      missing = missing || is_missing(operand);
      const double a = result.number;
      const double b = operand.number;
      switch (term.op) {
        case ArithmeticOperator::kPlus:
          result.number = a + b;
          break;
        case ArithmeticOperator::kMinus:
          result.number = a - b;
          break;
        case ArithmeticOperator::kTimes:
          result.number = a * b;
          break;
        case ArithmeticOperator::kDivide:
          result.number = a / b;
          break;
        case ArithmeticOperator::kRemainder:
          result.number = remainder_like_r(a, b);
          break;
      }
    }
    return missing ? absent() : finite(result.number + 0.0);
  }

  Value on(const Comparison& node) {
    const Value a = read(*node.left);
    const Value b = read(*node.right);
    if (is_missing(a) || is_missing(b)) return together({a, b});
    const bool equal = a.number == b.number && a.text == b.text;
    switch (node.op) {
      case ComparisonOperator::kEqual:
        return truth(equal);
      case ComparisonOperator::kNotEqual:
        return truth(!equal);
      case ComparisonOperator::kLess:
        return truth(a.number < b.number);
      case ComparisonOperator::kLessEqual:
        return truth(a.number <= b.number);
      case ComparisonOperator::kGreater:
        return truth(a.number > b.number);
      default:
        return truth(a.number >= b.number);
    }
  }

  static bool among(const Value& value, const std::vector<Constant>& codes) {
    return std::any_of(codes.begin(), codes.end(), [&](const Constant& code) {
      const auto* number = std::get_if<double>(&code);
      return number != nullptr ? value.number == *number : value.text == std::get<std::string>(code);
    });
  }

  Value on(const Membership& node) {
    const Value value = read(*node.value);
    return is_missing(value) ? value : truth(among(value, node.codes));
  }

  Value on(const Between& node) {
    const Values parts = {read(*node.value), read(*node.low), read(*node.high)};
    if (std::any_of(parts.begin(), parts.end(), is_missing)) return together(parts);
    return truth(parts[1].number <= parts[0].number && parts[0].number <= parts[2].number);
  }

  Value on(const Logical& node) {
    Values values;
    for (const auto& operand : node.operands) values.push_back(read(*operand));
    return node.op == LogicalOperator::kOr ? any(values) : all(values);
  }

  Value any(const Values& values) const {
    if (std::any_of(values.begin(), values.end(), yes)) return truth(true);
    if (policy_.kind == MissingPolicy::Kind::kDhsZero) return truth(false);
    const bool complete = std::none_of(values.begin(), values.end(), is_missing);
    if (complete) return truth(false);
    if (policy_.kind != MissingPolicy::Kind::kAnswered) return together(values);
    const auto asked =
        std::count_if(values.begin(), values.end(), [](const Value& v) { return !unasked(v.missing); });
    const auto answered = std::count_if(values.begin(), values.end(), no);
    const double share = asked == 0 ? -1 : static_cast<double>(answered) / static_cast<double>(asked);
    return share >= policy_.min_answered - 1e-12 ? truth(false) : together(values);
  }

  static Value all(const Values& values) {
    if (std::any_of(values.begin(), values.end(), no)) return truth(false);
    return std::any_of(values.begin(), values.end(), is_missing) ? together(values) : truth(true);
  }

  /// The first pattern of an argument that belongs to this list and not to one below.
  static const NamePattern* pattern_in(const Node& node) {
    if (const auto* pattern = std::get_if<NamePattern>(&node.content)) return pattern;
    const auto* call = std::get_if<Call>(&node.content);
    if (call != nullptr && call->function <= Function::kCoalesce) return nullptr;
    for (const Node* part : parts_of(node)) {
      if (const auto* found = pattern_in(*part)) return found;
    }
    return nullptr;
  }

  Values list(const Call& call, bool& pattern_used) {
    Values values;
    for (const auto& argument : call.arguments) {
      const auto* pattern = pattern_in(*argument);
      if (pattern == nullptr) {
        values.push_back(read(*argument));
        continue;
      }
      pattern_used = true;
      const std::string outer = name_;
      for (const auto& name : matching_names(*pattern, table_.names())) {
        name_ = name;
        values.push_back(read(*argument));
      }
      name_ = outer;
    }
    return values;
  }

  Value on(const Call& call) {
    if (call.function == Function::kIf) {
      Value condition = read(*call.arguments[0]);
      if (is_missing(condition)) return condition;
      return read(*call.arguments[condition.number == 1 ? 1 : 2]);
    }
    if (call.function == Function::kLabel) return label(*call.arguments[0]);
    bool pattern = false;
    const Values values = list(call, pattern);
    return call.function <= Function::kCoalesce ? over(call.function, values, pattern)
                                                : function_of(call.function, values.front());
  }

  Value label(const Node& node) {
    const auto* name = std::get_if<Name>(&node.content);
    const Column& column = *table_.find(name != nullptr ? name->name : name_);
    Value code = value_of(column, row_);
    if (is_missing(code)) return code;
    if (column.is_text()) return {Missing::kNone, 0, column.variable().labels.texts.at(code.text)};
    const auto found = column.variable().labels.numbers.find(code.number);
    return found == column.variable().labels.numbers.end() ? absent()
                                                           : Value{Missing::kNone, 0, found->second};
  }

  static Value function_of(Function function, const Value& value) {
    if (is_missing(value)) return absent();
    const double x = value.number;
    switch (function) {
      case Function::kFloor:
        return finite(std::floor(x));
      case Function::kRound:
        return finite(half_away(x));
      case Function::kAbs:
        return finite(x < 0 ? 0.0 - x : x);
      case Function::kExp:
        return finite(std::exp(x));
      case Function::kLog:
        return finite(std::log(x));
      default:
        return finite(std::sqrt(x));
    }
  }

  Value over(Function function, const Values& values, bool pattern) const {
    if (function == Function::kAny) return any(values);
    if (function == Function::kAll) return all(values);
    if (function == Function::kCoalesce) {
      const auto found = std::find_if_not(values.begin(), values.end(), is_missing);
      return found == values.end() ? values.front() : *found;
    }
    std::vector<double> numbers;
    for (const auto& value : values) {
      if (!is_missing(value)) numbers.push_back(value.number);
    }
    if (function == Function::kCount)
      return present(static_cast<double>(std::count(numbers.begin(), numbers.end(), 1)));
    const bool extreme = function == Function::kMin || function == Function::kMax;
    const bool two = extreme && !pattern && values.size() == 2;
    if (numbers.empty() || (two && numbers.size() < 2)) return absent();
    if (function == Function::kMin) return present(*std::min_element(numbers.begin(), numbers.end()));
    if (function == Function::kMax) return present(*std::max_element(numbers.begin(), numbers.end()));
    double sum = 0;
    for (const double number : numbers) sum += number;
    return finite(function == Function::kSum ? sum : sum / static_cast<double>(numbers.size()));
  }

  Value on(const MissingTest& node) {
    const Value value = read(*node.value);
    if (!is_missing(value)) return truth(false);
    const auto& reasons = node.reasons;
    return truth(reasons.empty() ||
                 std::find(reasons.begin(), reasons.end(), value.missing) != reasons.end());
  }

  Value on(const Cut& node) {
    Value value = read(*node.value);
    if (is_missing(value)) return value;
    const auto reached =
        std::count_if(node.breaks.begin(), node.breaks.end(), [&](double b) { return value.number >= b; });
    return reached == 0 ? absent() : present(static_cast<double>(reached));
  }

  Value on(const Recode& node) {
    Value value = read(*node.value);
    if (is_missing(value)) return value;
    for (const auto& rule : node.rules) {
      const auto* range = std::get_if<CodeRange>(&rule.from);
      const bool holds = range != nullptr ? value.number >= range->low && value.number <= range->high
                                          : among(value, std::get<std::vector<Constant>>(rule.from));
      if (holds) return read(*rule.to);
    }
    return node.otherwise ? read(**node.otherwise) : absent();
  }

  const Table& table_;
  std::size_t row_;
  MissingPolicy policy_;
  std::string name_;
};

}  // namespace

Value naive_value(const Expression& expression, const Table& table, std::size_t row, MissingPolicy policy) {
  Value value = Reader(table, row, policy).read(expression.root());
  if (check(expression, table) != Type::kYesNo) return value;
  const auto& content = expression.root().content;
  const bool condition = std::holds_alternative<Comparison>(content) ||
                         std::holds_alternative<Membership>(content) ||
                         std::holds_alternative<Between>(content) || std::holds_alternative<Name>(content);
  const bool fills = policy.kind == MissingPolicy::Kind::kExplicitTotal ||
                     (policy.kind == MissingPolicy::Kind::kDhsZero && condition);
  return fills && is_missing(value) ? truth(false) : value;
}

Value value_of(const Column& column, std::size_t row) {
  if (column.is_text()) {
    const std::string text(column.text(row));
    return text.empty() ? absent() : Value{Missing::kNone, 0, text};
  }
  const double number = column.number(row);
  return std::isnan(number) ? absent(missing_reason(number)) : present(number);
}

}  // namespace sondeo::expression::testing
