#pragma once

#include <vector>

#include "engine/base/place.hpp"

namespace sondeo::estimation {

/// Direct standardisation: `[estimate] standardise`, `--standardise`.
struct StandardSpec {
  std::vector<Written> by;   ///< variables whose cross has a fixed share in every domain
  Written population;        ///< file with those columns and `total`
  double minimum_cases = 1;  ///< that every cell of domain and group must have
};

}  // namespace sondeo::estimation
