#pragma once

#include <string>

#include "engine/table/grouping.hpp"
#include "engine/table/variable.hpp"

namespace sondeo::run {

/// The variable's label of a code; empty when it has none.
[[nodiscard]] std::string label_of(const Variable& variable, const CodeValue& code);

}  // namespace sondeo::run
