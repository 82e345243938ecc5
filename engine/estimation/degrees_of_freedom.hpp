#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/estimation/estimate_cases.hpp"
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
  /// The same of the rows that a test or model rests on, whose weights are > 0.
  Result of(const CaseUnits& units, std::span<const double> weight, std::span<const std::int32_t> rows);
  /// The same of several estimates together: under replicate weights of the file `domain` is the rank of the
  /// rows of any of them - 1; of estimates of several levels that of the whole sample.
  Result of(const CaseUnits& units, const moments::Variate& variate, std::span<const EstimateCases> cases);
  /// The same of one cell: under replicate weights of the file `domain` is the rank of its rows - 1.
  Result of(const CaseUnits& units, const moments::Variate& variate, const moments::Cells& cells,
            std::size_t cell);

 private:
  /// What says which rows are cases, and of which cell: weight, base, y, x, cells.
  using RowsKey = std::tuple<const void*, const void*, const void*, const void*, const void*>;

  static RowsKey key_of(const moments::Variate& variate, const moments::Cells& cells);
  /// Whether the df are a rank of replicate weights, of whatever rows.
  [[nodiscard]] bool by_rank() const {
    const bool of_file = rows_.given != nullptr && rows_.given->rank_df;
    return of_file && !rows_.given->df && spec_.rule == DfRule::kDomain;
  }
  double of_design(std::span<const double> weight);
  /// Of the whole sample: given, or the rank of the replicate weights - 1.
  double of_replicates(std::span<const double> weight);
  /// Rank - 1 of the cases of each cell. [cells]
  const std::vector<double>& of_replicates_by_cell(const moments::Variate& variate,
                                                   const moments::Cells& cells);

  /// Rank - 1 of the rows of any of the cases.
  double of_replicates_of_union(std::span<const EstimateCases> cases);

  const LevelRows& rows_;
  DfSpec spec_;
  std::map<const double*, double> design_df_;  ///< by weight
  std::map<RowsKey, std::vector<double>> by_cell_;
  std::map<std::vector<std::pair<RowsKey, std::size_t>>, double>
      by_union_;  ///< by rows and cell of each part
};

}  // namespace sondeo::estimation
