#pragma once

#include <string>

#include "engine/expression/expression.hpp"

namespace sondeo::expression::testing {

/// A value of one row, with its reason when it is missing.
struct Value {
  Missing missing = Missing::kNone;
  double number = 0;  ///< of a number; 1 or 0 of a yes/no
  std::string text;
  bool operator==(const Value&) const = default;
};

/// The value of a row by the plainest reading of the language: one row, one node at a time, no blocks, no
/// tables of codes. It knows nothing of types: it is for expressions that `check` accepts.
Value naive_value(const Expression& expression, const Table& table, std::size_t row,
                  MissingPolicy policy = {});

/// The value of a column's row, in the same form.
Value value_of(const Column& column, std::size_t row);

}  // namespace sondeo::expression::testing
