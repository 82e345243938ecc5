#pragma once

#include <optional>
#include <string>

#include "program/run/levels.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// What needs all rows at once, in the words of study files; nothing: the rows can come in parts.
/// @param with_checks  the run looks at the records themselves
[[nodiscard]] std::optional<std::string> needs_all_rows(const Study& study, const RunOptions& options,
                                                        const Levels& levels, const Plan& plan,
                                                        bool with_checks);

}  // namespace sondeo::run
