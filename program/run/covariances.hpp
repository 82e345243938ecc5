#pragma once

#include <vector>

#include "engine/estimation/covariance_matrix.hpp"
#include "program/run/scored_cells.hpp"

namespace sondeo::run {

/// The covariances of all estimates of a study's indicators, quantiles left out, in the order of the result
/// table; before standardisation.
class Covariances {
 public:
  /// @throws Error kCovarianceTooMany, kDerivedSeveralDesigns
  Covariances(const Plan& plan, ScoredLevels& levels);

  [[nodiscard]] estimation::CovarianceMatrix matrix(unsigned threads) const;

 private:
  struct Part {
    ScoredCells* cells;
    std::size_t number;
    std::string key;
  };
  void add_indicator(const PlannedIndicator& planned, ScoredCells& cells);
  void add_breakdown(const PlannedIndicator& planned, ScoredCells& cells, std::size_t breakdown);
  static std::string key_of(const ScoredCells& cells, std::size_t target, std::size_t breakdown,
                            std::size_t cell);

  std::vector<Part> parts_;
};

}  // namespace sondeo::run
