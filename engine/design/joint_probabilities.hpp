#pragma once

#include "engine/design/sample_design.hpp"
#include "engine/table/table.hpp"

namespace sondeo::design {

/// Most pairs of PSUs that a design may hold.
inline constexpr std::size_t kMostPairs = std::size_t{1} << 24U;

/// The columns that name a PSU in the data, of the rows of the table that carries the design.
struct PsuNames {
  std::vector<const Column*> strata;
  std::vector<std::string> strata_names;  ///< as the user wrote them: the names of the file's columns
  const Column* psu = nullptr;
};

/// Reads the joint inclusion probabilities of the design's PSUs from a table in one of two forms:
///
/// - a square matrix: the first column holds the PSUs' codes, each further one is named by the code of the
/// PSU
///   whose probabilities it holds; the order of rows and of columns is free;
/// - a list: columns `id1`, `id2` and `probability`, each pair once or twice, and the design's strata by
/// their
///   names where codes of PSUs are only unique within them. Pairs of different strata may be left out (drawn
///   apart: pi_i pi_j), and so may the pairs of a PSU with itself.
///
/// PSUs of the file that are not in the sample are passed over: a matrix of the whole population will do.
/// @param file  its name and the place where the user wrote it
/// @throws Error kJointForm, kJointNotNumbers, kJointIdsRepeat, kJointCodesAmbiguous, kJointPsusAbsent,
///         kJointPairsAbsent, kJointRange, kJointDiagonal (not the design's inclusion probability, to 1e-6),
///         kJointNotSymmetric (to 1e-9), kJointTooMany
[[nodiscard]] PairWeights read_pair_weights(const Table& table, const PsuNames& names,
                                            const SampleDesign& design, const Written& file);

}  // namespace sondeo::design
