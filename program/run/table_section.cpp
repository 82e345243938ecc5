#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/spec/words.hpp"
#include "program/run/codes.hpp"
#include "program/run/study.hpp"
#include "program/run/table_spec.hpp"
#include "reports/words.hpp"

namespace sondeo::run {

namespace {

using questionnaires::Indicator;
using questionnaires::Measure;

Error fault(Code code, const TableSpec& table, const Place& place) {
  return Error({code, {{"number", table.number.text}}, place, {}, {}});
}

/// `"region"`, `["region", "area"]`: one after another; `[["region", "area"]]`: crossed.
std::vector<std::vector<Written>> read_side(spec::Section& section, std::string_view key) {
  std::vector<std::vector<Written>> side;
  const auto value = section.value(key);
  if (!value) return side;
  if (value->type() == spec::Type::kText) return {{value->text()}};
  for (const auto& item : value->items()) side.push_back(item.texts(spec::ListForm::kOneOrList));
  return side;
}

/// Spreadsheets take a and A for the same.
std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// Whether a sheet of every workbook is called so in some language; "History" belongs to Excel.
bool names_another_sheet(const std::string& number) {
  constexpr std::array<const char*, 6> kSheets = {"index",        "notes",    "weighting",
                                                  "data_quality", "metadata", "dictionary"};
  const std::string lower = lower_case(number);
  if (lower == "history") return true;
  for (const auto& language : reports::word_languages()) {
    const reports::Words words(language);
    const bool taken = std::any_of(kSheets.begin(), kSheets.end(),
                                   [&](const char* sheet) { return lower_case(words(sheet)) == lower; });
    if (taken) return true;
  }
  return false;
}

/// The number also names the sheet of a workbook.
bool names_a_sheet(const std::string& number) {
  constexpr std::size_t kLongest = 31;
  return !names_another_sheet(number) && number.size() <= kLongest &&
         number.find_first_of("[]:*?/\\'") == std::string::npos &&
         std::all_of(number.begin(), number.end(), [](char c) { return c > ' ' && c <= '~'; });
}

void check_sides(const TableSpec& table) {
  for (const auto& of_row : table.rows) {
    for (const auto& of_column : table.columns) {
      std::vector<Written> both = of_row;
      both.insert(both.end(), of_column.begin(), of_column.end());
      for (std::size_t i = 1; i < both.size(); ++i) {
        const auto end = both.begin() + static_cast<std::ptrdiff_t>(i);
        const bool twice =
            std::any_of(both.begin(), end, [&](const Written& other) { return other.text == both[i].text; });
        if (!twice) continue;
        throw Error({code::kTableVariableTwice,
                     {{"number", table.number.text}, {"variable", both[i].text}},
                     both[i].place,
                     {},
                     {}});
      }
    }
  }
}

void check_table(const TableSpec& table) {
  const Place& place = table.number.place;
  if (!names_a_sheet(table.number.text)) throw fault(code::kTableNumberForm, table, place);
  if (table.rows.empty() && table.columns.empty()) throw fault(code::kTableNothing, table, place);
  if (table.indicators.empty() && table.percent == TablePercent::kNone) {
    throw fault(code::kTableIndicators, table, place);
  }
  const bool no_columns = table.percent == TablePercent::kRow && table.columns.empty();
  const bool no_rows = table.percent == TablePercent::kColumn && table.rows.empty();
  if (no_columns || no_rows) {
    throw Error({code::kTablePercentSide,
                 {{"number", table.number.text},
                  {"percent", no_columns ? "row" : "column"},
                  {"needed", no_columns ? "columns" : "rows"}},
                 place,
                 {},
                 {}});
  }
  check_sides(table);
}

/// The records themselves, counted.
Indicator cases_of(const Study& study, const TableSpec& table) {
  Indicator cases;
  const std::string level = table.level.empty() ? study.data.front().level : table.level;
  cases.id = {level, table.number.place};
  cases.label = {{"en", "Cases"}, {"es", "Casos"}, {"fr", "Cas"}, {"pt", "Casos"}};
  cases.level = table.level;
  cases.weight = table.weight;
  cases.numerator = Written{"true", table.number.place};
  return cases;
}

const Indicator& indicator_of(const Study& study, const Written& id) {
  std::vector<std::string> ids;
  for (const auto& indicator : study.instrument.indicators) {
    if (indicator.id.text == id.text) return indicator;
    ids.push_back(indicator.id.text);
  }
  throw Error(
      {code::kStudyUnknownIndicator, {{"indicator", id.text}}, id.place, nearest_names(id.text, ids), {}});
}

/// Whether something is counted or added up, so that a cell can be a part of it.
bool adds_up(const Indicator& indicator) {
  switch (indicator.measure) {
    case Measure::kProportion:
    case Measure::kMean:
    case Measure::kTotal:
    case Measure::kRate:
      return true;
    default:
      return false;
  }
}

}  // namespace

TableSpec read_table_section(spec::Section& section) {
  TableSpec table;
  table.number = section.required_text("number");
  table.title = section.translations("title");
  table.note = section.translations("note");
  table.source = section.translations("source");
  table.indicators = section.texts("indicators", spec::ListForm::kOneOrList);
  table.rows = read_side(section, "rows");
  table.columns = read_side(section, "columns");
  if (const auto percent = section.value("percent")) {
    table.percent = static_cast<TablePercent>(spec::word_position(*percent, kTablePercentNames));
  }
  table.universe = section.text("universe");
  table.level = section.text_or("level", "");
  table.weight = section.text("weight");
  section.finish();
  check_table(table);
  return table;
}

void settle_tables(Study& study) {
  std::map<std::string, std::string> number_of;  // of the first table of an indicator under a universe
  std::vector<std::string> numbers;
  for (TableSpec& table : study.tables) {
    if (study.estimate.standard && table.percent == TablePercent::kNone) {
      throw fault(code::kTableStandardised, table, table.number.place);
    }
    const std::string number = lower_case(table.number.text);
    if (std::find(numbers.begin(), numbers.end(), number) != numbers.end()) {
      throw fault(code::kTableNumberTwice, table, table.number.place);
    }
    numbers.push_back(number);
    table.subjects.clear();
    if (table.indicators.empty()) table.subjects.push_back(cases_of(study, table));
    for (const Written& id : table.indicators) {
      table.subjects.push_back(indicator_of(study, id));
      if (table.percent != TablePercent::kNone && !adds_up(table.subjects.back())) {
        throw Error(
            {code::kTablePercentMeasure, {{"number", number}, {"indicator", id.text}}, id.place, {}, {}});
      }
    }
    for (Indicator& subject : table.subjects) {
      if (table.percent != TablePercent::kNone) {
        subject.per = 100;
        subject.id.text += fmt::format("@{}", number);
      } else if (table.universe) {
        const std::string key = fmt::format("{}\n{}", subject.id.text, table.universe->text);
        subject.id.text += fmt::format("@{}", number_of.try_emplace(key, number).first->second);
      }
    }
  }
}

}  // namespace sondeo::run
