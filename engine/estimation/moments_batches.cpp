#include "engine/estimation/moments_batches.hpp"

#include <algorithm>

#include "engine/estimation/reduced_rows.hpp"
#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::estimation {

namespace {

constexpr std::size_t kMostTermsPerTarget = 3;

/// What the moments of one pass may take: about as much as the columns of the rows do, so that a small survey
/// stays small whatever the number of its tables, and some tens of megabytes at the most.
std::size_t moments_bytes(const LevelRows& rows) {
  constexpr std::size_t kLeast = std::size_t{4} << 20U;
  constexpr std::size_t kMost = std::size_t{48} << 20U;
  constexpr std::size_t kPerRow = 32;
  return std::clamp(kPerRow * rows.order.rows.size(), kLeast, kMost);
}

std::size_t bytes_of(std::size_t entries, std::size_t targets) {
  return entries * targets * kMostTermsPerTarget * sizeof(double);
}

/// How many entries each breakdown will have. [breakdowns]
std::vector<std::size_t> count_entries(const design::RowOrder& order, std::span<const moments::Cells> cells,
                                       unsigned threads) {
  std::vector<std::size_t> counts(cells.size());
  numeric::parallel_blocks(cells.size(), threads,
                           [&](std::size_t b) { counts[b] = moments::count_entries(order, cells[b]); });
  return counts;
}

/// No fewer than a breakdown's entries, without looking at the rows.
std::size_t most_entries(const design::RowOrder& order, const moments::Cells& cells) {
  const std::size_t psus = order.psu_start.size() - 1;
  return std::min(order.rows.size(), psus * static_cast<std::size_t>(cells.count));
}

/// Where groups of consecutive breakdowns begin, and the end: of each the moments of all targets fit into
/// `moments_bytes`, or it is one breakdown. The rows are passed once for each.
std::vector<std::size_t> group_starts(const LevelRows& rows, std::span<const moments::Cells> cells,
                                      std::size_t targets, unsigned threads) {
  const std::size_t most = moments_bytes(rows);
  std::size_t at_most = 0;
  for (const auto& each : cells) at_most += bytes_of(most_entries(rows.order, each), targets);
  if (at_most <= most) return {0, cells.size()};
  const auto entries = count_entries(rows.order, cells, threads);
  std::vector<std::size_t> starts{0};
  std::size_t bytes = 0;
  for (std::size_t b = 0; b < cells.size(); ++b) {
    const std::size_t own = bytes_of(entries[b], targets);
    if (b > starts.back() && bytes + own > most) {
      starts.push_back(b);
      bytes = 0;
    }
    bytes += own;
  }
  starts.push_back(cells.size());
  return starts;
}

/// How many targets can be reduced at once within `moments_bytes`.
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
    if (of_psus_ == 0) of_psus_ = all_entries(rows_.order);
    if (calibration != calibration_) {
      calibration_ = calibration;
      of_profiles_ = calibration == nullptr ? 0 : all_entries(calibration->profiles());
    }
    const std::size_t entries = std::max<std::size_t>(1, of_psus_ + of_profiles_);
    const std::size_t bytes = bytes_of(entries, 1) + replicate_totals_ * sizeof(double);
    return std::max<std::size_t>(1, moments_bytes(rows_) / bytes);
  }

 private:
  [[nodiscard]] std::size_t all_entries(const design::RowOrder& order) const {
    const auto counts = count_entries(order, cells_, threads_);
    std::size_t all = 0;
    for (const std::size_t count : counts) all += count;
    return all;
  }

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

/// Consecutive breakdowns.
struct CellsGroup {
  std::span<const moments::Cells> cells;
  std::size_t first = 0;
};

void visit_batches(const LevelRows& rows, std::span<const Target> targets, const CellsGroup& group,
                   unsigned threads, const std::function<void(const MomentsBatch& batch)>& visit) {
  BatchSize size(rows, group.cells, threads);
  for (std::size_t first = 0; first < targets.size();) {
    const auto part = next_batch(rows, targets.subspan(first), size);
    std::vector<moments::Variate> variates;
    variates.reserve(part.size());
    for (const auto& target : part) variates.push_back(target.variate);
    MomentsBatch batch;
    batch.first = first;
    batch.count = part.size();
    batch.first_breakdown = group.first;
    const auto reduced = moments::reduce(rows.order, variates, group.cells, threads);
    batch.moments = reduced;
    if (rows.given != nullptr) {
      batch.given = reduce_given(rows.order, *rows.given, variates, group.cells, threads);
    }
    batch.calibration = calibration_of(rows, part.front().variate.weight);
    if (batch.calibration != nullptr) {
      batch.by_profile = moments::reduce(batch.calibration->profiles(), variates, group.cells, threads);
    }
    visit(batch);
    first += part.size();
  }
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
  cells.reserve(breakdowns.size());
  for (const auto& breakdown : breakdowns) cells.push_back(breakdown.cells);
  const auto starts = group_starts(rows, cells, targets.size(), threads);
  for (std::size_t group = 0; group + 1 < starts.size(); ++group) {
    const std::span all(cells);
    visit_batches(rows, targets,
                  {all.subspan(starts[group], starts[group + 1] - starts[group]), starts[group]}, threads,
                  visit);
  }
}

}  // namespace sondeo::estimation
