#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "reports/number_format.hpp"
#include "reports/sdmx_spec.hpp"

namespace sondeo::reports {

/// What `sondeo report` writes.
enum class Output {
  kCsv,
  kJson,
  kXlsx,
  kSdmxCsv,
  kSdmxCsv1,
  kSdmxMl,
  kOpenSdg,
  kOpenData,
  kDdi,
  kHtml,
  kPdf
};
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 11> kOutputNames = {
    "csv",      "json",      "xlsx", "sdmx-csv", "sdmx-csv-1", "sdmx-ml",
    "open-sdg", "open-data", "ddi",  "html",     "pdf"};

/// Under which terms open data are given.
struct License {
  std::string name;   ///< of SPDX or of the Open Definition: "CC-BY-4.0"
  std::string title;  ///< may be empty
  std::string path;   ///< a URL; may be empty
};

/// A map of the page: `map = { file, key, disaggregation }` in `[report]`, or a list of such.
struct MapSpec {
  Written file;            ///< GeoJSON or TopoJSON of areas
  Written key;             ///< their property that holds the code
  Written disaggregation;  ///< whose codes these are
  Written object;          ///< of a topology with several; empty: the only one
  bool as_number = false;  ///< `codes = "number"`: 01 and 1 are the same code
};

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
  std::optional<License> license;
  std::optional<NumberFormat> numbers;  ///< absent: the country's
  std::optional<Written> geocode;       ///< Open SDG: the disaggregation whose codes are GeoCode
  bool timings = false;                 ///< a file of how long each part took
  SdmxSpec sdmx;
  std::vector<MapSpec> maps;
};

/// @throws Error kReportLanguage with the languages there are, kNumberFormatUnknown, kLicenseUnknown, and
///         those of spec::Section and read_sdmx_section
[[nodiscard]] ReportSpec read_report_section(spec::Section& section);

}  // namespace sondeo::reports
