#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace sondeo::estimation {

/// A line or column of a printed table: codes of some disaggregations; none: the total.
struct TableHead {
  std::vector<std::size_t> parts;   ///< which of the result table's disaggregations
  std::vector<std::string> codes;   ///< [parts]
  std::vector<std::string> labels;  ///< [parts]; "" where a code has none
};

/// What a printed table shows in each cell: an indicator, or one category of it.
struct TableMeasure {
  std::string indicator;
  std::string indicator_label;
  std::string category;
  std::string category_label;
  std::string measure;
  std::string unit;
};

/// A numbered table as it is printed. Its figures are rows of the result table.
struct PublishedTable {
  static constexpr std::size_t kNoRow = std::numeric_limits<std::size_t>::max();

  std::string number;
  std::string title;  ///< title, note and source in the run's language; empty if none
  std::string note;
  std::string source;
  std::string universe;  ///< its condition, as the study has it
  std::vector<TableMeasure> measures;
  std::vector<TableHead> lines;
  std::vector<TableHead> columns;
  std::vector<std::size_t> rows;  ///< [lines x columns x measures]; kNoRow: no such cell in the sample

  [[nodiscard]] std::size_t row(std::size_t line, std::size_t column, std::size_t measure) const {
    return rows[(line * columns.size() + column) * measures.size() + measure];
  }
};

}  // namespace sondeo::estimation
