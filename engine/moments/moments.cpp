#include "engine/moments/moments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/moments/cell_accumulator.hpp"
#include "engine/moments/row_terms.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "engine/numeric/workspace_pool.hpp"

namespace sondeo::moments {

namespace {

constexpr std::size_t kBlockRows = 8192;  // fewer than a CountLane counts

/// Working memory of one thread.
struct Workspace {
  RowTerms terms;
  PsuSums psu;
  std::vector<CellAccumulator> accumulators;
};

std::vector<BlockSums> sum_block(const design::RowOrder& order, std::size_t block, Workspace& workspace) {
  const std::size_t begin = block * kBlockRows;
  const std::size_t end = std::min(begin + kBlockRows, order.rows.size());
  std::vector<BlockSums> sums(workspace.accumulators.size());
  const auto next_psu =
      std::upper_bound(order.psu_start.begin(), order.psu_start.end(), static_cast<std::int32_t>(begin));
  auto psu = static_cast<std::size_t>(next_psu - order.psu_start.begin()) - 1;
  const auto end_psu = [&] {
    for (std::size_t b = 0; b < sums.size(); ++b) {
      workspace.accumulators[b].end_psu(static_cast<std::int32_t>(psu), workspace.psu, sums[b]);
    }
    workspace.psu.clear();
  };
  for (std::size_t first = begin; first < end; first += RowTerms::kRows) {
    const auto rows = std::span(order.rows).subspan(first, std::min(RowTerms::kRows, end - first));
    workspace.terms.fill(rows);
    for (std::size_t i = 0; i < rows.size();) {
      if (static_cast<std::size_t>(order.psu_start[psu + 1]) <= first + i) {
        end_psu();
        while (static_cast<std::size_t>(order.psu_start[psu + 1]) <= first + i) ++psu;
      }
      const std::size_t run_end =
          std::min(rows.size(), static_cast<std::size_t>(order.psu_start[psu + 1]) - first);
      const OrderedRows run(rows.subspan(i, run_end - i));
      const LaneTerms terms = workspace.terms.from(i);
      for (auto& accumulator : workspace.accumulators) accumulator.add(run, terms, workspace.psu);
      workspace.psu.add(run.size(), terms);
      i = run_end;
    }
  }
  end_psu();
  for (std::size_t b = 0; b < sums.size(); ++b) workspace.accumulators[b].end_block(sums[b]);
  return sums;
}

/// Sum and number of some values, in as many strands as fill a line of the cache.
struct StrandSums {
  std::array<double, NumberLane::kWidth> sums{};
  std::array<double, NumberLane::kWidth> counts{};

  void add(std::span<const double> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool present = !std::isnan(values[i]);
      sums[i % NumberLane::kWidth] += present ? values[i] : 0.0;
      counts[i % NumberLane::kWidth] += present ? 1.0 : 0.0;
    }
  }
};

double plain_mean(std::span<const double> values) {
  numeric::CompensatedSum sum;
  double count = 0;
  for (std::size_t first = 0; first < values.size(); first += kBlockRows) {
    StrandSums strands;
    strands.add(values.subspan(first, std::min(kBlockRows, values.size() - first)));
    for (std::size_t j = 0; j < NumberLane::kWidth; ++j) {
      sum.add(strands.sums[j]);
      count += strands.counts[j];
    }
  }
  return count > 0 ? sum.value() / count : 0.0;
}

/// Whether all values lie within a thousandth of their mean about it.
bool far_from_0(std::span<const double> values, double mean) {
  constexpr double kNear = 1e-3;
  return mean != 0.0 && std::all_of(values.begin(), values.end(), [mean](double value) {
           return std::isnan(value) || std::abs(value - mean) <= kNear * std::abs(mean);
         });
}

std::vector<Shift> shifts_of(std::span<const Variate> variates) {
  std::vector<Shift> shifts(variates.size());
  for (std::size_t v = 0; v < variates.size(); ++v) {
    shifts[v].x = plain_mean(variates[v].x);
    const auto* numbers = std::get_if<Numbers>(&variates[v].y);
    if (numbers == nullptr) continue;
    shifts[v].y = plain_mean(numbers->values);
    shifts[v].far = variates[v].x.empty() && far_from_0(numbers->values, shifts[v].y);
  }
  return shifts;
}

}  // namespace

/// Puts the blocks' sums of one breakdown together, cell by cell.
class MomentsAssembly {
 public:
  static BreakdownMoments assemble(std::vector<BlockSums> blocks, std::int32_t cell_count,
                                   const TermLayout& layout, std::vector<Shift> shifts) {
    BreakdownMoments moments;
    moments.shifts_ = std::move(shifts);
    moments.term_count_ = layout.psu_terms;
    for (const auto& slots : layout.slots) {
      moments.x_at_.push_back(slots.x_term);
      moments.centred_at_.push_back(slots.centred);
    }
    const auto cells = static_cast<std::size_t>(cell_count);
    add_cell_sums(moments, blocks, cells, layout);
    place_entries(moments, blocks, cells, layout.psu_terms);
    return moments;
  }

 private:
  struct PlacedEntry {
    std::int32_t psu;
    double* sums;
  };

  static void place_entries(BreakdownMoments& moments, std::vector<BlockSums>& blocks, std::size_t cells,
                            std::size_t term_count) {
    std::vector<std::size_t> start(cells + 1, 0);
    for (const auto& block : blocks) {
      for (const auto cell : block.entry_cells) ++start[static_cast<std::size_t>(cell) + 1];
    }
    for (std::size_t cell = 0; cell < cells; ++cell) start[cell + 1] += start[cell];
    std::vector<PlacedEntry> entries(start[cells]);
    std::vector<std::size_t> filled(start.begin(), start.end() - 1);
    for (auto& block : blocks) {
      moments.storage_.push_back(std::move(block.entry_sums));
      double* sums = moments.storage_.back().data();
      for (std::size_t e = 0; e < block.entry_cells.size(); ++e) {
        const auto cell = static_cast<std::size_t>(block.entry_cells[e]);
        add_entry(entries, start[cell], filled[cell], {block.entry_psus[e], sums + e * term_count},
                  term_count);
      }
    }
    close_gaps(moments, entries, start, filled);
  }

  /// A PSU cut by a block's end arrives twice: its second part is added to the first.
  static void add_entry(std::vector<PlacedEntry>& entries, std::size_t first, std::size_t& end,
                        PlacedEntry entry, std::size_t term_count) {
    if (end > first && entries[end - 1].psu == entry.psu) {
      for (std::size_t j = 0; j < term_count; ++j) entries[end - 1].sums[j] += entry.sums[j];
    } else {
      entries[end++] = entry;
    }
  }

  static void close_gaps(BreakdownMoments& moments, const std::vector<PlacedEntry>& entries,
                         const std::vector<std::size_t>& start, const std::vector<std::size_t>& filled) {
    moments.cell_start_.push_back(0);
    moments.entries_.reserve(entries.size());
    for (std::size_t cell = 0; cell + 1 < start.size(); ++cell) {
      for (std::size_t e = start[cell]; e < filled[cell]; ++e) {
        moments.entries_.push_back({entries[e].psu, entries[e].sums});
      }
      moments.cell_start_.push_back(moments.entries_.size());
    }
  }

  static void add_cell_sums(BreakdownMoments& moments, const std::vector<BlockSums>& blocks,
                            std::size_t cells, const TermLayout& layout) {
    std::vector<numeric::CompensatedSum> terms(cells * layout.cell_terms);
    std::vector<std::uint64_t> counts(cells * layout.counts);
    for (const auto& block : blocks) {
      for (std::size_t k = 0; k < block.cells.size(); ++k) {
        const auto cell = static_cast<std::size_t>(block.cells[k]);
        for (std::size_t j = 0; j < layout.cell_terms; ++j) {
          terms[cell * layout.cell_terms + j].add(block.cell_terms[k * layout.cell_terms + j]);
        }
        for (std::size_t j = 0; j < layout.counts; ++j) {
          counts[cell * layout.counts + j] += block.counts[k * layout.counts + j];
        }
      }
    }
    for (std::size_t cell = 0; cell < cells; ++cell) {
      for (const auto& slots : layout.slots) {
        moments.cell_sums_.push_back(
            cell_sums(slots, &terms[cell * layout.cell_terms], &counts[cell * layout.counts], layout));
      }
    }
  }

  static CellSums cell_sums(const TermLayout::Slots& slots, const numeric::CompensatedSum* terms,
                            const std::uint64_t* counts, const TermLayout& layout) {
    CellSums sums;
    const std::size_t variate = static_cast<std::size_t>(&slots - layout.slots.data());
    sums.n_base = static_cast<double>(counts[slots.base]);
    sums.base_weight = terms[slots.base].value();
    sums.n = static_cast<double>(counts[slots.counts]);
    sums.n_victims = static_cast<double>(counts[slots.counts + 1]);
    sums.n_events = slots.events == TermLayout::kNone ? sums.n_victims : terms[slots.events].value();
    if (slots.squares == TermLayout::kNone) return sums;
    sums.yy = terms[slots.squares].value();
    sums.y = terms[slots.squares + 1].value();
    if (slots.x_term == variate) return sums;
    sums.xx = terms[slots.squares + 2].value();
    sums.xy = terms[slots.squares + 3].value();
    sums.x = terms[slots.squares + 4].value();
    return sums;
  }
};

std::vector<BreakdownMoments> reduce(const design::RowOrder& order, std::span<const Variate> variates,
                                     std::span<const Cells> cells, unsigned threads) {
  const std::vector<Shift> shifts = shifts_of(variates);
  const TermLayout layout(variates, shifts);
  numeric::WorkspacePool<Workspace> pool([&] {
    Workspace workspace{RowTerms(variates, layout, shifts), PsuSums(layout), {}};
    for (const auto& breakdown : cells) workspace.accumulators.emplace_back(breakdown, layout);
    return workspace;
  });
  const std::size_t block_count = (order.rows.size() + kBlockRows - 1) / kBlockRows;
  std::vector<std::vector<BlockSums>> by_breakdown(cells.size(), std::vector<BlockSums>(block_count));
  numeric::parallel_blocks(block_count, threads, [&](std::size_t block) {
    auto workspace = pool.take();
    auto sums = sum_block(order, block, *workspace);
    for (std::size_t b = 0; b < cells.size(); ++b) by_breakdown[b][block] = std::move(sums[b]);
    pool.give_back(std::move(workspace));
  });
  std::vector<BreakdownMoments> moments;
  for (std::size_t b = 0; b < cells.size(); ++b) {
    moments.push_back(MomentsAssembly::assemble(std::move(by_breakdown[b]), cells[b].count, layout, shifts));
  }
  return moments;
}

std::size_t count_entries(const design::RowOrder& order, const Cells& cells) {
  const std::size_t psus = order.psu_start.empty() ? 0 : order.psu_start.size() - 1;
  if (cells.cell_of_row.empty()) return psus;
  std::vector<std::size_t> last_psu(static_cast<std::size_t>(cells.count), psus);
  std::size_t count = 0;
  for (std::size_t psu = 0; psu < psus; ++psu) {
    for (auto i = order.psu_start[psu]; i < order.psu_start[psu + 1]; ++i) {
      const auto row = static_cast<std::size_t>(order.rows[static_cast<std::size_t>(i)]);
      const std::int32_t cell = cells.cell_of_row[row];
      if (cell < 0 || last_psu[static_cast<std::size_t>(cell)] == psu) continue;
      last_psu[static_cast<std::size_t>(cell)] = psu;
      ++count;
    }
  }
  return count;
}

}  // namespace sondeo::moments
