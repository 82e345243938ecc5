#pragma once

#include <functional>
#include <span>
#include <string>

#include "engine/base/sha256.hpp"
#include "engine/base/text_sink.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "reports/open_sdg.hpp"
#include "reports/report_spec.hpp"

namespace sondeo::reports {

/// What open data say beside the figures.
struct OpenDataSource {
  std::string id;  ///< of the study
  License license;
};

/// The result as open data: for each language a tidy CSV with its CSVW metadata, `datapackage.json` (Data
/// Package, tabular) that describes them all, and `SHA256SUMS` over these. The columns are those of the
/// result table; an infinite number of degrees of freedom is INF, as both standards write it.
/// @param tables  the same rows in each language
/// @param write  writes a file below the output's folder and says what was written
/// @source https://specs.frictionlessdata.io/tabular-data-package, https://www.w3.org/TR/tabular-metadata
void write_open_data(
    std::span<const LanguageTable> tables, const OpenDataSource& source,
    const std::function<FileFingerprint(const std::string& name, const TextWriter& text)>& write);

}  // namespace sondeo::reports
