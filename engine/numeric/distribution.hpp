#pragma once

namespace sondeo::numeric {

/// Quantile of Student's t; the normal's when `df` is infinite.
/// @param probability in (0, 1)   @param df > 0 or infinity
[[nodiscard]] double t_quantile(double probability, double df);

/// Quantile of the beta distribution with both shapes > 0; `probability` in [0, 1].
[[nodiscard]] double beta_quantile(double probability, double a, double b);

}  // namespace sondeo::numeric
