#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"

namespace sondeo::design {

/// How replicate weights were made, which says how their estimates become a variance.
enum class ReplicateMethod { kBrr, kFay, kJk1, kJkn, kJk2, kBootstrap, kSdr, kAcs, kOther };
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 9> kReplicateMethodNames = {
    "brr", "fay", "jk1", "jkn", "jk2", "bootstrap", "sdr", "acs", "other"};

/// Replicates that sondeo makes from the PSUs: `jk1`, `jkn`, `brr`, `fay:RHO`, `bootstrap:R`.
struct MadeReplicatesSpec {
  Written written;
  ReplicateMethod method = ReplicateMethod::kJkn;
  double rho = 0;          ///< Fay's, in [0, 1)
  std::size_t count = 0;   ///< of the bootstrap; else it follows from the design
  std::uint64_t seed = 1;  ///< of the bootstrap
};
/// The words for them, as help and messages list them.
inline constexpr std::array<std::string_view, 5> kMadeReplicatesWords = {"jk1", "jkn", "brr", "fay:RHO",
                                                                         "bootstrap:R"};

/// Replicate weights that came with the data: `[design.replicates]` (DESIGN 5).
struct ReplicateSpec {
  std::vector<Written> columns;  ///< names, or patterns with * and ?
  ReplicateMethod method = ReplicateMethod::kOther;
  Place method_place;
  double rho = 0;                       ///< Fay's, in [0, 1)
  std::optional<double> scale;          ///< absent: the method's
  std::vector<double> rscales;          ///< by column; empty: 1 for each
  std::optional<Written> rscales_file;  ///< one number on each line, instead of `rscales`
  std::optional<bool> mse;              ///< about the full-sample estimate; absent: the method's
  std::optional<double> df;             ///< absent: rank of the replicate weights - 1
  bool combined = true;                 ///< full weights; else factors on the full weight
};

/// What `text` says after its first ':' is read as a number: Fay's rho, the bootstrap's count.
/// @return nothing when the text is none of kMadeReplicatesWords
/// @throws Error kReplicateRho, kReplicateCount
[[nodiscard]] std::optional<MadeReplicatesSpec> read_made_replicates(const Written& text);

/// Sets method and rho from `brr`, `fay:0.5` ... (`fay` alone when rho stands elsewhere).
/// @return whether the text was one of the methods
/// @throws Error kReplicateRho
[[nodiscard]] bool read_replicate_method(const Written& text, ReplicateSpec& spec);

/// @throws Error kReplicateRho  outside [0, 1)
void check_rho(double rho, const Written& text);

}  // namespace sondeo::design
