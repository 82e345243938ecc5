#include "program/run/multiple_items.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/name_pattern.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

constexpr std::int8_t kNo = 0;
constexpr std::int8_t kYes = 1;
constexpr std::int8_t kNoAnswer = -1;

Written trimmed_part(const Written& text, std::size_t begin, std::size_t end) {
  const auto first = text.text.find_first_not_of(" \t\n", begin);
  if (first == std::string::npos || first >= end) return {"", text.at(begin, 1)};
  const auto last = text.text.find_last_not_of(" \t\n", end - 1);
  return {text.text.substr(first, last - first + 1), text.at(first, last - first + 1)};
}

/// The parts between commas that stand in no brackets, braces, parentheses or quotes.
std::vector<Written> item_parts(const Written& text) {
  std::vector<Written> found;
  std::size_t begin = 0;
  int depth = 0;
  char quote = '\0';
  for (std::size_t i = 0; i <= text.text.size(); ++i) {
    const char c = i < text.text.size() ? text.text[i] : ',';
    if (quote != '\0' && i < text.text.size()) {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '`' || c == '\'') {
      quote = c;
    } else if (std::string_view("([{").find(c) != std::string_view::npos) {
      ++depth;
    } else if (std::string_view(")]}").find(c) != std::string_view::npos) {
      --depth;
    } else if (c == ',' && (depth == 0 || i == text.text.size())) {
      found.push_back(trimmed_part(text, begin, i));
      begin = i + 1;
    }
  }
  return found;
}

/// Where the name or pattern that begins a part ends: at a blank or an operator outside brackets.
std::size_t name_end(std::string_view part) {
  bool bracket = false;
  bool quoted = false;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char c = part[i];
    if (c == '`') quoted = !quoted;
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    const bool ends = std::string_view(" \t\n=<>!+-/%").find(c) != std::string_view::npos;
    if (ends && !bracket && !quoted) return i;
  }
  return part.size();
}

/// Yes, no or no answer of each row. [rows]
std::vector<std::int8_t> answers_of(const Column& column, const PlannedItem& item) {
  const auto refuse = [&] {
    throw Error({code::kMultipleItem, {{"item", item.name}}, item.formula.written.place, {}, {}});
  };
  if (column.is_text()) refuse();
  const std::vector<double> values = column.numbers();
  bool zero = false;
  bool two = false;
  std::vector<std::int8_t> answers(values.size(), kNoAnswer);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (std::isnan(values[row])) continue;
    zero = zero || values[row] == 0.0;
    two = two || values[row] == 2.0;
    if (values[row] != 0.0 && values[row] != 1.0 && values[row] != 2.0) refuse();
    answers[row] = values[row] == 1.0 ? kYes : kNo;
  }
  if (zero && two) refuse();
  return answers;
}

/// How many items each row chose; NaN for a row without any answer. [rows]
std::vector<double> chosen_counts(std::span<const std::vector<std::int8_t>> items) {
  std::vector<double> counts(items.front().size(), std::numeric_limits<double>::quiet_NaN());
  for (const auto& answers : items) {
    for (std::size_t row = 0; row < counts.size(); ++row) {
      if (answers[row] == kNoAnswer) continue;
      if (std::isnan(counts[row])) counts[row] = 0;
      counts[row] += answers[row];
    }
  }
  return counts;
}

/// y of an item among responses: 1 where it was chosen.
std::vector<double> choices(std::span<const std::int8_t> answers, std::span<const double> counts) {
  std::vector<double> chosen(counts.begin(), counts.end());
  for (std::size_t row = 0; row < chosen.size(); ++row) {
    if (!std::isnan(chosen[row])) chosen[row] = answers[row] == kYes ? 1 : 0;
  }
  return chosen;
}

/// An item without an answer in a row with one was not chosen.
void fill_not_chosen(std::vector<std::int8_t>& answers, std::span<const double> counts) {
  for (std::size_t row = 0; row < answers.size(); ++row) {
    if (answers[row] == kNoAnswer && !std::isnan(counts[row])) answers[row] = kNo;
  }
}

}  // namespace

std::vector<PlannedItem> plan_items(const Written& text, Level& level) {
  std::vector<PlannedItem> items;
  for (const auto& part : item_parts(text)) {
    const std::size_t end = name_end(part.text);
    if (end == 0) throw Error({code::kMultipleNothing, {{"value", text.text}}, part.place, {}, {}});
    const Written name{part.text.substr(0, end), part.at(0, end)};
    const std::string condition = part.text.substr(end);
    for (const auto& item : level.expand(name)) {
      if (condition.empty()) {
        items.push_back({item, level.require({item, name.place})});
      } else {
        items.push_back(
            {item, level.require_expression({expression::written_name(item) + condition, part.place})});
      }
    }
  }
  return items;
}

std::vector<estimation::Target> multiple_targets(const estimation::Target& shape,
                                                 const PlannedIndicator& planned, LevelFrame& frame) {
  std::vector<std::vector<std::int8_t>> answers;
  std::vector<std::string> labels;
  for (const auto& item : planned.items) {
    const Column column = frame.level().value(item.formula, item.name);
    answers.push_back(answers_of(column, item));
    const Variable* variable = frame.level().find_variable(item.name);
    labels.push_back(variable != nullptr ? variable->label : column.variable().label);
  }
  const auto counts = frame.keep(chosen_counts(answers));
  std::vector<estimation::Target> targets;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    estimation::Target target = shape;
    target.category = planned.items[i].name;
    target.category_label = labels[i];
    if (planned.indicator->of_responses) {
      target.variate.y = moments::Numbers{frame.keep(choices(answers[i], counts))};
      target.variate.x = counts;
    } else {
      fill_not_chosen(answers[i], counts);
      target.variate.y = moments::Answers{frame.keep(std::move(answers[i]))};
    }
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace sondeo::run
