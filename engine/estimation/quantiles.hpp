#pragma once

#include <vector>

#include "engine/estimation/cell_estimate.hpp"
#include "engine/estimation/degrees_of_freedom.hpp"
#include "engine/estimation/ordered_cells.hpp"

namespace sondeo::estimation {

/// Quantiles with Woodruff's intervals: the share F of the cases at or below the quantile gets an interval
/// as a proportion, and both its ends are read off the values by the quantile's own rule; the standard error
/// is the interval's length / (2 t).
/// @source survey-statistics 7; Woodruff (1952), JASA 47:635-646; moments.md
class QuantileWriter {
 public:
  QuantileWriter(const LevelRows& rows, std::span<const Breakdown> breakdowns, const EstimateSpec& spec,
                 unsigned threads)
      : rows_(rows),
        breakdowns_(breakdowns),
        spec_(spec),
        threads_(threads),
        df_(rows, spec.df_of_proportions()) {}

  /// Appends the rows of `targets`: the quantiles of one variable, of one base and weight.
  void write(std::span<const Target> targets, std::vector<Estimate>& out);

 private:
  void write_breakdown(std::span<const Target> targets, const Breakdown& breakdown,
                       std::span<const numeric::NumberedValue> by_value, std::vector<Estimate>& out);
  [[nodiscard]] std::vector<CellEstimate> shares_below(std::span<const Target> targets,
                                                       const Breakdown& breakdown,
                                                       std::span<const numeric::NumberedValue> by_value,
                                                       std::span<const double> quantiles) const;
  void set_figures(const Target& target, const OrderedSample& sample, double quantile,
                   const CellEstimate& below, const DegreesOfFreedom::Result& df, Estimate& row) const;
  void set_interval(const Target& target, const OrderedSample& sample, double quantile,
                    const CellEstimate& below, Estimate& row) const;

  const LevelRows& rows_;
  std::span<const Breakdown> breakdowns_;
  const EstimateSpec& spec_;
  unsigned threads_;
  DegreesOfFreedom df_;
};

}  // namespace sondeo::estimation
