#include "engine/estimation/scored_estimate.hpp"

#include <algorithm>

#include "engine/estimation/moments_batches.hpp"
#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::estimation {

namespace {

/// The estimate of every replicate, from its totals.
std::vector<double> replicate_estimates(const ReplicateTotals& totals, const Target& target) {
  std::vector<double> estimates = totals.numerator;
  for (std::size_t r = 0; r < estimates.size(); ++r) {
    if (target.measure == Measure::kTotal) continue;
    const double base = totals.denominator[r];
    estimates[r] = base == 0.0 ? kAbsent : estimates[r] / base;
  }
  return estimates;
}

/// The targets that some key asks for, ascending.
std::vector<std::size_t> targets_used(std::span<const EstimateKey> keys) {
  std::vector<std::size_t> used;
  for (const auto& key : keys) used.push_back(key.target);
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

ScoredEstimate score_estimate(const LevelRows& rows, const MomentsBatch& batch, const EstimateKey& key,
                              std::size_t variate, const Target& target, const Breakdown& breakdown) {
  CellScratch scratch;
  const CellMoments at = batch.at(key.breakdown, key.cell, variate);
  ScoredEstimate scored;
  scored.cases = {&rows, &target.variate, &breakdown.cells, key.cell};
  scored.cell = estimate_cell(rows, at, target, scratch);
  if (!scored.has_value()) return scored;
  scored.value = scored.cell.value * target.per;
  scored.scores = std::move(scratch.scores);
  for (double& score : scored.scores.values) score *= target.per;
  for (double& score : scored.scores.control) score *= target.per;
  if (rows.made != nullptr) scored.replicates = replicate_estimates(scratch.totals, target);
  if (at.given != nullptr) scored.replicates = replicate_estimates(*at.given, target);
  for (double& estimate : scored.replicates) estimate *= target.per;
  return scored;
}

}  // namespace

std::vector<ScoredEstimate> score_estimates(const LevelRows& rows, std::span<const Target> targets,
                                            std::span<const Breakdown> breakdowns,
                                            std::span<const EstimateKey> keys, unsigned threads) {
  std::vector<ScoredEstimate> scored(keys.size());
  const std::vector<std::size_t> used = targets_used(keys);
  std::vector<Target> reduced;
  reduced.reserve(used.size());
  for (const std::size_t target : used) reduced.push_back(targets[target]);
  for_each_batch(rows, reduced, breakdowns, threads, [&](const MomentsBatch& batch) {
    numeric::parallel_blocks(keys.size(), threads, [&](std::size_t k) {
      if (!batch.has(keys[k].breakdown)) return;
      const auto found = std::lower_bound(used.begin(), used.end(), keys[k].target);
      const auto position = static_cast<std::size_t>(found - used.begin());
      if (position < batch.first || position >= batch.first + batch.count) return;
      scored[k] = score_estimate(rows, batch, keys[k], position - batch.first, targets[keys[k].target],
                                 breakdowns[keys[k].breakdown]);
    });
  });
  return scored;
}

}  // namespace sondeo::estimation
