#include "engine/moments/answer_totals.hpp"

#include <algorithm>
#include <array>

#include "engine/moments/ordered_rows.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/lane.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "engine/numeric/registers.hpp"
#include "engine/numeric/workspace_pool.hpp"

namespace sondeo::moments {

namespace {

using numeric::kLane;

constexpr std::size_t kBlockRows = 8192;  // fewer than a count of CellLanes holds

/// The sums of a cell side by side, a number for each bit. @tparam kLanes  that they fill
template <std::size_t kLanes>
struct alignas(64) CellLanes {
  std::array<double, kLane * kLanes> weights{};
  std::array<std::uint16_t, kLane * kLanes> counts{};
};

struct Rows {
  std::span<const std::uint32_t> bits;
  std::span<const double> weight;
  std::span<const std::int32_t> cells;  ///< below 0: none; empty: all rows are in cell 0
};

template <std::size_t kLanes>
[[gnu::always_inline]] inline void add_row(std::uint32_t bits, double weight, CellLanes<kLanes>& to) {
  const std::uint64_t wide = bits;
  for (std::size_t j = 0; j < kLane * kLanes; ++j) to.weights[j] += ((wide >> j) & 1U) != 0 ? weight : 0.0;
  for (std::size_t j = 0; j < kLane * kLanes; ++j) {
    to.counts[j] = static_cast<std::uint16_t>(to.counts[j] + ((bits >> j) & 1U));
  }
}

// Inlined into one function for each kind of processor, for whose registers it is then compiled.
template <std::size_t kLanes>
[[gnu::always_inline]] inline void add(const Rows& rows, CellLanes<kLanes>* sums) {
  if (rows.cells.empty()) {
    CellLanes<kLanes> all = sums[0];  // stays in registers
    for (std::size_t i = 0; i < rows.bits.size(); ++i) add_row(rows.bits[i], rows.weight[i], all);
    sums[0] = all;
    return;
  }
  for (std::size_t i = 0; i < rows.cells.size(); ++i) {
    if (rows.cells[i] >= 0) add_row(rows.bits[i], rows.weight[i], sums[rows.cells[i]]);
  }
}

template <std::size_t kLanes>
void add_plain(const Rows& rows, CellLanes<kLanes>* sums) {
  add(rows, sums);
}

#if defined(__x86_64__)
template <std::size_t kLanes>
[[gnu::target("avx2")]] void add_avx2(const Rows& rows, CellLanes<kLanes>* sums) {
  add(rows, sums);
}

template <std::size_t kLanes>
[[gnu::target("avx512f,avx512bw,avx512vl,avx512dq")]] void add_avx512(const Rows& rows,
                                                                      CellLanes<kLanes>* sums) {
  add(rows, sums);
}
#endif

template <std::size_t kLanes>
using Add = void (*)(const Rows&, CellLanes<kLanes>*);

template <std::size_t kLanes>
Add<kLanes> chosen() {
#if defined(__x86_64__)
  return numeric::for_widest_registers<Add<kLanes>>(add_plain<kLanes>, add_avx2<kLanes>, add_avx512<kLanes>);
#else
  return add_plain<kLanes>;
#endif
}

/// What one block of rows leaves behind for one breakdown.
struct BlockTotals {
  std::vector<std::int32_t> cells;    ///< met in the block
  std::vector<double> weights;        ///< [cells x bits]
  std::vector<std::uint16_t> counts;  ///< [cells x bits]
};

/// Working memory of one thread.
template <std::size_t kLanes>
struct Workspace {
  std::vector<std::vector<CellLanes<kLanes>>> sums;  ///< [breakdowns][cells], 0 between blocks
  std::vector<std::uint8_t> met;                     ///< [most cells], 0 between blocks
  std::vector<std::int32_t> met_cells;
  std::vector<std::uint32_t> bits;
  std::vector<double> weight;
  std::vector<std::int32_t> cells;
};

template <std::size_t kLanes>
class Pass {
 public:
  Pass(const design::RowOrder& order, const AnswerTerms& terms, std::span<const Cells> cells)
      : order_(order), terms_(terms), cells_(cells) {}

  [[nodiscard]] Workspace<kLanes> workspace() const {
    Workspace<kLanes> made;
    std::size_t most = 0;
    for (const auto& breakdown : cells_) {
      const auto count = static_cast<std::size_t>(breakdown.count);
      made.sums.emplace_back(count);
      most = std::max(most, count);
    }
    made.met.resize(most);
    return made;
  }

  /// @return  [breakdowns]
  [[nodiscard]] std::vector<BlockTotals> add_block(std::size_t block, Workspace<kLanes>& work) const {
    const std::size_t first = block * kBlockRows;
    const auto numbers =
        std::span(order_.rows).subspan(first, std::min(kBlockRows, order_.rows.size() - first));
    const OrderedRows ordered(numbers);
    Rows rows{ordered.pick(terms_.bits(), work.bits), ordered.pick(terms_.weight(), work.weight), {}};
    std::vector<BlockTotals> totals(cells_.size());
    for (std::size_t b = 0; b < cells_.size(); ++b) {
      rows.cells = ordered.pick(cells_[b].cell_of_row, work.cells);
      add_(rows, work.sums[b].data());
      list_met(rows.cells, work);
      totals[b] = take_out(work.met_cells, work.sums[b]);
    }
    return totals;
  }

 private:
  /// Which cells the rows are in.
  static void list_met(std::span<const std::int32_t> cells, Workspace<kLanes>& work) {
    work.met_cells.clear();
    if (cells.empty()) work.met_cells.push_back(0);
    for (const auto cell : cells) {
      if (cell < 0 || work.met[static_cast<std::size_t>(cell)] != 0) continue;
      work.met[static_cast<std::size_t>(cell)] = 1;
      work.met_cells.push_back(cell);
    }
    for (const auto cell : work.met_cells) work.met[static_cast<std::size_t>(cell)] = 0;
  }

  [[nodiscard]] BlockTotals take_out(std::span<const std::int32_t> met,
                                     std::vector<CellLanes<kLanes>>& sums) const {
    BlockTotals out;
    out.cells.assign(met.begin(), met.end());
    out.weights.reserve(met.size() * terms_.count());
    out.counts.reserve(met.size() * terms_.count());
    const auto bits = static_cast<std::ptrdiff_t>(terms_.count());
    for (const auto cell : met) {
      auto& lanes = sums[static_cast<std::size_t>(cell)];
      out.weights.insert(out.weights.end(), lanes.weights.begin(), lanes.weights.begin() + bits);
      out.counts.insert(out.counts.end(), lanes.counts.begin(), lanes.counts.begin() + bits);
      lanes = {};
    }
    return out;
  }

  const design::RowOrder& order_;
  const AnswerTerms& terms_;
  std::span<const Cells> cells_;
  Add<kLanes> add_ = chosen<kLanes>();
};

AnswerTotals put_together(const std::vector<std::vector<BlockTotals>>& blocks, std::size_t breakdown,
                          std::size_t cells, std::size_t bits) {
  AnswerTotals totals(cells, bits);
  std::vector<numeric::CompensatedSum> weights(cells * bits);
  for (const auto& block : blocks) {
    const BlockTotals& part = block[breakdown];
    for (std::size_t k = 0; k < part.cells.size(); ++k) {
      const auto cell = static_cast<std::size_t>(part.cells[k]);
      const auto counts = totals.counts(cell);
      for (std::size_t j = 0; j < bits; ++j) {
        weights[cell * bits + j].add(part.weights[k * bits + j]);
        counts[j] += part.counts[k * bits + j];
      }
    }
  }
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const auto to = totals.weights(cell);
    for (std::size_t j = 0; j < bits; ++j) to[j] = weights[cell * bits + j].value();
  }
  return totals;
}

template <std::size_t kLanes>
std::vector<AnswerTotals> add_in_lanes(const design::RowOrder& order, const AnswerTerms& terms,
                                       std::span<const Cells> cells, unsigned threads) {
  const Pass<kLanes> pass(order, terms, cells);
  numeric::WorkspacePool<Workspace<kLanes>> pool([&] { return pass.workspace(); });
  std::vector<std::vector<BlockTotals>> blocks((order.rows.size() + kBlockRows - 1) / kBlockRows);
  numeric::parallel_blocks(blocks.size(), threads, [&](std::size_t block) {
    auto workspace = pool.take();
    blocks[block] = pass.add_block(block, *workspace);
    pool.give_back(std::move(workspace));
  });
  std::vector<AnswerTotals> totals;
  totals.reserve(cells.size());
  for (std::size_t b = 0; b < cells.size(); ++b) {
    totals.push_back(put_together(blocks, b, static_cast<std::size_t>(cells[b].count), terms.count()));
  }
  return totals;
}

}  // namespace

CellSums AnswerTotals::sums(const AnswerTerms& terms, std::size_t cell, std::size_t variate) const {
  const auto counted = counts(cell);
  CellSums sums;
  sums.n = static_cast<double>(counted[AnswerTerms::answered_bit(variate)]);
  sums.n_victims = static_cast<double>(counted[terms.yes_bit(variate)]);
  sums.n_events = sums.n_victims;
  sums.n_base = static_cast<double>(counted[terms.base_bit(variate)]);
  sums.base_weight = weights(cell)[terms.base_bit(variate)];
  return sums;
}

std::vector<AnswerTotals> add_answers(const design::RowOrder& order, const AnswerTerms& terms,
                                      std::span<const Cells> cells, unsigned threads) {
  if (terms.count() <= kLane) return add_in_lanes<1>(order, terms, cells, threads);
  if (terms.count() <= 2 * kLane) return add_in_lanes<2>(order, terms, cells, threads);
  return add_in_lanes<4>(order, terms, cells, threads);
}

}  // namespace sondeo::moments
