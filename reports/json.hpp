#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/text_sink.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

/// The result table as JSON: `{"design", "estimates", "tests", "models", "provenance"}`. The estimates are
/// objects with the columns of DESIGN 6 as keys; absent numbers are null, infinite degrees of freedom the
/// text "inf" (JSON has no infinity). Numbers are written with the same digits as in CSV. A model
/// holds what is said of the whole (`n`, `family`, ...) and its `coefficients`.
void write_json(const estimation::EstimateTable& table, const TextSink& sink);
[[nodiscard]] std::string write_json(const estimation::EstimateTable& table);

/// A text as a JSON string, quotes included; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

/// A number as JSON: null when absent, the text "inf" or "-inf" when infinite.
[[nodiscard]] std::string json_number(double value);
[[nodiscard]] std::string json_cell(const Cell& cell);

/// Names and values as a JSON object on one line.
[[nodiscard]] std::string json_pairs(const std::vector<std::pair<std::string, std::string>>& pairs);

}  // namespace sondeo::reports
