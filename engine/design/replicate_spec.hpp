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

/// How sondeo makes replicates from the PSUs (see `make_replicates`).
enum class MakingMethod {
  kJk1,
  kJkn,
  kJk2,
  kBrr,
  kFay,
  kBootstrap,
  kRwyb,
  kCantyDavison,
  kPreston,
  kGeneralised,
  kGeneralisedSd1,
  kGeneralisedSd2,
  kSdr
};
/// `jkn`, `canty-davison` ...: as tables show it.
[[nodiscard]] std::string_view making_method_name(MakingMethod method);
/// Whether replicates are drawn at random, so that their number is the user's choice.
[[nodiscard]] bool is_bootstrap(MakingMethod method);
/// Whether a seed changes anything: the bootstraps and `jk2`.
[[nodiscard]] bool takes_seed(MakingMethod method);
/// Whether the order of the PSUs in the sample matters.
[[nodiscard]] bool takes_order(MakingMethod method);
/// Whether replicates act on the units of every stage that the variance needs; else on PSUs.
[[nodiscard]] constexpr bool acts_on_stages(MakingMethod method) { return method == MakingMethod::kPreston; }
/// Which of the methods of given weights has the same kind of variance.
[[nodiscard]] ReplicateMethod variance_method(MakingMethod method);

/// Replicates that sondeo makes from the PSUs.
struct MadeReplicatesSpec {
  Written written;
  MakingMethod method = MakingMethod::kJkn;
  double rho = 0;                     ///< Fay's, in [0, 1)
  std::size_t count = 0;              ///< of the bootstraps, and of sdr where it was said; else the design's
  std::uint64_t seed = 1;             ///< of jk2 and the bootstraps
  std::size_t draws = 0;              ///< of rwyb: PSUs drawn in each stratum; 0: n_h - 1
  std::optional<double> tau = {};     ///< of the generalised bootstraps, >= 1; absent: the least without
                                      ///< negative weights
  std::optional<Written> order = {};  ///< of sdr, sd1 and sd2: sorts the PSUs; absent: the file's order
};
/// The words for them, as help and messages list them.
inline constexpr std::array<std::string_view, 15> kMadeReplicatesWords = {"jk1",
                                                                          "jkn",
                                                                          "jk2",
                                                                          "brr",
                                                                          "fay:RHO",
                                                                          "bootstrap:R",
                                                                          "rao-wu:R",
                                                                          "rwyb:R",
                                                                          "canty-davison:R",
                                                                          "preston:R",
                                                                          "generalised:R",
                                                                          "generalised-sd1:R",
                                                                          "generalised-sd2:R",
                                                                          "sdr",
                                                                          "sdr:R"};

/// Replicate weights that came with the data: `[design.replicates]` (DESIGN 5).
struct ReplicateSpec {
  std::vector<Written> columns;  ///< names, ranges as w[1-80], or patterns with * and ?
  ReplicateMethod method = ReplicateMethod::kOther;
  Place method_place;
  double rho = 0;                       ///< Fay's, in [0, 1)
  std::optional<double> scale;          ///< absent: the method's
  std::vector<double> rscales;          ///< by column; empty: 1 for each
  std::optional<Written> rscales_file;  ///< one number on each line, instead of `rscales`
  std::optional<bool> mse;              ///< about the full-sample estimate; absent: the method's
  std::optional<double> df;             ///< absent: rank of the replicate weights - 1
  bool combined = true;                 ///< full weights; else factors on the full weight
  std::optional<Written> file;          ///< where the columns are, if not in the data file
  std::vector<Written> key;             ///< columns of both files; empty: by the file's column `row`
  std::optional<Written> level;         ///< whose rows the file is of; absent: the only one without a parent
};

/// What `text` says after its first ':' is read as a number: Fay's rho, the replicates of a bootstrap or sdr.
/// @return nothing when the text is none of kMadeReplicatesWords
/// @throws Error kReplicateRho, kReplicateCount
[[nodiscard]] std::optional<MadeReplicatesSpec> read_made_replicates(const Written& text);

/// The options of made replicates, as the user wrote them.
struct MadeReplicatesOptions {
  struct Number {
    Written written;
    double value = 0;
  };
  std::optional<Written> seed_written;
  std::uint64_t seed = 1;
  std::optional<Number> draws;
  std::optional<Number> tau;
  std::optional<Written> order;
};

/// Sets the options that the method uses.
/// @param made  null: no replicates are made
/// @throws Error kReplicateSeedUnused, kMadeReplicatesOption (of another method), kReplicateTau
void set_options(std::optional<MadeReplicatesSpec>& made, const MadeReplicatesOptions& options);

/// Sets method and rho from `brr`, `fay:0.5` ... (`fay` alone when rho stands elsewhere).
/// @return whether the text was one of the methods
/// @throws Error kReplicateRho
[[nodiscard]] bool read_replicate_method(const Written& text, ReplicateSpec& spec);

/// @throws Error kReplicateRho  outside [0, 1)
void check_rho(double rho, const Written& text);

}  // namespace sondeo::design
