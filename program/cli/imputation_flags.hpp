#pragma once

#include <optional>

#include "program/cli/command_line.hpp"
#include "program/run/imputation_spec.hpp"

namespace sondeo::cli {

/// What --imputations, --imputation-id, --imputed and --imputation-df say; nothing without any.
/// @throws Error kImputationWays, kImputationForm, kImputationUnused, kFlagWord, kFlagEmpty
[[nodiscard]] std::optional<run::ImputationSpec> imputation_of(const CommandLine& line);

}  // namespace sondeo::cli
