#pragma once

#include <optional>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::run {

/// `[waves]`: what a survey's editions have in common, for comparing them.
struct WavesSpec {
  Place place;
  bool shares_psus = false;        ///< overlap = "psu"; else the editions' samples are independent
  std::vector<Written> psu_key;    ///< what identifies a PSU in every edition; none: strata and PSU
  std::optional<Written> a_break;  ///< what changed in the survey since the edition before
};

/// @throws Error kSpec...
[[nodiscard]] WavesSpec read_waves_section(spec::Section& section);

}  // namespace sondeo::run
