#pragma once

#include <cstddef>

#include "program/run/study.hpp"

namespace sondeo::run::detail {

/// How many of an instrument's parts came from its own file; those behind them stand in the study.
struct InheritedParts {
  std::size_t items = 0;
  std::size_t constructs = 0;
  std::size_t disaggregations = 0;
  std::size_t indicators = 0;
  std::size_t checks = 0;
  std::size_t edits = 0;
};

[[nodiscard]] InheritedParts count_parts(const questionnaires::Instrument& instrument);

/// Checks that need no data: levels, parents and keys; roles; the study's own parts.
/// @throws Error kStudy..., kMapLevelNeeded
void check_study(const Study& study, const InheritedParts& inherited);

/// The indicators to estimate exist, and their levels and roles are the study's.
/// @throws Error kStudyUnknownIndicator, kStudyUnknownLevel, kStudyLevelNeeded, kStudyUnknownRole
void check_estimated(const Study& study);

}  // namespace sondeo::run::detail
