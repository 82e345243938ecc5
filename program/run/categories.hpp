#pragma once

#include "engine/table/grouping.hpp"
#include "program/run/level.hpp"

namespace sondeo::run {

/// A numeric variable without labels is a list of categories when its values are at most this many whole
/// numbers.
inline constexpr std::size_t kMostCategories = 50;

/// The rows of a column by category: labelled, text, yes/no, or at most `kMostCategories` whole numbers.
/// @throws Error kNotACategory
[[nodiscard]] Grouping categories_of(const Column& column, const Formula& formula,
                                     const std::string& subject);

}  // namespace sondeo::run
