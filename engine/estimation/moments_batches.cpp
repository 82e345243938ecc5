#include "engine/estimation/moments_batches.hpp"

#include <algorithm>

namespace sondeo::estimation {

namespace {

constexpr std::size_t kMomentsBytes = std::size_t{48} << 20U;
constexpr std::size_t kMostTermsPerTarget = 3;

std::size_t cell_count(std::span<const Breakdown> breakdowns) {
  std::size_t count = 0;
  for (const auto& breakdown : breakdowns) count += static_cast<std::size_t>(breakdown.cells.count);
  return count;
}

/// How many targets can be reduced at once within kMomentsBytes.
std::size_t batch_size(const LevelRows& rows, std::span<const Breakdown> breakdowns,
                       const CalibrationResiduals* calibration) {
  std::size_t units = rows.design.unit_count();
  if (calibration != nullptr) units += calibration->profile_count();
  std::size_t entries = 0;
  for (const auto& breakdown : breakdowns) {
    entries += std::min(rows.order.rows.size(), units * static_cast<std::size_t>(breakdown.cells.count));
  }
  std::size_t replicate_totals = 0;
  if (rows.given != nullptr) replicate_totals = 2 * rows.given->columns.size() * cell_count(breakdowns);
  const std::size_t bytes_per_target =
      (std::max<std::size_t>(1, entries) * kMostTermsPerTarget + replicate_totals) * sizeof(double);
  return std::max<std::size_t>(1, kMomentsBytes / bytes_per_target);
}

/// The first of the targets: those with the same calibration as the first, and no more than fit.
std::span<const Target> next_batch(const LevelRows& rows, std::span<const Target> targets,
                                   std::span<const Breakdown> breakdowns) {
  const auto* calibration = calibration_of(rows, targets.front().variate.weight);
  const std::size_t most = batch_size(rows, breakdowns, calibration);
  std::size_t count = 1;
  while (count < std::min(most, targets.size()) &&
         calibration_of(rows, targets[count].variate.weight) == calibration) {
    ++count;
  }
  return targets.first(count);
}

}  // namespace

void for_each_batch(const LevelRows& rows, std::span<const Target> targets,
                    std::span<const Breakdown> breakdowns, unsigned threads,
                    const std::function<void(const MomentsBatch& batch)>& visit) {
  std::vector<moments::Cells> cells;
  for (const auto& breakdown : breakdowns) cells.push_back(breakdown.cells);
  for (std::size_t first = 0; first < targets.size();) {
    const auto part = next_batch(rows, targets.subspan(first), breakdowns);
    std::vector<moments::Variate> variates;
    for (const auto& target : part) variates.push_back(target.variate);
    MomentsBatch batch;
    batch.first = first;
    batch.count = part.size();
    batch.moments = moments::reduce(rows.order, variates, cells, threads);
    if (rows.given != nullptr) batch.given = reduce_given(rows.order, *rows.given, variates, cells, threads);
    batch.calibration = calibration_of(rows, part.front().variate.weight);
    if (batch.calibration != nullptr) {
      batch.by_profile = moments::reduce(batch.calibration->profiles(), variates, cells, threads);
    }
    visit(batch);
    first += part.size();
  }
}

}  // namespace sondeo::estimation
