#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/ingest/file.hpp"
#include "reports/terminal.hpp"
#include "reports/variable_summary.hpp"

namespace sondeo::reports {

/// What a survey file holds.
struct FileSummary {
  ingest::FileDescription file;
  std::size_t rows = 0;
  std::vector<VariableSummary> variables;  ///< in the file's order; all, or those asked for
};

/// For reading: the file, then each variable with its codes, then the candidates for weight, strata and PSU.
[[nodiscard]] std::string write_summary_terminal(const FileSummary& summary, const TerminalStyle& style);

/// One row for each variable and, under it, one for each of its codes:
/// `variable,label,type,format,valid,missing,distinct,min,max,candidate,code,code_label,code_missing,count`.
[[nodiscard]] std::string write_summary_csv(const FileSummary& summary);

/// `{"file", "variables", "candidates"}`.
[[nodiscard]] std::string write_summary_json(const FileSummary& summary);

/// "sav", "zsav", "por", "dta", "csv".
[[nodiscard]] const char* format_name(ingest::FileFormat format);

}  // namespace sondeo::reports
