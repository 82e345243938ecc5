#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "engine/estimation/estimate_table.hpp"
#include "reports/number_format.hpp"
#include "reports/result_blocks.hpp"

namespace sondeo::reports {

/// How the table looks to its reader.
struct TerminalStyle {
  /// An English heading in the reader's language. The headings are: "Total", "estimate", "se", "cv", "ci",
  /// "n", "notes", "quality", "not_applicable", "Tests", "missing", "term",
  /// "odds_ratio", "rate_ratio", the families of models, "variables", "test", "statistic", "value",
  /// "p_adjusted", and the names of the design's facts. Empty: English.
  std::function<std::string(const std::string&)> word;
  bool bold_titles = false;      ///< ANSI bold, for a terminal
  std::size_t label_width = 44;  ///< longer labels are shortened
  NumberFormat numbers;          ///< of the result table
};

/// The result table for reading: one block for each indicator and disaggregation with estimate, se, cv,
/// interval and n. Numbers are rounded alike within an indicator: four significant digits of the largest
/// estimate, at least two of the smallest standard error. Models and tests follow as tables of their own. The
/// exact numbers are in the CSV and the JSON.
[[nodiscard]] std::string write_terminal(const estimation::EstimateTable& table,
                                         const TerminalStyle& style = {});

/// An English heading in the reader's language.
[[nodiscard]] std::string word(const TerminalStyle& style, const std::string& english);

/// The line above an indicator's figures: id, label, measure and unit.
[[nodiscard]] std::string indicator_title(const estimation::Estimate& row, const TerminalStyle& style);

/// Decimals with which an indicator's figures are shown: see `write_terminal`.
[[nodiscard]] int shown_decimals(const IndicatorRows& indicator);

/// The name of a fact of the design in the reader's language: of "weight.household" the word before the point
/// is translated, the level is the study's own.
[[nodiscard]] std::string design_fact_name(const std::string& name, const TerminalStyle& style);

/// An integer or rounded number with commas between thousands: 11,682,056; `formatted` of the plain format.
[[nodiscard]] std::string grouped(double value, int decimals);
/// The same, nothing for a number that is absent.
[[nodiscard]] std::string grouped_or_blank(double value, int decimals);

}  // namespace sondeo::reports
