#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text_sink.hpp"
#include "engine/estimation/estimate_table.hpp"

namespace sondeo::reports {

/// The result table as CSV: RFC 4180 quoting, LF, UTF-8 without a byte order mark, a point in numbers, absent
/// numbers blank. The header is that of DESIGN 6.
///
/// A text that a spreadsheet would take for a formula (first character = + - @ TAB or CR) gets an apostrophe
/// in front, unless it is a number. A table that holds models and no estimates is written as
/// `write_models_csv` does, one that holds nothing but tests as `write_tests_csv`.
void write_csv(const estimation::EstimateTable& table, const TextSink& sink);
[[nodiscard]] std::string write_csv(const estimation::EstimateTable& table);

/// The table's tests as CSV, in the same form; the header is that of DESIGN 6.
[[nodiscard]] std::string write_tests_csv(const estimation::EstimateTable& table);

/// The coefficients of the table's models as CSV, in the same form.
[[nodiscard]] std::string write_models_csv(const estimation::EstimateTable& table);

/// One line of CSV with its line end, texts guarded and quoted as above.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

}  // namespace sondeo::reports
