#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/design/replicates.hpp"
#include "engine/numeric/random_stream.hpp"

// What all makers of replicates share. Each maker's formula stands at `make_replicates`.
namespace sondeo::design::detail {

/// All factors 1: what makers change.
/// @throws Error kReplicatesTooMany
[[nodiscard]] Replicates unchanged(const SampleDesign& design, const MadeReplicatesSpec& spec,
                                   std::size_t count);

[[nodiscard]] inline double& factor(Replicates& made, std::int32_t psu, std::size_t replicate) {
  return made.factors[static_cast<std::size_t>(psu) * made.scheme.count() + replicate];
}

void set_stratum(Replicates& made, const Stratum& stratum, std::size_t replicate, double value);

/// An error that names the method.
[[nodiscard]] Error refusal(Code code, const MadeReplicatesSpec& spec, std::vector<Argument> more = {});

/// The same with the strata concerned.
[[nodiscard]] Error of_strata(Code code, const MadeReplicatesSpec& spec,
                              const std::vector<std::string>& strata, std::vector<Argument> more = {});

/// Methods that can only leave a lonely PSU as it is: `remove` and `certainty` mean that, nothing else does.
/// @throws Error kReplicatesLonely; kReplicatesNone when every stratum is lonely
void check_lonely_kept(const SampleDesign& design, const MadeReplicatesSpec& spec);

// By method; see `make_replicates`.
[[nodiscard]] Replicates make_jk1(const SampleDesign& design, const MadeReplicatesSpec& spec);
[[nodiscard]] Replicates make_jkn(const SampleDesign& design, const MadeReplicatesSpec& spec);
[[nodiscard]] Replicates make_jk2(const SampleDesign& design, const MadeReplicatesSpec& spec);
[[nodiscard]] Replicates make_balanced(const SampleDesign& design, const MadeReplicatesSpec& spec);
[[nodiscard]] Replicates make_rescaled_bootstrap(const SampleDesign& design, const MadeReplicatesSpec& spec);
[[nodiscard]] Replicates make_canty_davison(const SampleDesign& design, const MadeReplicatesSpec& spec);
[[nodiscard]] Replicates make_preston(const SampleDesign& design, const MadeReplicatesSpec& spec);
[[nodiscard]] Replicates make_generalised(const SampleDesign& design, const MadeReplicatesSpec& spec,
                                          std::span<const double> psu_keys);
[[nodiscard]] Replicates make_sdr(const SampleDesign& design, const MadeReplicatesSpec& spec,
                                  std::span<const double> psu_keys);

/// `size` different numbers below `bound`, each set as likely as the others, in no order that means anything.
/// @source Floyd's algorithm: Bentley and Floyd (1987), Communications of the ACM 30:754-757
[[nodiscard]] std::vector<std::uint32_t> sample_without_replacement(numeric::RandomStream& stream,
                                                                    std::uint32_t bound, std::uint32_t size);

/// The PSUs of a stratum by their keys, those of equal keys by number; by number without keys.
[[nodiscard]] std::vector<std::int32_t> ordered_psus(const Stratum& stratum,
                                                     std::span<const double> psu_keys);

}  // namespace sondeo::design::detail
