#include "engine/spec/value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/codes.hpp"
#include "engine/spec/detail/node.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::spec {

namespace {

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

/// "es", "en", "fil", "es-MX".
bool language_code(std::string_view text) {
  const std::size_t dash = text.find('-');
  const std::string_view language = text.substr(0, dash);
  if (language.size() < 2 || language.size() > 3 || !letters(language)) return false;
  if (dash == std::string_view::npos) return true;
  const std::string_view region = text.substr(dash + 1);
  return region.size() >= 2 && region.size() <= 4 && letters(region);
}

}  // namespace

std::string_view type_name(Type type) {
  switch (type) {
    case Type::kText:
      return "string";
    case Type::kInteger:
      return "integer";
    case Type::kNumber:
      return "float";
    case Type::kYesNo:
      return "boolean";
    case Type::kDate:
      return "date-time";
    case Type::kList:
      return "array";
    case Type::kTable:
      return "table";
  }
  return "";
}

Value::Value(std::shared_ptr<const detail::Parsed> file, const detail::Node* node, std::string path)
    : file_(std::move(file)), node_(node), path_(std::move(path)) {}

Type Value::type() const { return node_->type; }

Place Value::place() const { return file_->source.place(node_->region); }

Written Value::text() const {
  if (node_->type != Type::kText) refuse_type("string");
  if (blank(node_->text)) throw Error({code::kSpecEmptyText, {{"key", path_}}, place(), {}, {}});
  return {node_->text, place()};
}

std::string Value::raw_text() const {
  if (node_->type != Type::kText) refuse_type("string");
  return node_->text;
}

double Value::number() const {
  if (node_->type == Type::kInteger) return static_cast<double>(node_->integer);
  if (node_->type != Type::kNumber) refuse_type("integer, float");
  if (!std::isfinite(node_->number)) throw Error({code::kSpecNotFinite, {{"key", path_}}, place(), {}, {}});
  return node_->number;
}

double Value::positive_number() const {
  const double result = number();
  if (result > 0) return result;
  throw Error(
      {code::kSpecNotPositive, {{"key", path_}, {"value", fmt::format("{}", result)}}, place(), {}, {}});
}

double Value::number_between(double low, double high) const {
  const double result = number();
  if (result >= low && result <= high) return result;
  throw Error({code::kSpecNotBetween,
               {{"key", path_},
                {"value", fmt::format("{}", result)},
                {"low", fmt::format("{}", low)},
                {"high", fmt::format("{}", high)}},
               place(),
               {},
               {}});
}

double Value::number_inside(double low, double high) const {
  const double result = number();
  if (result > low && result < high) return result;
  throw Error({code::kSpecNotInside,
               {{"key", path_},
                {"value", fmt::format("{}", result)},
                {"low", fmt::format("{}", low)},
                {"high", fmt::format("{}", high)}},
               place(),
               {},
               {}});
}

std::int64_t Value::integer() const {
  if (node_->type != Type::kInteger) refuse_type("integer");
  return node_->integer;
}

bool Value::yes_no() const {
  if (node_->type != Type::kYesNo) refuse_type("boolean");
  return node_->yes;
}

CodeValue Value::code() const {
  if (node_->type == Type::kText) return text().text;
  if (node_->type != Type::kInteger && node_->type != Type::kNumber) refuse_type("integer, float, string");
  return number();
}

std::vector<Value> Value::items() const {
  if (node_->type != Type::kList) refuse_type("array");
  if (node_->items.empty()) throw Error({code::kSpecEmptyList, {{"key", path_}}, place(), {}, {}});
  std::vector<Value> result;
  result.reserve(node_->items.size());
  for (const detail::Node& item : node_->items) result.emplace_back(file_, &item, path_);
  return result;
}

std::vector<Written> Value::texts(ListForm form) const {
  if (form == ListForm::kOneOrList) {
    if (node_->type == Type::kText) return {text()};
    if (node_->type != Type::kList) refuse_type("string, array");
  }
  std::vector<Written> result;
  for (const Value& item : items()) result.push_back(item.text());
  return result;
}

LanguageTexts Value::translations() const {
  if (node_->type == Type::kText) return {{"", text().text}};
  if (node_->type != Type::kTable) refuse_type("string, table");
  LanguageTexts result;
  for (const NamedValue& entry : section().entries()) {
    if (!language_code(entry.key.text)) {
      throw Error(
          {code::kSpecLanguageCode, {{"key", path_}, {"language", entry.key.text}}, entry.key.place, {}, {}});
    }
    result[entry.key.text] = entry.value.text().text;
  }
  return result;
}

Section Value::section() const {
  if (node_->type != Type::kTable) refuse_type("table");
  return {file_, node_, path_};
}

void Value::refuse_type(const char* expected) const {
  throw Error({code::kSpecWrongType,
               {{"key", path_}, {"expected", expected}, {"found", std::string(type_name(node_->type))}},
               place(),
               {},
               {}});
}

CodeValue code_of_key(const std::string& key) {
  double number = 0;
  const auto [end, fault] = std::from_chars(key.data(), key.data() + key.size(), number);
  const bool read = fault == std::errc() && end == key.data() + key.size() && std::isfinite(number);
  if (read && fmt::format("{}", number) == key) return number;
  return key;
}

}  // namespace sondeo::spec
