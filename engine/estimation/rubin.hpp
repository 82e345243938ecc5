#pragma once

#include <array>
#include <span>
#include <string_view>

namespace sondeo::estimation {

/// Degrees of freedom of an estimate combined over m completed data sets, r = (1 + 1/m) B / U:
/// - barnard-rubin: 1 / (1 / nu_m + 1 / nu_obs), nu_m = (m - 1) (1 + 1/r)^2,
///   nu_obs = nu (nu + 1) / (nu + 3) U / T, nu those of the complete data
/// - rubin: nu_m, as if the complete data had infinitely many
/// - mitools: barnard-rubin with U / (U + B) instead of U / T
/// @source Rubin (1987), Multiple Imputation for Nonresponse in Surveys, 3.1; Barnard and Rubin (1999),
/// Biometrika 86:948-955; R mitools 2.4 MIcombine
enum class ImputationDf { kBarnardRubin, kRubin, kMitools };
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 3> kImputationDfNames = {"barnard-rubin", "rubin", "mitools"};

/// An estimate in one completed data set.
struct ImplicateFigures {
  double estimate;
  double se;
  double df;  ///< of the complete data, may be infinite
};

/// An estimate combined over completed data sets.
struct CombinedFigures {
  double estimate;  ///< mean
  double se;        ///< square root of T = U + (1 + 1/m) B
  double df;        ///< NaN or not positive: no interval
  double fmi;       ///< fraction of missing information (r + 2 / (df + 3)) / (r + 1)
};

/// Rubin's rules. Where nothing differs between the data sets (B = 0) the inference is that of the complete
/// data, with its df and no missing information; where U is 0 the df are m - 1. Complete-data df that differ
/// count as the least of them.
/// @param implicates  two or more, all figures finite but df
[[nodiscard]] CombinedFigures combine(std::span<const ImplicateFigures> implicates, ImputationDf rule);

/// The mean; exactly the value where all are the same.
[[nodiscard]] double mean_over_implicates(std::span<const double> values);

}  // namespace sondeo::estimation
