// The parts of the grammar between a function's parentheses.
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/nearest.hpp"
#include "engine/expression/codes.hpp"
#include "engine/expression/detail/fault.hpp"
#include "engine/expression/detail/function_list.hpp"
#include "engine/expression/detail/parser.hpp"
#include "engine/expression/expression.hpp"

namespace sondeo::expression::detail {

std::vector<Subtree> Parser::arguments() {
  std::vector<Subtree> result;
  expect("(");
  if (accept(")")) return result;
  do {
    result.push_back(any_of());
  } while (accept(","));
  expect(")");
  return result;
}

Subtree Parser::call() {
  const std::size_t start = token_.extent.offset;
  const Extent extent = token_.extent;
  const std::string function = take().text;
  if (function == "cut") return cut(start);
  if (function == "recode") return recode(start);
  const auto* entry = function_named(function);
  if (entry == nullptr) {
    fail(written_, extent, code::kExpressionUnknownFunction, {{"function", function}},
         nearest_names(function, function_names()));
  }
  auto parts = arguments();
  if (parts.size() < entry->fewest || parts.size() > entry->most) {
    wrong_count(function, parts.size(), entry->usage, start);
  }
  return make(Call{entry->function, std::move(parts)}, start);
}

Subtree Parser::missing_test(std::size_t start) {
  constexpr std::string_view kUsage = "missing(x, refused)";
  expect("(");
  if (at_symbol(")")) wrong_count("missing", 0, kUsage, start);
  Subtree value = any_of();
  std::vector<Missing> reasons;
  while (accept(",")) reasons.push_back(reason());
  expect(")");
  return make(MissingTest{std::move(value), std::move(reasons)}, start);
}

Missing Parser::reason() {
  if (token_.kind == TokenKind::kEnd) refuse_operand();
  const std::string word = found();
  const auto reason = token_.kind == TokenKind::kName ? missing_named(token_.text) : std::nullopt;
  if (!reason) {
    std::vector<std::string> names;
    std::string known;
    for (auto code = Missing::kSystem; code <= Missing::kOther;
         code = static_cast<Missing>(static_cast<unsigned>(code) + 1)) {
      names.emplace_back(missing_name(code));
      known += (known.empty() ? "" : ", ") + names.back();
    }
    fail(written_, token_.extent, code::kExpressionUnknownReason, {{"word", word}, {"known", known}},
         nearest_names(word, names));
  }
  take();
  return *reason;
}

Subtree Parser::cut(std::size_t start) {
  constexpr std::string_view kUsage = "cut(x, 15, 20, 25)";
  expect("(");
  if (at_symbol(")")) wrong_count("cut", 0, kUsage, start);
  Subtree value = any_of();
  std::vector<double> breaks;
  std::string before;
  while (accept(",")) {
    const std::size_t from = token_.extent.offset;
    count_node(token_.extent);
    breaks.push_back(number());
    const std::string written = quoted(written_, since(from));
    if (breaks.size() > 1 && breaks.back() <= breaks[breaks.size() - 2]) {
      fail(written_, since(from), code::kExpressionBreaksOrder, {{"first", before}, {"second", written}});
    }
    before = written;
  }
  if (breaks.empty() && at_symbol(")")) wrong_count("cut", 1, kUsage, start);
  expect(")");
  return make(Cut{std::move(value), std::move(breaks)}, start);
}

Subtree Parser::recode(std::size_t start) {
  constexpr std::string_view kUsage = "recode(x, 1 -> \"a\", 2 -> \"b\")";
  expect("(");
  if (at_symbol(")")) wrong_count("recode", 0, kUsage, start);
  Recode recode{any_of(), {}, std::nullopt};
  while (accept(",")) {
    if (at_word("else")) {
      take();
      expect("->");
      recode.otherwise = any_of();
      break;
    }
    const Extent extent = token_.extent;
    recode.rules.push_back(rule());
    refuse_code_twice(recode, extent);
  }
  if (recode.rules.empty() && at_symbol(")")) wrong_count("recode", 1, kUsage, start);
  expect(")");
  return make(std::move(recode), start);
}

RecodeRule Parser::rule() {
  auto codes = rule_codes();
  expect("->");
  return {std::move(codes), any_of()};
}

void Parser::refuse_code_twice(const Recode& recode, Extent extent) const {
  const auto* last = std::get_if<std::vector<Constant>>(&recode.rules.back().from);
  if (last == nullptr) return;
  for (std::size_t i = 0; i + 1 < recode.rules.size(); ++i) {
    const auto* earlier = std::get_if<std::vector<Constant>>(&recode.rules[i].from);
    if (earlier == nullptr) continue;
    for (const auto& code : *last) {
      if (std::find(earlier->begin(), earlier->end(), code) == earlier->end()) continue;
      fail(written_, extent, code::kExpressionCodeTwice, {{"code", to_text(code)}});
    }
  }
}

std::variant<std::vector<Constant>, CodeRange> Parser::rule_codes() {
  const std::size_t start = token_.extent.offset;
  count_node(token_.extent);
  if (at_symbol("{")) return code_set();
  if (!at_word("between")) return std::vector<Constant>{code()};
  take();
  const double low = number();
  expect_word("and");
  const double high = number();
  if (low > high) fail(written_, since(start), code::kExpressionRangeOrder);
  return CodeRange{low, high};
}

}  // namespace sondeo::expression::detail
