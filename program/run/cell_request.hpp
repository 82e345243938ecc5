#pragma once

#include <vector>

#include "engine/base/place.hpp"

namespace sondeo::run {

/// What a user says of one cell: `indicator = ...`, a disaggregation's code, `category = ...`.
struct CellCondition {
  Written name;
  Written value;
};

/// One cell of the result table; disaggregations that are not named are the total.
struct CellRequest {
  Written written;  ///< all of it
  std::vector<CellCondition> conditions;
};

}  // namespace sondeo::run
