#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/design/sample_design.hpp"

namespace sondeo::estimation {

/// Consecutive PSUs of one stratum.
struct StratumPart {
  std::size_t stratum;
  std::int32_t first_psu;
  std::int32_t last_psu;  ///< past the last
  bool whole;             ///< all PSUs of the stratum
};

/// Consecutive parts that one thread works on.
using PartsBlock = std::vector<StratumPart>;

/// Cuts the strata into blocks of about as many rows each, the same for every number of threads. A stratum is
/// cut only if it has more rows than a block.
std::vector<PartsBlock> blocks_of_strata(const design::SampleDesign& design, const design::RowOrder& order);

}  // namespace sondeo::estimation
