#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "program/run/prepared.hpp"

namespace sondeo::run {

/// A code's label, by code as the result table has it.
using CodeLabels = std::map<std::string, std::string>;

/// What the rows of an indicator, or of a test, say besides codes and figures.
struct IndicatorLabels {
  std::string label;
  CodeLabels categories;
  std::map<std::size_t, CodeLabels> columns;  ///< by disaggregation of the table
};

/// The labels of a study's result table in one language; terms of models, which no report labels, keep
/// theirs.
struct LabelBook {
  std::string language;
  std::map<std::string, IndicatorLabels> indicators;  ///< by id
  std::map<std::size_t, std::string> columns;  ///< of disaggregations, as the file calls their variables
  std::map<std::string, CodeLabels> margins;   ///< by role: of the totals that its steps had to meet
};

/// @param prepared  after the levels were read
[[nodiscard]] LabelBook label_book(const Study& study, const Prepared& prepared, const std::string& language);

/// Calls disaggregations that the study does not label as the file does, and totals of weighting steps by
/// the labels of variables and categories.
void name_for_readers(const LabelBook& book, RunResult& result);

}  // namespace sondeo::run
