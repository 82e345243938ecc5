#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/spec/section.hpp"

namespace sondeo::reports {

/// What `sondeo report` writes.
enum class Output { kCsv, kJson, kXlsx, kSdmxCsv };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 4> kOutputNames = {"csv", "json", "xlsx", "sdmx-csv"};

/// How a workbook lays out the figures of a numbered table: beside each other, one table for each kind, a
/// line for each cell, or that without anything around it.
enum class TableLayout { kColumns, kBlocks, kLong, kAccessible };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 4> kTableLayoutNames = {"columns", "blocks", "long",
                                                                      "accessible"};

/// `[report]` (DESIGN 5).
struct ReportSpec {
  std::vector<std::string> languages;  ///< empty: the run's
  TableLayout layout = TableLayout::kColumns;
  std::vector<Output> outputs = {Output::kCsv, Output::kJson, Output::kXlsx};
};

/// @throws Error kReportLanguage with the languages there are, and those of spec::Section
[[nodiscard]] ReportSpec read_report_section(spec::Section& section);

}  // namespace sondeo::reports
