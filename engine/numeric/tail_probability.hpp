#pragma once

#include <span>

namespace sondeo::numeric {

/// P(F > value) of the F distribution; chi-squared / df1 when `df2` is infinite.
/// @param value >= 0   @param df1, df2 > 0
[[nodiscard]] double f_upper_tail(double value, double df1, double df2);

/// P(X > value) of chi-squared. @param value >= 0   @param df > 0
[[nodiscard]] double chi_squared_upper_tail(double value, double df);

/// P(|T| > |value|) of Student's t; of the normal when `df` is infinite. @param df > 0
[[nodiscard]] double t_two_sided(double value, double df);

/// P(sum_i weights_i X_i > value Y / df) with independent chi-squared X_i of one degree of freedom and Y of
/// `df`; Y / df is 1 when `df` is infinite. Exact: the sum is a mixture of chi-squared with k + 2 j degrees
/// of freedom, carried on until what is left of it is below 1e-14. Where that would take more than 20,000
/// terms (weights about a thousand times apart), those below 1/300 of the largest count by their mean, which
/// moves the probability by about 1e-5 of itself.
/// @param weights  > 0   @param value >= 0
/// @return NaN when even that takes too many terms (a value beyond all probability)
/// @source Ruben (1962), Ann. Math. Statist. 33:542-570
[[nodiscard]] double weighted_f_upper_tail(std::span<const double> weights, double df, double value);

/// The same by the saddlepoint approximation of Lugannani and Rice.
/// @source Kuonen (1999), Biometrika 86:929-935; R survey pFsum(method = "saddlepoint")
[[nodiscard]] double weighted_f_saddlepoint(std::span<const double> weights, double df, double value);

}  // namespace sondeo::numeric
