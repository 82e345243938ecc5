#include "engine/estimation/pearson_variance.hpp"

#include <cmath>

#include "engine/moments/row_values.hpp"

namespace sondeo::estimation {

std::vector<PearsonVariance::PowerSums> PearsonVariance::sum_powers(const moments::Variate& variate,
                                                                    const moments::Cells& cells) const {
  std::vector<PowerSums> sums(static_cast<std::size_t>(cells.count));
  for (const auto ordered : rows_.order.rows) {
    const auto row = static_cast<std::size_t>(ordered);
    const std::int32_t cell = cells.cell_of_row.empty() ? 0 : cells.cell_of_row[row];
    const double w = variate.weight[row];
    if (cell < 0 || w == 0.0 || !moments::in_base(variate, row) || !moments::is_present(variate, row))
      continue;
    PowerSums& sum = sums[static_cast<std::size_t>(cell)];
    const bool yes = moments::is_yes(variate, row);
    (yes ? sum.squares_yes : sum.squares_no) += w * w;
    (yes ? sum.powers_yes : sum.powers_no) += w * std::sqrt(w);
  }
  return sums;
}

double PearsonVariance::of(std::size_t breakdown, std::size_t cell, std::size_t target,
                           const moments::Variate& variate, const moments::Cells& cells,
                           const CellEstimate& estimate) {
  const auto [found, inserted] = sums_.try_emplace({breakdown, target});
  if (inserted) found->second = sum_powers(variate, cells);
  const PowerSums& sum = found->second[cell];
  const double n = estimate.sums.n;
  const double p = estimate.value;
  const double q = 1 - p;
  const double scale = n / estimate.weight / (p * q);
  const double mean = std::sqrt(scale) * (sum.powers_yes * q - sum.powers_no * p) / estimate.weight;
  const double square = scale * (sum.squares_yes * q * q + sum.squares_no * p * p) / estimate.weight;
  return (square - mean * mean) * n / (n - 1);
}

}  // namespace sondeo::estimation
