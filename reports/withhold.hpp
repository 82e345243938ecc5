#pragma once

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::reports {

/// Takes the figures out of every row whose quality label is not to be published; what says how many cases
/// there were (`n`) stays, the note `withheld` says why the rest is gone. Does nothing without a scheme.
void withhold_unpublishable(estimation::EstimateTable& table);

/// Whether its figures were taken out so that nobody can be recognised by them.
[[nodiscard]] bool is_protected(const estimation::Estimate& row);

}  // namespace sondeo::reports
