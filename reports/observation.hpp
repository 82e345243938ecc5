#pragma once

#include <string>

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::reports {

/// Whether a row's figures were left out of what is published.
[[nodiscard]] bool is_withheld(const estimation::Estimate& row);

/// A row's code of CL_OBS_STATUS: A normal, U low reliability (any label but the scheme's first), Q withheld.
[[nodiscard]] std::string observation_status(const estimation::Estimate& row,
                                             const estimation::EstimateTable& table);

/// "n=1234; SE=0.25; CV=0.7; CL=95; method=logit; df=120": what the structures of others have no place for.
/// Figures that the row does not have are left out.
/// @param factor  by which its figures were multiplied
[[nodiscard]] std::string observation_comment(const estimation::Estimate& row, double factor);

/// Whether a period is a year of four digits.
[[nodiscard]] bool is_year(const std::string& period);

}  // namespace sondeo::reports
