#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/table/missing.hpp"

namespace sondeo::run {

/// `[[impute]]`: missing values of variables get those of a donor of the same class (hot deck).
struct ImputeSpec {
  std::vector<Written>
      variables;  ///< items or variables of the level's own files; taken from one donor together
  std::string level;
  std::optional<Written> where;  ///< the rows that should have a value, and may give one
  std::vector<Written>
      classes;  ///< variables or disaggregations; a class without donors drops the last first
  std::optional<Written> weight;  ///< donors are drawn in proportion to it; absent: all alike
  std::vector<Missing> reasons = {Missing::kSystem, Missing::kDontKnow, Missing::kRefused, Missing::kOther};
  std::size_t minimum_donors = 5;  ///< a class with fewer is joined to a wider one
};

}  // namespace sondeo::run
