#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "engine/estimation/estimate_spec.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// Degrees of freedom by the rule asked for.  @source survey-statistics 5 and 17
class DegreesOfFreedom {
 public:
  struct Result {
    double value;              ///< may be 0 or less: then there is no interval
    bool fell_back_to_strata;  ///< `domain` gave less than 1
  };

  DegreesOfFreedom(const LevelRows& rows, const DfSpec& spec) : rows_(rows), spec_(spec) {}
  /// @param units    of the estimate's cases  @param variate  whose weight says which PSUs the design has
  Result of(const CaseUnits& units, const moments::Variate& variate);
  /// The same of one cell: under replicate weights of the file `domain` is the rank of its rows - 1.
  Result of(const CaseUnits& units, const moments::Variate& variate, const moments::Cells& cells,
            std::size_t cell);

 private:
  /// What says which rows are cases, and of which cell: weight, base, y, x, cells.
  using RowsKey = std::tuple<const void*, const void*, const void*, const void*, const void*>;

  double of_design(std::span<const double> weight);
  /// Of the whole sample: given, or the rank of the replicate weights - 1.
  double of_replicates(std::span<const double> weight);
  /// Rank - 1 of the cases of each cell. [cells]
  const std::vector<double>& of_replicates_by_cell(const moments::Variate& variate,
                                                   const moments::Cells& cells);

  const LevelRows& rows_;
  DfSpec spec_;
  std::map<const double*, double> design_df_;  ///< by weight
  std::map<RowsKey, std::vector<double>> by_cell_;
};

}  // namespace sondeo::estimation
