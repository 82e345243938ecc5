#pragma once

#include <cmath>
#include <cstddef>

#include "engine/moments/variate.hpp"

namespace sondeo::moments {

// What a variate says of one row: for the few places that look at rows one by one.

[[nodiscard]] inline bool in_base(const Variate& variate, std::size_t row) {
  return variate.base.empty() || variate.base[row] == 1;
}

/// Whether all terms of the row are present.
[[nodiscard]] inline bool is_present(const Variate& variate, std::size_t row) {
  if (!variate.x.empty() && std::isnan(variate.x[row])) return false;
  if (const auto* answers = std::get_if<Answers>(&variate.y)) {
    return answers->values[row] == 0 || answers->values[row] == 1;
  }
  if (const auto* in_group = std::get_if<InGroup>(&variate.y)) return in_group->group_of_row[row] >= 0;
  if (const auto* numbers = std::get_if<Numbers>(&variate.y)) return !std::isnan(numbers->values[row]);
  if (const auto* of_group = std::get_if<NumbersInGroup>(&variate.y)) {
    return of_group->group_of_row[row] >= 0 && !std::isnan(of_group->values[row]);
  }
  return true;
}

/// The answer of a present row of a yes/no variate.
[[nodiscard]] inline bool is_yes(const Variate& variate, std::size_t row) {
  if (const auto* answers = std::get_if<Answers>(&variate.y)) return answers->values[row] == 1;
  if (const auto* in_group = std::get_if<InGroup>(&variate.y)) {
    return in_group->group_of_row[row] == in_group->group;
  }
  return false;
}

/// Whether some term of the row is below 0.
[[nodiscard]] inline bool is_negative(const Variate& variate, std::size_t row) {
  if (const auto* numbers = std::get_if<Numbers>(&variate.y);
      numbers != nullptr && numbers->values[row] < 0) {
    return true;
  }
  if (const auto* of_group = std::get_if<NumbersInGroup>(&variate.y);
      of_group != nullptr && of_group->values[row] < 0) {
    return true;
  }
  if (const auto* events = std::get_if<Events>(&variate.y); events != nullptr && events->weighted[row] < 0) {
    return true;
  }
  return !variate.x.empty() && variate.x[row] < 0;
}

}  // namespace sondeo::moments
