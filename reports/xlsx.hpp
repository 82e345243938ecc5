#pragma once

#include <filesystem>
#include <string>

#include "engine/estimation/estimate_table.hpp"
#include "reports/number_format.hpp"
#include "reports/report_spec.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

/// What a workbook says beside the result table.
struct WorkbookText {
  std::string title;     ///< of the study
  std::string language;  ///< of labels and words
  NumberFormat numbers = {};
  TableLayout layout = TableLayout::kColumns;  ///< of numbered tables
};

/// Writes the result table as a workbook for readers and spreadsheets: an index with links, notes, one sheet
/// for each numbered table, or where there are none for each indicator and disaggregation, metadata and a
/// dictionary of columns. Each table stands in plain columns under one heading, numbers as numbers. Figures
/// whose quality label is not to be published are replaced by a mark; quality is shown by a word, a symbol
/// and a colour.
///
/// The same table gives the same bytes. Texts are written as texts, never as formulas.
/// @param file  is created or replaced; temporary files are made, and removed, beside it
/// @throws Error kOutputFailed, kTooManySheets
void write_xlsx(const estimation::EstimateTable& table, const WorkbookText& text,
                const std::filesystem::path& file);

}  // namespace sondeo::reports
