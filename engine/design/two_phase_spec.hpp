#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::design {

/// How the variance of a two-phase design is computed.
/// @source survey-statistics 14
enum class TwoPhaseMethod {
  kFull,   ///< both phases' joint probabilities (Sarndal, Swensson and Wretman 1992, section 9.3)
  kApprox  ///< R's "approx": simpler, for one unit of the second phase in each PSU of the first
};
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 2> kTwoPhaseMethodNames = {"full", "approx"};

/// Which weight the study has. @source R survey: twophase(weights = list(w, NULL)) is kFirst
enum class TwoPhaseWeight { kFirst, kFinal };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 2> kTwoPhaseWeightNames = {"first", "final"};

/// `[design.two_phase]`: a subsample of the rows; strata, PSU and fpc of the design are the first phase's.
struct TwoPhaseSpec {
  Written subset;               ///< yes/no: the rows of the second phase
  std::vector<Written> strata;  ///< of the second phase; empty: one
  std::optional<Written> psu;   ///< units of the second phase, inside PSUs of the first; absent: rows
  /// Units of the first phase in each stratum, or sampling fractions; absent: counted in the data
  std::optional<Written> fpc;
  TwoPhaseMethod method = TwoPhaseMethod::kFull;
  /// kFirst: the weight of the first phase, to be divided by the second's sampling fraction
  TwoPhaseWeight weight = TwoPhaseWeight::kFirst;
};

/// Reads `[design.two_phase]`. @throws Error kSpec...
[[nodiscard]] TwoPhaseSpec read_two_phase_section(spec::Section& section);

}  // namespace sondeo::design
