#include "engine/estimation/moments_batches.hpp"

#include <algorithm>

#include "engine/estimation/reduced_rows.hpp"
#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::estimation {

namespace {

constexpr std::size_t kMomentsBytes = std::size_t{48} << 20U;
constexpr std::size_t kMostTermsPerTarget = 3;

std::size_t count_entries(const design::RowOrder& order, std::span<const moments::Cells> cells,
                          unsigned threads) {
  std::vector<std::size_t> counts(cells.size());
  numeric::parallel_blocks(cells.size(), threads,
                           [&](std::size_t b) { counts[b] = moments::count_entries(order, cells[b]); });
  std::size_t all = 0;
  for (const std::size_t count : counts) all += count;
  return all;
}

/// How many targets can be reduced at once within kMomentsBytes.
class BatchSize {
 public:
  BatchSize(const LevelRows& rows, std::span<const moments::Cells> cells, unsigned threads)
      : rows_(rows), cells_(cells), threads_(threads) {
    if (rows.given == nullptr) return;
    for (const auto& breakdown : cells) {
      replicate_totals_ += 2 * rows.given->columns.size() * static_cast<std::size_t>(breakdown.count);
    }
  }

  /// @param targets  how many are asked for: one alone is a batch whatever its size, and nothing is counted
  [[nodiscard]] std::size_t of(const CalibrationResiduals* calibration, std::size_t targets) {
    if (targets == 1) return 1;
    if (of_psus_ == 0) of_psus_ = count_entries(rows_.order, cells_, threads_);
    if (calibration != calibration_) {
      calibration_ = calibration;
      of_profiles_ = calibration == nullptr ? 0 : count_entries(calibration->profiles(), cells_, threads_);
    }
    const std::size_t entries = std::max<std::size_t>(1, of_psus_ + of_profiles_);
    const std::size_t bytes = (entries * kMostTermsPerTarget + replicate_totals_) * sizeof(double);
    return std::max<std::size_t>(1, kMomentsBytes / bytes);
  }

 private:
  const LevelRows& rows_;
  std::span<const moments::Cells> cells_;
  unsigned threads_;
  std::size_t of_psus_ = 0;  ///< once counted
  std::size_t replicate_totals_ = 0;
  const CalibrationResiduals* calibration_ = nullptr;
  std::size_t of_profiles_ = 0;
};

/// The first of the targets: those with the same calibration as the first, and no more than fit.
std::span<const Target> next_batch(const LevelRows& rows, std::span<const Target> targets, BatchSize& size) {
  const auto* calibration = calibration_of(rows, targets.front().variate.weight);
  const std::size_t most = size.of(calibration, targets.size());
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
  if (rows.reduced != nullptr) {
    MomentsBatch all;
    all.count = targets.size();
    all.moments = rows.reduced->moments;
    visit(all);
    return;
  }
  std::vector<moments::Cells> cells;
  for (const auto& breakdown : breakdowns) cells.push_back(breakdown.cells);
  BatchSize size(rows, cells, threads);
  for (std::size_t first = 0; first < targets.size();) {
    const auto part = next_batch(rows, targets.subspan(first), size);
    std::vector<moments::Variate> variates;
    for (const auto& target : part) variates.push_back(target.variate);
    MomentsBatch batch;
    batch.first = first;
    batch.count = part.size();
    const auto reduced = moments::reduce(rows.order, variates, cells, threads);
    batch.moments = reduced;
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
