#include "reports/open_sdg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/ingest/csv_field.hpp"
#include "reports/codes.hpp"
#include "reports/json.hpp"
#include "reports/observation.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;

/// Columns with a meaning of their own: no disaggregation may be called like one.
constexpr std::array<std::string_view, 8> kSpecial = {
    "Year", "Units", "Series", "Observation status", "COMMENT_OBS", "SOURCE_DETAIL", "GeoCode", "Value"};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// A spreadsheet would compute it: "=1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0". Not so "-5 kWh" or "+65".
bool looks_like_formula(const std::string& text) {
  if (text.empty()) return false;
  if (text.front() == '=' || text.front() == '@') return true;
  if (text.front() != '+' && text.front() != '-') return false;
  return text.find_first_of("+-*/=(|!", 1) != std::string::npos;
}

/// A text as a cell may hold it: one line, no blanks around it.
/// @param of  what the text is of, for the message
std::string cell_text(const std::string& text, const std::string& of) {
  std::string cell = trimmed(printable(text));
  if (looks_like_formula(cell)) {
    throw Error({code::kOpenSdgText, {{"text", shorten(cell, 40)}, {"of", of}}, {}, {}, {}});
  }
  return cell;
}

std::string label_or_code(const std::string& label, const std::string& code) {
  const std::string shown = trimmed(printable(label));
  return shown.empty() ? trimmed(printable(code)) : shown;
}

/// "5-2-1"
std::string dashed(std::string number) {
  std::replace(number.begin(), number.end(), '.', '-');
  return number;
}

/// The rows of one number of the SDGs, by their position in every table.
struct SdgRows {
  std::string number;
  std::vector<std::size_t> rows;
  std::vector<std::string> indicators;  ///< ids, in order
};

std::vector<SdgRows> rows_by_number(const EstimateTable& table,
                                    const questionnaires::Instrument& instrument) {
  std::map<std::string, std::string> number_of;
  for (const auto& indicator : instrument.indicators) {
    if (!indicator.sdg_indicator.empty()) number_of[indicator.id.text] = indicator.sdg_indicator;
  }
  std::vector<SdgRows> groups;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    const auto number = number_of.find(row.indicator);
    if (number == number_of.end() || (std::isnan(row.estimate) && !is_withheld(row))) continue;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& known) { return known.number == number->second; });
    if (group == groups.end()) group = groups.insert(groups.end(), SdgRows{number->second, {}, {}});
    group->rows.push_back(i);
    auto& ids = group->indicators;
    if (std::find(ids.begin(), ids.end(), row.indicator) == ids.end()) ids.push_back(row.indicator);
  }
  return groups;
}

/// Codes and how their cells are called: by their label, with the code where two have the same.
class CellNames {
 public:
  void add(const std::string& code, const std::string& label) {
    if (labels_.emplace(code, label).second) ++times_[label];
  }
  [[nodiscard]] std::map<std::string, std::string> cells(const std::string& of) const {
    std::map<std::string, std::string> cells;
    for (const auto& [code, label] : labels_) {
      cells[code] = cell_text(times_.at(label) > 1 ? fmt::format("{} ({})", label, code) : label, of);
    }
    return cells;
  }

 private:
  std::map<std::string, std::string> labels_;
  std::map<std::string, std::size_t> times_;
};

/// The columns of one file and how a row fills them.
class Sheet {
 public:
  Sheet(const LanguageTable& table, const OpenSdgSource& source, const SdgRows& group)
      : table_(*table.table), title_(table.title), words_(table.language), source_(source), group_(group) {
    for (std::size_t part = 0; part < table_.disaggregations.size(); ++part) {
      const bool used =
          any([part](const Estimate& row) { return part < row.cell.size() && !row.cell[part].empty(); });
      if (used) parts_.push_back(part);
    }
    with_category_ = any([](const Estimate& row) { return !row.category.empty(); });
    names_ = column_names();
    name_cells();
  }

  /// The columns between Series and the observation's attributes.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  [[nodiscard]] std::vector<std::string> header() const {
    std::vector<std::string> cells{"Year", "Units"};
    if (with_series()) cells.emplace_back("Series");
    cells.insert(cells.end(), names_.begin(), names_.end());
    for (const char* name : {"Observation status", "COMMENT_OBS", "SOURCE_DETAIL"}) cells.emplace_back(name);
    if (geocode()) cells.emplace_back("GeoCode");
    cells.emplace_back("Value");
    return cells;
  }

  /// Year, units, series and the cell: what may be there once.
  [[nodiscard]] std::vector<std::string> key(const Estimate& row) const {
    std::vector<std::string> cells{source_.period, cell_text(unit_word(row.unit, words_), row.indicator)};
    if (with_series()) cells.push_back(series(row));
    for (const std::size_t part : parts_) {
      const bool total = part >= row.cell.size() || row.cell[part].empty();
      cells.push_back(total ? "" : label(row, part));
    }
    if (with_category_) {
      cells.push_back(cell_text(label_or_code(row.category_label, row.category), row.indicator));
    }
    return cells;
  }

  [[nodiscard]] std::vector<std::string> line(const Estimate& row) const {
    std::vector<std::string> cells = key(row);
    cells.push_back(observation_status(row, table_));
    cells.push_back(observation_comment(row, 1));
    cells.push_back(cell_text(title_, "title"));
    if (geocode()) cells.push_back(*geocode() < row.cell.size() ? row.cell[*geocode()] : "");
    cells.push_back(is_withheld(row) ? "" : number_text(row.estimate));
    return cells;
  }

  /// How the figures of an indicator are called where a number has several.
  [[nodiscard]] std::string series(const Estimate& row) const { return series_.at(row.indicator); }

  [[nodiscard]] std::string label(const Estimate& row, std::size_t part) const {
    return labels_.at({part, row.cell[part]});
  }

  [[nodiscard]] bool with_series() const { return group_.indicators.size() > 1; }
  [[nodiscard]] const std::vector<std::size_t>& parts() const { return parts_; }

 private:
  template <typename Condition>
  [[nodiscard]] bool any(Condition condition) const {
    return std::any_of(group_.rows.begin(), group_.rows.end(),
                       [&](std::size_t row) { return condition(table_.rows[row]); });
  }

  /// Position of the disaggregation that gives GeoCode, if the file is by it.
  [[nodiscard]] std::optional<std::size_t> geocode() const {
    if (!source_.geocode) return std::nullopt;
    for (const std::size_t part : parts_) {
      if (table_.disaggregations[part].name == source_.geocode->text) return part;
    }
    return std::nullopt;
  }

  /// What the cells of each disaggregation, and the series, are called.
  void name_cells() {
    CellNames series;
    for (const std::size_t row : group_.rows) {
      const Estimate& figure = table_.rows[row];
      series.add(figure.indicator, label_or_code(figure.indicator_label, figure.indicator));
    }
    series_ = series.cells(group_.number);
    for (const std::size_t part : parts_) {
      CellNames names;
      for (const std::size_t row : group_.rows) {
        const Estimate& figure = table_.rows[row];
        if (part >= figure.cell.size() || figure.cell[part].empty()) continue;
        names.add(figure.cell[part], label_or_code(figure.cell_labels.at(part), figure.cell[part]));
      }
      for (const auto& [code, cell] : names.cells(table_.disaggregations[part].name)) {
        labels_[{part, code}] = cell;
      }
    }
  }

  /// Labels of the disaggregations, or their ids where two would be called alike.
  [[nodiscard]] std::vector<std::string> column_names() const {
    std::vector<std::string> names;
    const auto taken = [&names](const std::string& name) {
      return std::find(kSpecial.begin(), kSpecial.end(), name) != kSpecial.end() ||
             std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const std::size_t part : parts_) {
      const auto& column = table_.disaggregations[part];
      const std::string name = cell_text(label_or_code(column.label, column.name), column.name);
      names.push_back(taken(name) ? fmt::format("{} ({})", name, column.name) : name);
    }
    if (with_category_) {
      const std::string name = words_("category");
      names.push_back(taken(name) ? fmt::format("{} (category)", name) : name);
    }
    return names;
  }

  const EstimateTable& table_;
  std::string title_;
  Words words_;
  const OpenSdgSource& source_;
  const SdgRows& group_;
  std::vector<std::size_t> parts_;
  bool with_category_ = false;
  std::vector<std::string> names_;
  std::map<std::string, std::string> series_;  ///< by indicator
  std::map<std::pair<std::size_t, std::string>, std::string> labels_;
};

std::string csv_line(const std::vector<std::string>& cells) {
  std::vector<std::string> fields;
  fields.reserve(cells.size());
  for (const auto& cell : cells) fields.push_back(ingest::csv_field(cell));
  return fmt::format("{}\n", fmt::join(fields, ","));
}

std::string data_file(const Sheet& sheet, const EstimateTable& table, const SdgRows& group) {
  std::string text = csv_line(sheet.header());
  std::map<std::vector<std::string>, const Estimate*> written;
  for (const std::size_t position : group.rows) {
    const Estimate& row = table.rows[position];
    const auto [known, fresh] = written.emplace(sheet.key(row), &row);
    if (!fresh) {
      throw Error({code::kOpenSdgTwice,
                   {{"number", group.number}, {"first", known->second->indicator}, {"second", row.indicator}},
                   {},
                   {},
                   {}});
    }
    text += csv_line(sheet.line(row));
  }
  return text;
}

/// "05-02-01", by which Open SDG sorts.
std::string sort_order(const std::string& number) {
  std::string order;
  std::string_view rest = number;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    order += fmt::format("{}{:0>2}", order.empty() ? "" : "-", part);
  }
  return order;
}

/// "5.2" of "5.2.1"
std::string target_of(const std::string& number) { return number.substr(0, number.rfind('.')); }

/// A text in the double quotes of YAML, which takes every JSON string.
std::string yaml_string(const std::string& text) { return json_string(printable(text)); }

std::string meta_file(const LanguageTable& table, const OpenSdgSource& source, const SdgRows& group) {
  const Words words(table.language);
  const Estimate& first = table.table->rows[group.rows.front()];
  const std::string id = dashed(group.number);
  std::string text;
  const auto line = [&text](const char* key, const std::string& value) {
    text += fmt::format("{}: {}\n", key, yaml_string(value));
  };
  line("indicator_number", group.number);
  line("indicator_name", fmt::format("global_indicators.{}-title", id));
  line("graph_title", fmt::format("global_indicators.{}-title", id));
  line("indicator_sort_order", sort_order(group.number));
  line("sdg_goal", group.number.substr(0, group.number.find('.')));
  line("target_id", target_of(group.number));
  line("target_name", fmt::format("global_targets.{}-title", dashed(target_of(group.number))));
  line("computation_units", unit_word(first.unit, words));
  if (!source.country.empty()) line("national_geographical_coverage", source.country);
  line("source_organisation_1", table.title);
  line("reporting_status", "complete");
  line("graph_type", "bar");
  text += "source_active_1: true\ndata_non_statistical: false\npublished: true\n";
  return text;
}

/// Texts of the first language and what they are in another.
class Translations {
 public:
  void add(const std::string& from, const std::string& to) {
    if (!from.empty() && from != to) texts_.emplace(from, to);
  }
  [[nodiscard]] std::string text() const {
    std::string text;
    // A key longer than 1,024 characters has to be marked as one.
    for (const auto& [from, to] : texts_) {
      text += fmt::format("? {}\n: {}\n", yaml_string(from), yaml_string(to));
    }
    return text;
  }

 private:
  std::map<std::string, std::string> texts_;
};

void translate(const Sheet& from, const Sheet& to, const LanguageTable& first, const LanguageTable& other,
               const SdgRows& group, Translations& translations) {
  for (std::size_t i = 0; i < from.names().size(); ++i) translations.add(from.names()[i], to.names()[i]);
  for (const std::size_t position : group.rows) {
    const auto source = from.key(first.table->rows[position]);
    const auto target = to.key(other.table->rows[position]);
    for (std::size_t i = 1; i < source.size(); ++i) translations.add(source[i], target[i]);
  }
}

/// The disaggregation that gives GeoCode is one of the table's.
void check_geocode(const EstimateTable& table, const OpenSdgSource& source) {
  if (!source.geocode) return;
  std::vector<std::string> names;
  names.reserve(table.disaggregations.size());
  for (const auto& column : table.disaggregations) names.push_back(column.name);
  if (std::find(names.begin(), names.end(), source.geocode->text) != names.end()) return;
  throw Error({code::kOpenSdgGeocode,
               {{"name", source.geocode->text}},
               source.geocode->place,
               nearest_names(source.geocode->text, names),
               {}});
}

}  // namespace

std::vector<NamedText> write_open_sdg(std::span<const LanguageTable> tables, const OpenSdgSource& source) {
  const LanguageTable& first = tables.front();
  if (!is_year(source.period)) throw Error({code::kOpenSdgPeriod, {{"period", source.period}}, {}, {}, {}});
  check_geocode(*first.table, source);
  const auto groups = rows_by_number(*first.table, source.instrument);
  if (groups.empty()) throw Error({code::kOpenSdgNothing, {}, {}, {}, {}});
  std::vector<NamedText> files;
  std::vector<Translations> translations(tables.size());
  for (const auto& group : groups) {
    const Sheet sheet(first, source, group);
    const std::string id = dashed(group.number);
    files.push_back({fmt::format("data/indicator_{}.csv", id), data_file(sheet, *first.table, group)});
    files.push_back({fmt::format("meta/{}.yml", id), meta_file(first, source, group)});
    for (std::size_t i = 1; i < tables.size(); ++i) {
      translate(sheet, Sheet(tables[i], source, group), first, tables[i], group, translations[i]);
    }
  }
  for (std::size_t i = 1; i < tables.size(); ++i) {
    files.push_back({fmt::format("translations/{}/data.yml", tables[i].language), translations[i].text()});
  }
  return files;
}

}  // namespace sondeo::reports
