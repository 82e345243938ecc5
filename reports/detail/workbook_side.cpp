#include "reports/detail/workbook_side.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace sondeo::reports::detail {

namespace {

void begin(const char* key, const Words& words, Sheet& sheet) {
  sheet.title(words(key));
  sheet.link(0, words("index"), words("back"));
  sheet.next();
}

void add_line(const SideTable& table, const std::vector<Cell>& line, Formats& formats, Sheet& sheet) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const auto* number = std::get_if<double>(&line[i]);
    if (number == nullptr) {
      sheet.text(column, std::get<std::string>(line[i]));
    } else if (std::isfinite(*number)) {
      const int decimals = decimals_of(table, i, *number);
      sheet.number(column, *number, formats.figure(number_pattern(decimals), *number, 0));
    }
  }
  sheet.next();
}

void add_tables(const std::vector<SideTable>& tables, Formats& formats, Sheet& sheet) {
  for (const auto& table : tables) {
    if (table.lines.empty()) continue;
    sheet.next();
    sheet.title(table.title);
    sheet.headings(table.headings);
    for (const auto& line : table.lines) add_line(table, line, formats, sheet);
  }
}

}  // namespace

void add_weighting(const std::vector<SideTable>& tables, const Words& words, Formats& formats, Sheet sheet) {
  begin("weighting", words, sheet);
  add_tables(tables, formats, sheet);
  sheet.widths(0, 0, 40);
  sheet.widths(1, 5, 16);
}

void add_data_quality(const std::vector<FindingText>& findings, const std::vector<SideTable>& tables,
                      const Words& words, Formats& formats, Sheet sheet) {
  begin("data_quality", words, sheet);
  sheet.next();
  if (findings.empty()) {
    sheet.line({words("no_findings")});
  } else {
    sheet.headings({words("finding"), words("code"), words("meaning")});
    for (const auto& finding : findings) {
      sheet.line({words(finding.is_error ? "error" : "warning"), finding.code, finding.text});
    }
  }
  add_tables(tables, formats, sheet);
  sheet.widths(0, 0, 40);
  sheet.widths(1, 6, 16);
}

}  // namespace sondeo::reports::detail
