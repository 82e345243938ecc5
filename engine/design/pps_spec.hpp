#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::design {

/// How the variance knows the joint inclusion probabilities of PSUs drawn without replacement with unequal
/// probabilities.
/// @source survey-statistics 13
enum class PpsMethod {
  kBrewer,      ///< none: (1 - pi) n / (n - 1) (t - mean)^2 in each stratum
  kOverton,     ///< approximated from the PSUs' own (Overton 1985)
  kHartleyRao,  ///< the same (Hartley and Rao 1962), from the mean of pi^2 over the population as well
  kJoint,       ///< given, in a file
  kPoisson      ///< each PSU drawn on its own: their products
};
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 5> kPpsMethodNames = {"brewer", "overton", "hartley-rao",
                                                                    "joint", "poisson"};
/// The words for them, as help and messages list them.
inline constexpr std::array<std::string_view, 6> kPpsMethodWords = {"brewer",        "overton", "hartley-rao",
                                                                    "hartley-rao:P", "joint",   "poisson"};

/// Which variance joint probabilities go into.
enum class PpsVariance { kHorvitzThompson, kYatesGrundy };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 2> kPpsVarianceNames = {"ht", "yg"};

/// `[design.pps]`: PSUs drawn without replacement with unequal probabilities (DESIGN 5).
struct PpsSpec {
  Written written;  ///< the method as the user wrote it
  PpsMethod method = PpsMethod::kBrewer;
  /// Hartley-Rao's sum of pi^2 / n over the population of each stratum, a number or a variable; absent: the
  /// sample's mean of pi
  std::optional<Written> mean_probability;
  std::optional<double> mean_number;  ///< when it is a number
  PpsVariance variance = PpsVariance::kHorvitzThompson;
  std::optional<Place> variance_place;   ///< where the user chose it
  std::optional<Written> probabilities;  ///< of the PSUs, a variable; absent: 1 / weight
  std::optional<Written> joint;          ///< the file of joint probabilities
};

/// Reads `brewer`, `hartley-rao:0.3` ...; what stands after the ':' is Hartley-Rao's.
/// @return nothing when the text is none of kPpsMethodWords
[[nodiscard]] std::optional<PpsSpec> read_pps_method(const Written& text);

/// Reads `[design.pps]`. @throws Error as `check_pps`; kSpec...
[[nodiscard]] PpsSpec read_pps_section(spec::Section& section);

/// What a specification needs and what it has no use for.
/// @throws Error kPpsJointNeeded, kPpsJointUnused, kPpsVarianceUnused, kPpsMeanRange
void check_pps(const PpsSpec& spec);

}  // namespace sondeo::design
