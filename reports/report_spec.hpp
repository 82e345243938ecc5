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

/// `[report]` (DESIGN 5).
struct ReportSpec {
  std::vector<std::string> languages;  ///< empty: the run's
  std::vector<Output> outputs = {Output::kCsv, Output::kJson, Output::kXlsx};
};

/// @throws Error kReportLanguage with the languages there are, and those of spec::Section
[[nodiscard]] ReportSpec read_report_section(spec::Section& section);

}  // namespace sondeo::reports
