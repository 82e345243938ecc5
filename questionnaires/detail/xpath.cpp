#include "questionnaires/detail/xpath.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/expression.hpp"
#include "engine/expression/name_pattern.hpp"

namespace sondeo::questionnaires::detail {

namespace {

constexpr int kDeepest = 60;

/// What has no translation: never leaves this file.
struct NoTranslation {};

[[noreturn]] void give_up() { throw NoTranslation(); }

/// A translated part; literals keep what they were until the other side says which type they are.
struct Part {
  std::string text;
  const FormName* name = nullptr;      ///< a name alone
  std::optional<std::string> literal;  ///< a quoted text alone
};

bool name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == ':';
}

std::optional<double> as_number(const std::string& text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

std::string constant(const expression::Constant& value) { return expression::to_text(value); }

/// A recursive descent that writes as it reads; every operation in parentheses.
class Translator {
 public:
  Translator(std::string_view text, const FormNames& names, const FormName* self)
      : text_(text), names_(names), self_(self) {}

  std::string whole() {
    Part part = either();
    blanks();
    if (at_ != text_.size()) give_up();
    return value(part);
  }

 private:
  void blanks() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  bool take(std::string_view symbol) {
    blanks();
    if (!text_.substr(at_).starts_with(symbol)) return false;
    at_ += symbol.size();
    return true;
  }

  bool take_word(std::string_view word) {
    blanks();
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with(word)) return false;
    if (rest.size() > word.size() && name_character(rest[word.size()])) return false;
    at_ += word.size();
    return true;
  }

  /// A part as a value of its own: a literal as a number where it is one.
  static std::string value(const Part& part) {
    if (part.name != nullptr && part.name->kind == FormName::Kind::kSeveral) give_up();
    if (!part.literal) return part.text;
    if (const auto number = as_number(*part.literal)) return constant(*number);
    return constant(*part.literal);
  }

  Part either() {
    if (++depth_ > kDeepest) give_up();
    Part left = both();
    while (take_word("or")) left = {fmt::format("({} or {})", value(left), value(both())), nullptr, {}};
    --depth_;
    return left;
  }

  Part both() {
    Part left = comparison();
    while (take_word("and"))
      left = {fmt::format("({} and {})", value(left), value(comparison())), nullptr, {}};
    return left;
  }

  Part comparison() {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSymbols = {
        {{"!=", "!="}, {"<=", "<="}, {">=", ">="}, {"=", "=="}, {"<", "<"}, {">", ">"}}};
    Part left = sum();
    for (const auto& [theirs, ours] : kSymbols) {
      if (!take(theirs)) continue;
      const Part right = sum();
      return {compared(left, ours, right), nullptr, {}};
    }
    return left;
  }

  static std::string compared(const Part& left, std::string_view symbol, const Part& right) {
    if (left.literal && !right.literal) {
      const bool turns = symbol == "<" || symbol == "<=" || symbol == ">" || symbol == ">=";
      if (turns) give_up();
      return compared(right, symbol, left);
    }
    if (right.literal && right.literal->empty()) {
      if (left.name == nullptr || left.name->kind == FormName::Kind::kSeveral) give_up();
      if (symbol == "==") return fmt::format("missing({})", left.text);
      if (symbol == "!=") return fmt::format("(not missing({}))", left.text);
      give_up();
    }
    std::string other = value(right);
    const bool text =
        left.name != nullptr && (left.name->kind == FormName::Kind::kText ||
                                 (left.name->kind == FormName::Kind::kOne && !left.name->number_codes));
    if (text && !right.literal && right.name == nullptr) other = constant(right.text);
    if (left.name != nullptr && right.literal) {
      if (text) {
        other = constant(*right.literal);
      } else if (!as_number(*right.literal)) {
        give_up();
      }
    }
    return fmt::format("({} {} {})", value(left), symbol, other);
  }

  Part sum() {
    Part left = product();
    while (true) {
      const bool plus = take("+");
      if (!plus && !take("-")) return left;
      left = {fmt::format("({} {} {})", value(left), plus ? '+' : '-', value(product())), nullptr, {}};
    }
  }

  Part product() {
    Part left = factor();
    while (true) {
      const char symbol = take("*") ? '*' : take_word("div") ? '/' : take_word("mod") ? '%' : ' ';
      if (symbol == ' ') return left;
      left = {fmt::format("({} {} {})", value(left), symbol, value(factor())), nullptr, {}};
    }
  }

  Part factor() {
    blanks();
    if (++depth_ > kDeepest || at_ >= text_.size()) give_up();
    Part part = operand();
    --depth_;
    return part;
  }

  Part operand() {
    if (take("-")) return {fmt::format("(-{})", value(factor())), nullptr, {}};
    if (take("(")) {
      Part inner = either();
      if (!take(")")) give_up();
      return inner;
    }
    if (take("${")) return named();
    const char first = text_[at_];
    if (first == '\'' || first == '"') return quoted(first);
    if (first >= '0' && first <= '9') return number();
    if (first == '.' && (at_ + 1 == text_.size() || !name_character(text_[at_ + 1]))) {
      ++at_;
      if (self_ == nullptr) give_up();
      return {expression::written_name(self_->id), self_, {}};
    }
    return function();
  }

  Part named() {
    const auto end = text_.find('}', at_);
    if (end == std::string_view::npos) give_up();
    std::string_view name = text_.substr(at_, end - at_);
    at_ = end + 1;
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    const FormName* found = names_(name);
    if (found == nullptr) give_up();
    return {expression::written_name(found->id), found, {}};
  }

  Part quoted(char quote) {
    const auto end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) give_up();
    Part part;
    part.literal = std::string(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return part;
  }

  Part number() {
    std::size_t end = at_;
    while (end < text_.size() && ((text_[end] >= '0' && text_[end] <= '9') || text_[end] == '.')) ++end;
    const auto found = as_number(std::string(text_.substr(at_, end - at_)));
    if (!found) give_up();
    at_ = end;
    return {constant(*found), nullptr, {}};
  }

  Part function() {
    std::size_t end = at_;
    while (end < text_.size() && name_character(text_[end])) ++end;
    const std::string name(text_.substr(at_, end - at_));
    at_ = end;
    if (name.empty() || !take("(")) give_up();
    std::vector<Part> arguments;
    if (!take(")")) {
      do arguments.push_back(either());
      while (take(","));
      if (!take(")")) give_up();
    }
    return {called(name, arguments), nullptr, {}};
  }

  static std::string called(const std::string& name, const std::vector<Part>& arguments) {
    const std::size_t count = arguments.size();
    if (count == 0 && (name == "true" || name == "false")) return name;
    if (name == "selected" && count == 2) return selected(arguments[0], arguments[1]);
    if (name == "count-selected" && count == 1) return counted(arguments[0]);
    if (name == "not" && count == 1) return fmt::format("(not {})", value(arguments[0]));
    if (name == "if" && count == 3) {
      return fmt::format("if({}, {}, {})", value(arguments[0]), value(arguments[1]), value(arguments[2]));
    }
    if (name == "coalesce" && count == 2) {
      return fmt::format("coalesce({}, {})", value(arguments[0]), value(arguments[1]));
    }
    if ((name == "number" || name == "boolean") && count == 1) return value(arguments[0]);
    if ((name == "int" || name == "floor") && count == 1)
      return fmt::format("floor({})", value(arguments[0]));
    if (name == "round" && (count == 1 || (count == 2 && arguments[1].text == "0"))) {
      return fmt::format("round({})", value(arguments[0]));
    }
    give_up();
  }

  static std::string selected(const Part& question, const Part& choice) {
    if (question.name == nullptr || !choice.literal) give_up();
    if (question.name->kind != FormName::Kind::kSeveral) return compared(question, "==", choice);
    const auto& options = question.name->options;
    if (std::find(options.begin(), options.end(), *choice.literal) == options.end()) give_up();
    return fmt::format("({} == 1)", expression::written_name(option_id(question.name->id, *choice.literal)));
  }

  static std::string counted(const Part& question) {
    if (question.name == nullptr || question.name->kind != FormName::Kind::kSeveral) give_up();
    std::vector<std::string> items;
    items.reserve(question.name->options.size());
    for (const auto& option : question.name->options) {
      items.push_back(fmt::format("{} == 1", expression::written_name(option_id(question.name->id, option))));
    }
    return fmt::format("count({})", fmt::join(items, ", "));
  }

  std::string_view text_;
  const FormNames& names_;
  const FormName* self_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::string option_id(std::string_view question, std::string_view choice) {
  return fmt::format("{}_{}", question, choice);
}

std::optional<std::string> translate_xpath(std::string_view text, const FormNames& names,
                                           const FormName* self) {
  constexpr std::size_t kLongest = 10'000;
  if (text.size() > kLongest) return std::nullopt;
  try {
    // Read and printed again, it has no parentheses that it does not need.
    return expression::to_text(expression::parse({Translator(text, names, self).whole(), {}}));
  } catch (const NoTranslation&) {
    return std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace sondeo::questionnaires::detail
