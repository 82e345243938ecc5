#include "program/run/item_checks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/codes.hpp"
#include "program/run/record_checks.hpp"
#include "questionnaires/undeclared_missing.hpp"

namespace sondeo::run {

namespace {

using questionnaires::AnswerCode;
using questionnaires::ItemVariable;

constexpr std::size_t kMostCodesNamed = 5;
constexpr std::array<const char*, 4> kForms = {"physical", "sexual", "psychological", "economic"};

Diagnostic item_finding(Code code, const Level& level, const ItemVariable& item, std::size_t count) {
  return {code,
          {{"item", item.item}, {"level", level.name()}, {"count", std::to_string(count)}},
          item.asked->id.place,
          {},
          {}};
}

std::string text_of(const AnswerCode& code) {
  if (const auto* number = std::get_if<double>(&code)) return code_text(*number);
  return std::get<std::string>(code);
}

/// The number that a code says, as `with_item` reads it; nothing for a tag of Stata.
std::optional<double> number_of(const AnswerCode& code) {
  if (const auto* number = std::get_if<double>(&code)) return *number;
  const auto& text = std::get<std::string>(code);
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Codes that are no answer of the item's list, and how many rows have one.
struct Outside {
  std::set<std::string> codes;
  std::size_t rows = 0;

  void add(std::string code) {
    ++rows;
    if (codes.size() < kMostCodesNamed) codes.insert(std::move(code));
  }
};

Outside codes_outside(const Column& answers, const questionnaires::Item& item) {
  Outside outside;
  if (answers.is_text()) {
    std::set<std::string, std::less<>> known;
    for (const auto& [code, texts] : item.codes) known.insert(text_of(code));
    for (std::size_t row = 0; row < answers.size(); ++row) {
      const auto text = answers.text(row);
      if (!text.empty() && !known.contains(text)) outside.add(std::string(text));
    }
    return outside;
  }
  std::set<double> known;
  for (const auto& [code, texts] : item.codes) {
    if (const auto number = number_of(code)) known.insert(*number);
  }
  for (const double number : answers.numbers()) {
    if (!std::isnan(number) && !known.contains(number)) outside.add(code_text(number));
  }
  return outside;
}

void check_codes(const Level& level, const ItemVariable& item, const Column& answers, CheckResult& result) {
  if (item.asked->codes.empty()) return;
  const Outside outside = codes_outside(answers, *item.asked);
  if (outside.rows == 0) return;
  Diagnostic finding = item_finding(code::kCodesOutside, level, item, outside.rows);
  finding.arguments.push_back({"codes", fmt::format("{}", fmt::join(outside.codes, ", "))});
  result.warnings.push_back(std::move(finding));
}

/// Rows by what the item's universe and its answer say.
struct Skips {
  std::size_t answered_outside = 0;
  std::size_t blank_inside = 0;
  std::size_t inside = 0;
};

Skips count_skips(const Column& answers, const Column& universe) {
  const std::vector<double> member = universe.numbers();
  std::vector<double> numbers;
  if (!answers.is_text()) numbers = answers.numbers();
  Skips skips;
  for (std::size_t row = 0; row < member.size(); ++row) {
    const bool blank =
        answers.is_text() ? answers.text(row).empty() : missing_reason(numbers[row]) == Missing::kSystem;
    const bool answered = answers.is_text() ? !blank : !std::isnan(numbers[row]);
    if (member[row] == 0.0 && answered) ++skips.answered_outside;
    if (member[row] != 1.0) continue;
    ++skips.inside;
    if (blank) ++skips.blank_inside;
  }
  return skips;
}

void check_universe(Level& level, const ItemVariable& item, const Column& answers, CheckResult& result) {
  const Formula* universe = level.universe_of(item.item);
  if (universe == nullptr) return;
  const Skips skips = count_skips(answers, level.value(*universe, "universe"));
  if (skips.answered_outside > 0) {
    result.warnings.push_back(item_finding(code::kAnsweredOutside, level, item, skips.answered_outside));
  }
  if (skips.blank_inside == 0) return;
  Diagnostic finding = item_finding(code::kBlankInside, level, item, skips.blank_inside);
  const double share = 100.0 * static_cast<double>(skips.blank_inside) / static_cast<double>(skips.inside);
  finding.arguments.push_back({"percent", fmt::format("{:.2f}", share)});
  result.warnings.push_back(std::move(finding));
}

/// Of items that nothing else uses: those are looked at as used variables.
void check_labels(const std::set<std::string>& used, const ItemVariable& item, const Column& answers,
                  CheckResult& result) {
  if (used.contains(item.item)) return;
  for (const auto& suspect : questionnaires::undeclared_missing(answers.variable())) {
    result.warnings.push_back({code::kUndeclaredMissing,
                               {{"variable", item.item}, {"code", suspect.code}, {"label", suspect.label}},
                               item.asked->id.place,
                               {},
                               {}});
  }
}

/// A record of the design's table is one row: its key stands there once.
void check_key(Level& level, CheckResult& result) {
  const auto& key = level.spec().key;
  if (key.empty() || level.parent() != nullptr) return;
  std::vector<Column> columns;
  std::vector<std::string> names;
  for (const Written& name : key) {
    columns.push_back(level.value(level.require(name), name.text));
    names.push_back(name.text);
  }
  const Grouping grouping = group_rows(columns);
  const auto keyed =
      static_cast<std::size_t>(std::count_if(grouping.group_of_row.begin(), grouping.group_of_row.end(),
                                             [](std::int32_t group) { return group >= 0; }));
  if (keyed == grouping.count()) return;
  result.errors.push_back({code::kKeysRepeat,
                           {{"level", level.name()},
                            {"count", std::to_string(keyed - grouping.count())},
                            {"key", fmt::format("{}", fmt::join(names, ", "))}},
                           key.front().place,
                           {},
                           {}});
}

const questionnaires::Construct* find_construct(const Study& study, const std::string& id) {
  const auto& all = study.instrument.constructs;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id.text == id; });
  return found == all.end() ? nullptr : &*found;
}

/// The standard constructs of a form, where the study has both at one level.
struct EverAndYear {
  const questionnaires::Construct* ever;
  const questionnaires::Construct* year;
};

std::vector<EverAndYear> pairs_of_forms(const Study& study, const Levels& levels) {
  std::vector<EverAndYear> pairs;
  for (const char* form : kForms) {
    const auto* ever = find_construct(study, fmt::format("ipv_{}_ever", form));
    const auto* year = find_construct(study, fmt::format("ipv_{}_12m", form));
    const bool both = ever != nullptr && year != nullptr && ever->level == year->level;
    if (both && find_level(levels, ever->level) != nullptr) pairs.push_back({ever, year});
  }
  return pairs;
}

/// What cannot be derived from these files is not looked at: a template's form that nothing was mapped for.
std::optional<Formula> required(Level& level, const Written& name) {
  try {
    return level.require(name);
  } catch (const Error&) {
    return std::nullopt;
  }
}

void check_forms(const Study& study, const Levels& levels, CheckResult& result) {
  for (const EverAndYear& pair : pairs_of_forms(study, levels)) {
    Level& level = levels.at(pair.year->level);
    const auto ever_formula = required(level, pair.ever->id);
    const auto year_formula = required(level, pair.year->id);
    if (!ever_formula || !year_formula) continue;
    const std::vector<double> ever = level.value(*ever_formula, "ever").numbers();
    const std::vector<double> year = level.value(*year_formula, "year").numbers();
    std::size_t count = 0;
    for (std::size_t row = 0; row < ever.size(); ++row) {
      if (ever[row] == 0.0 && year[row] == 1.0) ++count;
    }
    if (count == 0) continue;
    result.errors.push_back({code::kYearWithoutEver,
                             {{"level", level.name()},
                              {"count", std::to_string(count)},
                              {"year", pair.year->id.text},
                              {"ever", pair.ever->id.text}},
                             pair.year->id.place,
                             {},
                             {}});
  }
}

void count_responses(const Level& level, CheckResult& result) {
  for (const Column& column : level.used_constructs()) {
    if (column.is_text()) continue;
    ConstructResponse response{column.name(), level.id(), 0, 0, 0};
    for (const double number : column.numbers()) {
      const Missing reason = missing_reason(number);
      if (reason == Missing::kNotApplicable || reason == Missing::kNotAsked) continue;
      ++response.asked;
      if (reason == Missing::kNone) ++response.answered;
      if (reason == Missing::kDontKnow || reason == Missing::kRefused) ++response.said_nothing;
    }
    result.responses.push_back(std::move(response));
  }
}

}  // namespace

void require_item_checks(const Study& study, const Levels& levels) {
  for (const auto& level : levels.all()) {
    level->require_items();
    if (level->parent() != nullptr) continue;
    for (const Written& key : level->spec().key) static_cast<void>(level->require(key));
  }
  for (const EverAndYear& pair : pairs_of_forms(study, levels)) {
    static_cast<void>(required(levels.at(pair.ever->level), pair.ever->id));
    static_cast<void>(required(levels.at(pair.year->level), pair.year->id));
  }
}

void check_items(const Study& study, const Levels& levels, CheckResult& result) {
  for (const auto& level : levels.all()) {
    check_key(*level, result);
    std::set<std::string> used;
    for (const Column& column : level->used_columns()) used.insert(column.name());
    for (const ItemVariable& item : level->items()) {
      if (item.asked == nullptr) continue;
      const Column answers = level->answers_of(item);
      check_labels(used, item, answers, result);
      check_codes(*level, item, answers, result);
      check_universe(*level, item, answers, result);
    }
  }
  check_forms(study, levels, result);
  for (const auto& level : levels.all()) count_responses(*level, result);
}

}  // namespace sondeo::run
