#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "program/run/levels.hpp"
#include "program/run/plan.hpp"

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
};

/// @param levels  after they were read
[[nodiscard]] LabelBook label_book(const Study& study, const Plan& plan, const Levels& levels,
                                   const std::string& language);

}  // namespace sondeo::run
