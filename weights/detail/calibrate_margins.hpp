#pragma once

#include <span>
#include <vector>

#include "weights/calibrate_step.hpp"

namespace sondeo::weights::detail {

/// Hands out a step's columns in the order of `variables_of`.
class ColumnReader {
 public:
  explicit ColumnReader(const StepData& data) : data_(data) {}
  const Column* next() { return &data_.columns[next_++]; }

 private:
  const StepData& data_;
  std::size_t next_ = 0;
};

/// The weights of the rows that a step works on; 0 of the others.
[[nodiscard]] std::vector<double> weights_of_part(const StepData& data, std::span<const double> weights);

/// The margins of a step, as rows with weight make them up.
[[nodiscard]] std::vector<design::Margin> margins_of(const CalibrateStep& step,
                                                     std::span<const double> weights, ColumnReader& columns);

/// What the regressors of margins count. [p]
[[nodiscard]] std::vector<MarginGroup> groups_of(std::span<const design::Margin> margins);

/// The totals of each margin, from the study or its file.
[[nodiscard]] std::vector<PopulationTotals> totals_of(const CalibrateStep& step, const StepData& data);

}  // namespace sondeo::weights::detail
