#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <map>

#include "program/run/breakdowns.hpp"
#include "program/run/cross_tables.hpp"
#include "program/run/table_rows.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;
using estimation::PublishedTable;
using estimation::TableHead;
using estimation::TableMeasure;

using Side = std::vector<std::vector<std::size_t>>;  ///< columns of the result table, cross by cross

Side side_of(const std::vector<std::vector<Written>>& side, const std::vector<std::string>& names) {
  Side positions;
  for (const auto& cross : side) {
    auto& parts = positions.emplace_back();
    for (const auto& variable : cross) {
      const auto found = std::find(names.begin(), names.end(), variable.text);
      parts.push_back(static_cast<std::size_t>(found - names.begin()));
    }
  }
  return positions;
}

/// Numbers by size, before texts in byte order.
bool comes_before(const std::string& a, const std::string& b) {
  const auto number = [](const std::string& text, double& value) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && end == text.data() + text.size();
  };
  double left = 0;
  double right = 0;
  const bool first = number(a, left);
  const bool second = number(b, right);
  if (first && second) return left < right;
  return first == second ? a < b : first;
}

/// Rows of the result by indicator and measure; a run of a study has many tables and each asks for few.
using RowsOfSubject = std::map<std::pair<std::string, std::string>, std::vector<std::size_t>>;

std::string measure_in(const TableSpec& spec, const std::string& own) {
  return spec.percent == TablePercent::kNone ? own
                                             : kCrossMeasures.at(static_cast<std::size_t>(spec.percent) - 1);
}

/// Lays out one table.
class Layout {
 public:
  Layout(const TableSpec& spec, const EstimateTable& result, const std::vector<std::string>& names,
         const RowsOfSubject& rows_of)
      : spec_(spec),
        result_(result),
        rows_(side_of(spec.rows, names)),
        columns_(side_of(spec.columns, names)) {
    for (const auto& subject : spec.subjects) {
      const auto first = rows_of.lower_bound({subject.id.text, ""});
      for (auto at = first; at != rows_of.end() && at->first.first == subject.id.text; ++at) {
        if (at->first.second != measure_in(spec, at->first.second)) continue;
        std::copy_if(at->second.begin(), at->second.end(), std::back_inserter(numbers_),
                     [&](std::size_t number) { return is_own(result.rows[number]); });
      }
    }
  }

  void fill(PublishedTable& table) {
    const bool no_total_column = spec_.percent == TablePercent::kRow;
    const bool no_total_line = spec_.percent == TablePercent::kColumn;
    table.lines = heads(rows_, !no_total_line);
    table.columns = heads(columns_, !no_total_column);
    std::map<std::string, std::size_t> row_at;
    for (const std::size_t number : numbers_) {
      const std::size_t measure = measure_of(result_.rows[number], table.measures);
      row_at.emplace(key(measure, result_.rows[number].cell), number);
    }
    for (const auto& line : table.lines) {
      for (const auto& column : table.columns) {
        std::vector<std::string> cell(result_.disaggregations.size());
        for (const auto* head : {&line, &column}) {
          for (std::size_t i = 0; i < head->parts.size(); ++i) cell[head->parts[i]] = head->codes[i];
        }
        for (std::size_t measure = 0; measure < table.measures.size(); ++measure) {
          const auto found = row_at.find(key(measure, cell));
          table.rows.push_back(found == row_at.end() ? PublishedTable::kNoRow : found->second);
        }
      }
    }
  }

 private:
  static std::string key(std::size_t measure, const std::vector<std::string>& cell) {
    std::string text = std::to_string(measure);
    for (const auto& code : cell) text += '\x1f' + code;
    return text;
  }

  static bool uses(const Estimate& row, const std::vector<std::size_t>& parts) {
    return std::all_of(parts.begin(), parts.end(),
                       [&row](std::size_t part) { return !row.cell.at(part).empty(); });
  }

  /// Whether a row is a cell of the table: of one of its rows, one of its columns, or their margins.
  [[nodiscard]] bool is_own(const Estimate& row) const {
    const auto used = static_cast<std::size_t>(
        std::count_if(row.cell.begin(), row.cell.end(), [](const auto& code) { return !code.empty(); }));
    const auto fits = [&](const std::vector<std::size_t>& of_row, const std::vector<std::size_t>& of_column) {
      return used == of_row.size() + of_column.size() && uses(row, of_row) && uses(row, of_column);
    };
    const std::vector<std::size_t> none;
    const auto fits_column = [&](const std::vector<std::size_t>& of_row) {
      return fits(of_row, none) || std::any_of(columns_.begin(), columns_.end(), [&](const auto& of_column) {
               return fits(of_row, of_column);
             });
    };
    return fits_column(none) || std::any_of(rows_.begin(), rows_.end(), fits_column);
  }

  /// The total, then the codes that occur, ascending, cross after cross.
  [[nodiscard]] std::vector<TableHead> heads(const Side& side, bool with_total) const {
    std::vector<TableHead> all;
    if (with_total || side.empty()) all.emplace_back();
    for (const auto& parts : side) {
      std::map<std::vector<std::string>, std::vector<std::string>> labels;
      for (const std::size_t number : numbers_) {
        const Estimate& row = result_.rows[number];
        if (!uses(row, parts)) continue;
        std::vector<std::string> codes;
        std::vector<std::string> names;
        for (const std::size_t part : parts) {
          codes.push_back(row.cell.at(part));
          names.push_back(row.cell_labels.at(part));
        }
        labels.emplace(std::move(codes), std::move(names));
      }
      std::vector<TableHead> made;
      made.reserve(labels.size());
      for (auto& [codes, names] : labels) made.push_back({parts, codes, std::move(names)});
      std::sort(made.begin(), made.end(), [](const TableHead& a, const TableHead& b) {
        return std::lexicographical_compare(a.codes.begin(), a.codes.end(), b.codes.begin(), b.codes.end(),
                                            comes_before);
      });
      all.insert(all.end(), made.begin(), made.end());
    }
    return all;
  }

  static std::size_t measure_of(const Estimate& row, std::vector<TableMeasure>& measures) {
    const auto found = std::find_if(measures.begin(), measures.end(), [&row](const TableMeasure& each) {
      return each.indicator == row.indicator && each.category == row.category && each.measure == row.measure;
    });
    if (found != measures.end()) return static_cast<std::size_t>(found - measures.begin());
    measures.push_back(
        {row.indicator, row.indicator_label, row.category, row.category_label, row.measure, row.unit});
    return measures.size() - 1;
  }

  const TableSpec& spec_;
  const EstimateTable& result_;
  Side rows_;
  Side columns_;
  std::vector<std::size_t> numbers_;  ///< its rows, in the result's order
};

}  // namespace

void publish_tables(const Study& study, const std::string& language, EstimateTable& result) {
  if (study.tables.empty()) return;
  const auto names = breakdown_names(study);
  RowsOfSubject rows_of;
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    rows_of[{result.rows[i].indicator, result.rows[i].measure}].push_back(i);
  }
  result.tables.clear();
  for (const auto& spec : study.tables) {
    PublishedTable& table = result.tables.emplace_back();
    table.number = spec.number.text;
    table.title = questionnaires::text_in(spec.title, language);
    table.note = questionnaires::text_in(spec.note, language);
    table.source = questionnaires::text_in(spec.source, language);
    if (spec.universe) table.universe = spec.universe->text;
    Layout(spec, result, names, rows_of).fill(table);
  }
}

}  // namespace sondeo::run
