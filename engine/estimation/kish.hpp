#pragma once

#include <span>

namespace sondeo::estimation {

/// Kish's factor n sum w^2 / (sum w)^2 = 1 + relvar(w) of the n weights that are not 0: what unequal weights
/// alone do to a variance; NaN without any.
/// @source Kish (1992), Journal of Official Statistics 8:183-200
[[nodiscard]] double kish_factor(std::span<const double> weights);

}  // namespace sondeo::estimation
