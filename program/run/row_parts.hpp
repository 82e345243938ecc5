#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "engine/estimation/reduced_rows.hpp"
#include "engine/moments/merge.hpp"
#include "program/run/design_keys.hpp"
#include "program/run/level_estimates.hpp"
#include "program/run/merged_cells.hpp"
#include "program/run/merged_targets.hpp"
#include "program/run/merged_weights.hpp"

namespace sondeo::run {

/// How much rows that come in parts may take.
struct PartSizes {
  std::size_t rows = 0;         ///< of a part
  std::uint64_t part_sums = 0;  ///< bytes of a part's sums at a time
  std::uint64_t all_sums = 0;   ///< bytes of the sums of all parts
};

/// A study of one table whose rows come in parts: of each part the moments are kept, and added up. What is
/// estimated from them is what all rows together give, but for the order in which they were added.
class RowParts {
 public:
  RowParts(const Study& study, const RunOptions& options, const Plan& plan, Level& level);

  /// Reads all rows.
  /// @throws Error as deriving, weighing and estimating them together; kMemorySums when their sums take more
  void read(const PartSizes& sizes);
  /// The level has the design's values alone, for its design to be built.
  void leave_design_values();
  /// An error of that design, with rows counted.
  [[nodiscard]] Error with_rows_counted(const Error& error) const;
  /// All of it is known: what faults the weights have is said now, after those of the design.
  void finish(const design::SampleDesign& design, Diagnostics& findings);

  /// What the result is estimated from.
  [[nodiscard]] std::deque<LevelEstimates> estimates(const design::SampleDesign& design,
                                                     const design::Replicates* made) const;
  [[nodiscard]] const MergedWeights& weights() const { return weights_; }

 private:
  void add_part(const Table& rows, const PartSizes& sizes);
  void add_targets(LevelFrame& frame, std::span<const std::int32_t> keys, MergedTargets::Part& part);
  void add_moments(const LevelFrame& frame, const MergedTargets::Part& part,
                   std::span<const moments::Cells> cells, const PartSizes& sizes);
  void add_squares(const MergedTargets::Part& part, std::span<const moments::Cells> cells);
  [[nodiscard]] bool may_ask_for_kish(const moments::MergedMoments::Place& place, bool of_groups,
                                      std::size_t breakdown) const;
  void hold(const Error& error);
  void refuse_large_sums(const PartSizes& sizes) const;

  const Study& study_;
  RunOptions options_;  ///< of a part, whose weights are not looked at alone
  std::span<const PlannedIndicator> indicators_;
  const PlannedDesign& design_;
  Level& level_;
  Diagnostics findings_;  ///< of the parts
  std::size_t rows_ = 0;
  std::size_t parts_ = 0;
  DesignKeys keys_;
  MergedTargets targets_;
  MergedWeights weights_;
  std::vector<MergedCells> cells_;               ///< [breakdowns]
  std::vector<moments::MergedMoments> moments_;  ///< [breakdowns]
  /// Sums of squared weights by presence, breakdown and cell.
  std::map<std::int32_t, std::vector<std::vector<numeric::CompensatedSum>>> squares_;
  std::optional<Diagnostic> held_;  ///< weights that are missing or negative, counted over all parts
  std::vector<MergedTargets::Merged> merged_;
  estimation::ReducedRows reduced_;
  design::RowOrder no_rows_;
};

}  // namespace sondeo::run
