#include "engine/estimation/cell_grid.hpp"

#include <algorithm>

#include "engine/estimation/answer_cells.hpp"
#include "engine/estimation/cell_replicates.hpp"
#include "engine/estimation/moments_batches.hpp"
#include "engine/estimation/wide_cell.hpp"
#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::estimation {

namespace {

bool has_spread(const CellEstimate& cell) {
  return !cell.no_cases && !cell.none() && !cell.all() && cell.deff > 0;
}

/// The cell of `outer` with the same codes as `cell` of `inner`, or -1.
std::int32_t cell_around(const Breakdown& outer, const Breakdown& inner, std::size_t cell) {
  for (std::size_t candidate = 0; candidate < static_cast<std::size_t>(outer.cells.count); ++candidate) {
    bool same = true;
    for (std::size_t k = 0; k < outer.columns.size() && same; ++k) {
      const auto found = std::find(inner.columns.begin(), inner.columns.end(), outer.columns[k]);
      const auto position = static_cast<std::size_t>(found - inner.columns.begin());
      same = found != inner.columns.end() && inner.codes[cell][position] == outer.codes[candidate][k];
    }
    if (same) return static_cast<std::int32_t>(candidate);
  }
  return -1;
}

struct CellOfGrid {
  std::size_t breakdown;
  std::size_t cell;
};

void estimate_one_by_one(const LevelRows& rows, const TargetsOfGrid& part, const MomentsBatch& batch,
                         const CellOfGrid& at, CellGrid& grid) {
  const auto& moments = batch.of(at.breakdown);
  CellScratch scratch;
  CellReplicates made;
  if (rows.made != nullptr) made.add_up(moments.entries(at.cell), moments.term_count(), *rows.made);
  for (std::size_t v = 0; v < batch.count; ++v) {
    const std::size_t target = batch.first + v;
    CellMoments cell = batch.at(at.breakdown, at.cell, v);
    if (rows.made != nullptr) cell.made = &made;
    grid.at(at.breakdown, at.cell, part.first + target) =
        estimate_cell(rows, cell, part.targets[target], scratch);
  }
}

void estimate_wide(const LevelRows& rows, const TargetsOfGrid& part, const MomentsBatch& batch,
                   const CellOfGrid& at, CellGrid& grid) {
  const auto targets = part.targets.subspan(batch.first, batch.count);
  const auto& moments = batch.of(at.breakdown);
  const auto entries = moments.entries(at.cell);
  WideCell wide(entries, moments.term_count());
  std::vector<PointEstimate> points;
  std::vector<ScoreForm> forms;
  points.reserve(batch.count);
  forms.reserve(batch.count);
  for (std::size_t v = 0; v < batch.count; ++v) {
    points.push_back(
        point_estimate(batch.at(at.breakdown, at.cell, v), targets[v], TermTotals(entries, wide.totals())));
    forms.push_back(points.back().scored);
  }
  wide.set_scores(rows.design, forms);
  for (std::size_t v = 0; v < batch.count; ++v) {
    if (points[v].has_value()) {
      set_variance(wide.variance(v), wide.units(v), targets[v], points[v]);
    }
    grid.at(at.breakdown, at.cell, part.first + batch.first + v) = points[v].cell;
  }
}

void estimate_by_moments(const LevelRows& rows, const TargetsOfGrid& part,
                         std::span<const Breakdown> breakdowns, unsigned threads, CellGrid& grid) {
  for_each_batch(rows, part.targets, breakdowns, threads, [&](const MomentsBatch& batch) {
    const bool wide = WideCell::serves(rows) && batch.calibration == nullptr;
    const std::size_t end = batch.first_breakdown + batch.moments.size();
    for (std::size_t b = batch.first_breakdown; b < end; ++b) {
      numeric::parallel_blocks(batch.of(b).cell_count(), threads, [&](std::size_t cell) {
        if (wide) {
          estimate_wide(rows, part, batch, {b, cell}, grid);
        } else {
          estimate_one_by_one(rows, part, batch, {b, cell}, grid);
        }
      });
    }
  });
}

/// How many of the targets, from the first on, are not estimated from answers.
std::size_t count_others(const LevelRows& rows, std::span<const Target> targets) {
  std::size_t count = 1;
  while (count < targets.size() && count_answers(rows, targets.subspan(count)) == 0) ++count;
  return count;
}

}  // namespace

CellGrid::CellGrid(std::span<const Breakdown> breakdowns, std::size_t targets) : targets_(targets) {
  std::size_t size = 0;
  for (const auto& breakdown : breakdowns) {
    start_.push_back(size);
    size += static_cast<std::size_t>(breakdown.cells.count) * targets;
  }
  cells_.resize(size);
}

CellGrid estimate_cells(const LevelRows& rows, std::span<const Target> targets,
                        std::span<const Breakdown> breakdowns, unsigned threads) {
  CellGrid grid(breakdowns, targets.size());
  for (std::size_t first = 0; first < targets.size();) {
    const std::size_t answers = count_answers(rows, targets.subspan(first));
    const std::size_t count = answers > 0 ? answers : count_others(rows, targets.subspan(first));
    const TargetsOfGrid part{targets.subspan(first, count), first};
    if (answers > 0) {
      estimate_answers(rows, part, breakdowns, threads, grid);
    } else {
      estimate_by_moments(rows, part, breakdowns, threads, grid);
    }
    first += count;
  }
  return grid;
}

const CellEstimate* enclosing_cell(const CellGrid& grid, std::span<const Breakdown> breakdowns,
                                   std::size_t breakdown, std::size_t cell, std::size_t target) {
  const CellEstimate* nearest = nullptr;
  std::size_t most_columns = 0;
  for (std::size_t b = 0; b < breakdowns.size(); ++b) {
    const std::size_t columns = breakdowns[b].columns.size();
    const bool nearer = nearest == nullptr || columns > most_columns;
    if (columns >= breakdowns[breakdown].columns.size() || !nearer) continue;
    const std::int32_t around = cell_around(breakdowns[b], breakdowns[breakdown], cell);
    if (around < 0) continue;
    const auto& candidate = grid.at(b, static_cast<std::size_t>(around), target);
    if (!has_spread(candidate)) continue;
    nearest = &candidate;
    most_columns = columns;
  }
  return nearest;
}

}  // namespace sondeo::estimation
