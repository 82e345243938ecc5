#pragma once

#include <string>

#include "program/run/levels.hpp"

namespace sondeo::run {

/// The level of that id, the only root for ""; null for a table of the instrument that the study does not
/// have.
[[nodiscard]] Level* find_level(const Levels& levels, const std::string& id);

/// Collects the variables that the study's `[[check]]` rules use. Call before the levels are read.
void require_checks(const Study& study, const Levels& levels);

/// Counts the records that break each rule: an error or a warning for each rule that is broken.
void apply_checks(const Study& study, const Levels& levels, CheckResult& result);

/// Codes of used variables whose label says "don't know", "refused" and the like, not declared missing.
void warn_of_undeclared_missing(const Levels& levels, Diagnostics& findings);

}  // namespace sondeo::run
