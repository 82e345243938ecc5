#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "reports/finding_text.hpp"
#include "reports/number_format.hpp"
#include "reports/report_spec.hpp"
#include "reports/side_table.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

/// What a workbook says beside the result table.
struct WorkbookText {
  std::string title;     ///< of the study
  std::string language;  ///< of labels and words
  NumberFormat numbers = {};
  TableLayout layout = TableLayout::kColumns;  ///< of numbered tables
  std::vector<SideTable> weighting = {};       ///< what the weighting steps did
  std::vector<SideTable> answers = {};         ///< who answered, what was corrected and imputed
  std::vector<FindingText> findings = {};      ///< of the checks
  std::vector<std::pair<std::string, std::string>> methods = {};  ///< name and value: design, defaults
};

/// Writes the result table as a workbook for readers and spreadsheets: an index with links, notes, one sheet
/// for each numbered table, or where there are none for each indicator and disaggregation, the weights where
/// steps made them, the quality of the data, metadata and a dictionary of columns. Each table stands in plain
/// columns under one heading, numbers as numbers. Figures whose quality label is not to be published are
/// replaced by a mark; quality is shown by a word, a symbol and a colour.
///
/// The same table gives the same bytes. Texts are written as texts, never as formulas.
/// @param file  is created or replaced; temporary files are made, and removed, beside it
/// @throws Error kOutputFailed, kTooManySheets
void write_xlsx(const estimation::EstimateTable& table, const WorkbookText& text,
                const std::filesystem::path& file);

}  // namespace sondeo::reports
