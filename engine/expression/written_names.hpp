#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/expression/expression.hpp"

namespace sondeo::expression {

/// A name, or a pattern of names, as an expression has it.
using WrittenName = std::variant<std::string, NamePattern>;

/// The names and patterns that the expression uses, each once, in order of first use; whether they exist is
/// not asked.
[[nodiscard]] std::vector<WrittenName> written_names(const Expression& expression);

}  // namespace sondeo::expression
