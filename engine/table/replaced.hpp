#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include "engine/table/column.hpp"

namespace sondeo {

/// What a row gets instead of its value: a number, a text, or the reason why it is missing.
using NewValue = std::variant<double, std::string, Missing>;

/// The column with other values in some rows; metadata and all other values stay as they are stored, user
/// missing codes and Stata's tags included. A text that is missing has no reason: it is blank.
/// @param rows    each in [0, column.size())
/// @param values  position by position with the rows
/// @throws Error(kInternal)  for a number in a text column, or a text in a number column
[[nodiscard]] Column with_values(const Column& column, std::span<const std::int32_t> rows,
                                 std::span<const NewValue> values);

}  // namespace sondeo
