#pragma once

#include <optional>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::reports {

/// `[disclosure]` (DESIGN 5, docs/disclosure.md): below which counts of unweighted cases a figure could let
/// somebody be recognised.
struct DisclosureSpec {
  double minimum_cases = 5;       ///< cases with the event; 0: no rule
  double minimum_complement = 5;  ///< cases without it; absent in the file: as minimum_cases
  double minimum_base = 5;        ///< cases of the base; likewise
  double minimum_psus = 0;        ///< PSUs of the base
  bool protect_zeros = false;     ///< no event at all is protected as a small count
  double rounding = 0;            ///< counts of cases are given as multiples of it; 0: as they are
};

/// @throws Error  those of spec::Section, kDisclosureNothing
[[nodiscard]] DisclosureSpec read_disclosure_section(spec::Section& section);

}  // namespace sondeo::reports
