#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::reports {

/// What `sondeo report` writes.
enum class Output { kCsv, kJson, kXlsx, kSdmxCsv, kHtml, kPdf };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 6> kOutputNames = {"csv",      "json", "xlsx",
                                                                 "sdmx-csv", "html", "pdf"};

/// A map of the page: `map = { file, key, disaggregation }` in `[report]`, or a list of such.
struct MapSpec {
  Written file;            ///< GeoJSON or TopoJSON of areas
  Written key;             ///< their property that holds the code
  Written disaggregation;  ///< whose codes these are
  Written object;          ///< of a topology with several; empty: the only one
  bool as_number = false;  ///< `codes = "number"`: 01 and 1 are the same code
};

/// `[report]` (DESIGN 5).
struct ReportSpec {
  std::vector<std::string> languages;  ///< empty: the run's
  std::vector<Output> outputs = {Output::kCsv, Output::kJson, Output::kXlsx};
  std::vector<MapSpec> maps;
};

/// @throws Error kReportLanguage with the languages there are, and those of spec::Section
[[nodiscard]] ReportSpec read_report_section(spec::Section& section);

}  // namespace sondeo::reports
