#include "program/run/categories.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

bool are_whole_numbers(const Grouping& grouping) {
  return std::all_of(grouping.keys.begin(), grouping.keys.end(), [](const auto& key) {
    const auto* number = std::get_if<double>(&key[0]);
    return number != nullptr && *number == std::floor(*number);
  });
}

}  // namespace

Grouping categories_of(const Column& column, const Formula& formula, const std::string& subject) {
  const std::array columns{&column};
  Grouping grouping = group_rows(columns);
  const bool many = !column.variable().categorical() &&
                    (grouping.count() > kMostCategories || !are_whole_numbers(grouping));
  if (many) throw Error({code::kNotACategory, {{"indicator", subject}}, formula.written.place, {}, {}});
  return grouping;
}

}  // namespace sondeo::run
