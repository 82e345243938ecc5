#pragma once

#include <cstddef>

#include "engine/expression/expression.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::run {

/// How a construct's missing answers count: its own policy, else `answered` for a battery of acts (`any` over
/// more than three variables) and `kleene` for anything else.
/// @source indicators 0.1
[[nodiscard]] expression::MissingPolicy policy_of(const questionnaires::Construct& construct,
                                                  const expression::Expression& expression,
                                                  std::size_t variable_count);

/// The column with every row outside its universe not applicable.
[[nodiscard]] Column inside(const Column& values, const Column& universe);

/// An item's answers with the blanks of rows outside its universe not applicable: nobody asked. A text column
/// stays as it is.
[[nodiscard]] Column not_asked_outside(const Column& answers, const Column& universe);

}  // namespace sondeo::run
