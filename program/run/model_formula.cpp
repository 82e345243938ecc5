#include "program/run/model_formula.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/outside.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using expression::positions_outside;

Written part(const Written& whole, std::size_t first, std::size_t last) {
  constexpr std::string_view kBlank = " \t\n";
  const std::string_view text = std::string_view(whole.text).substr(first, last - first);
  const std::size_t begin = std::min(text.find_first_not_of(kBlank), text.size());
  const std::size_t end = text.find_last_not_of(kBlank);
  const std::size_t size = end == std::string_view::npos ? 0 : end + 1 - begin;
  return {std::string(text.substr(begin, size)), whole.at(first + begin, std::max<std::size_t>(size, 1))};
}

/// The parts between some characters that stand outside of parentheses and quotes.
std::vector<Written> split(const Written& whole, std::string_view characters) {
  std::vector<Written> parts;
  std::size_t start = 0;
  for (const auto position : positions_outside(whole.text, characters)) {
    parts.push_back(part(whole, start, position));
    start = position + 1;
  }
  parts.push_back(part(whole, start, whole.text.size()));
  return parts;
}

[[noreturn]] void refuse(Code code, const char* name, const Written& text) {
  throw Error({code, {{name, text.text}}, text.place, {}, {}});
}

/// What stands between the parentheses of `name(...)`, when they close at the end of the text.
std::optional<Written> inside(const Written& text, std::string_view name) {
  const std::string_view all = text.text;
  if (!all.starts_with(name) || !all.substr(name.size()).starts_with('(') || !all.ends_with(')')) {
    return std::nullopt;
  }
  // The first parenthesis closes at the end when nothing before the end is outside of all.
  int depth = 0;
  char quote = '\0';
  for (std::size_t i = name.size(); i + 1 < all.size(); ++i) {
    const char c = all[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '"' || c == '`') quote = c;
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) return std::nullopt;
  }
  return part(text, name.size() + 1, all.size() - 1);
}

/// Puts together the variables and terms of a formula.
class FormulaReader {
 public:
  ModelFormula read(const Written& text) {
    const auto tilde = positions_outside(text.text, "~");
    if (tilde.size() != 1) refuse(code::kModelForm, "value", text);
    formula_.response = part(text, 0, tilde.front());
    const Written right = part(text, tilde.front() + 1, text.text.size());
    if (formula_.response.text.empty() || right.text.empty()) refuse(code::kModelForm, "value", text);
    read_terms(right);
    std::stable_sort(formula_.terms.begin(), formula_.terms.end(),
                     [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return std::move(formula_);
  }

 private:
  void read_terms(const Written& right) {
    const auto signs = positions_outside(right.text, "+-");
    std::size_t start = 0;
    char sign = '+';
    for (std::size_t i = 0; i <= signs.size(); ++i) {
      const std::size_t end = i < signs.size() ? signs[i] : right.text.size();
      const Written term = part(right, start, end);
      const bool leading = term.text.empty() && i == 0 && i < signs.size();
      if (!leading) read_term(term, sign);
      if (i == signs.size()) break;
      sign = right.text[end];
      start = end + 1;
    }
  }

  void read_term(const Written& term, char sign) {
    if (term.text == "1" || term.text == "0") {
      formula_.intercept = (term.text == "1") == (sign == '+');
      return;
    }
    if (term.text.empty() || sign == '-') refuse(code::kModelTerm, "term", term);
    if (auto offset = inside(term, "offset")) {
      formula_.offsets.push_back(std::move(*offset));
      return;
    }
    const auto crossed = split(term, "*");
    std::vector<std::vector<std::size_t>> parts;
    parts.reserve(crossed.size());
    for (const auto& each : crossed) parts.push_back(interaction(each));
    if (parts.size() == 1) return add(parts.front(), term);
    // a * b * c: every product of some of them.
    for (std::size_t mask = 1; mask < (std::size_t{1} << parts.size()); ++mask) {
      std::vector<std::size_t> product;
      for (std::size_t k = 0; k < parts.size(); ++k) {
        if ((mask >> k & 1U) != 0) product.insert(product.end(), parts[k].begin(), parts[k].end());
      }
      std::sort(product.begin(), product.end());
      product.erase(std::unique(product.begin(), product.end()), product.end());
      if (!has(product)) formula_.terms.push_back(std::move(product));
    }
  }

  /// The variables of `a:b`.
  std::vector<std::size_t> interaction(const Written& text) {
    constexpr std::size_t kMostVariables = 8;
    std::vector<std::size_t> variables;
    for (const auto& each : split(text, ":")) variables.push_back(variable(each));
    if (variables.size() > kMostVariables) refuse(code::kModelTerm, "term", text);
    std::sort(variables.begin(), variables.end());
    variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
    return variables;
  }

  std::size_t variable(const Written& text) {
    ModelVariable found{text, VariableForm::kAsItIs, {}};
    if (auto category = inside(text, "factor")) {
      found = factor(*category);
    } else if (auto number = inside(text, "numeric")) {
      found = {std::move(*number), VariableForm::kNumber, {}};
    } else if (auto expression = inside(text, "")) {
      found.expression = std::move(*expression);
    }
    if (found.expression.text.empty()) refuse(code::kModelTerm, "term", text);
    auto& all = formula_.variables;
    const auto same = std::find_if(all.begin(), all.end(), [&](const ModelVariable& known) {
      return known.expression.text == found.expression.text && known.form == found.form;
    });
    if (same != all.end()) {
      if (found.reference) same->reference = found.reference;
      return static_cast<std::size_t>(same - all.begin());
    }
    all.push_back(std::move(found));
    return all.size() - 1;
  }

  /// `x`, or `x, ref = CODE`.
  static ModelVariable factor(const Written& text) {
    const auto commas = positions_outside(text.text, ",");
    if (commas.empty()) return {text, VariableForm::kFactor, {}};
    const Written last = part(text, commas.back() + 1, text.text.size());
    const std::size_t equals = last.text.find('=');
    if (equals == std::string::npos || part(last, 0, equals).text != "ref") {
      refuse(code::kModelTerm, "term", text);
    }
    Written code = part(last, equals + 1, last.text.size());
    const bool quoted = code.text.size() >= 2 && code.text.front() == '"' && code.text.back() == '"';
    if (quoted) code.text = code.text.substr(1, code.text.size() - 2);
    return {part(text, 0, commas.back()), VariableForm::kFactor, std::move(code)};
  }

  [[nodiscard]] bool has(const std::vector<std::size_t>& term) const {
    return std::find(formula_.terms.begin(), formula_.terms.end(), term) != formula_.terms.end();
  }

  void add(std::vector<std::size_t> term, const Written& text) {
    if (has(term)) refuse(code::kModelTermTwice, "term", text);
    formula_.terms.push_back(std::move(term));
  }

  ModelFormula formula_;
};

}  // namespace

ModelFormula parse_model_formula(const Written& text) { return FormulaReader().read(text); }

}  // namespace sondeo::run
