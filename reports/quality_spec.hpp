#pragma once

#include <optional>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::reports {

/// `[quality]`, or the same flags of the command line (DESIGN 5).
struct QualitySpec {
  Written scheme;  ///< the id of a scheme that comes with sondeo, or the path of a file
  /// Disaggregations, each a cross of one or more, for which the sample was designed or calibrated.
  std::vector<std::vector<Written>> known_domains;
};

/// @throws Error  for keys that are missing or of another type
[[nodiscard]] QualitySpec read_quality_section(spec::Section& section);

}  // namespace sondeo::reports
