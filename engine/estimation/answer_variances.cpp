#include "engine/estimation/answer_variances.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/estimation/stage_variance.hpp"
#include "engine/estimation/stratum_parts.hpp"
#include "engine/moments/ordered_rows.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "engine/numeric/registers.hpp"
#include "engine/numeric/workspace_pool.hpp"

namespace sondeo::estimation {

namespace {

constexpr std::size_t kLane = 8;  // numbers that fill a line of the cache

/// A number for each variate. @tparam kLanes  that they fill
template <std::size_t kLanes>
struct alignas(64) Numbers {
  static constexpr std::size_t kCount = kLane * kLanes;
  std::array<double, kCount> of{};
};

/// What a row adds to the scores of a cell, for a weight of 1.
template <std::size_t kLanes>
struct RowScores {
  Numbers<kLanes> yes;  ///< 1 - ratio
  Numbers<kLanes> no;   ///< - ratio
};

/// Scores of the PSUs of a stratum's part that have rows in one cell.
template <std::size_t kLanes>
struct PartSums {
  std::int32_t cell = -1;
  double psus = 0;          ///< with rows in the cell
  Numbers<kLanes> total;    ///< of their scores
  Numbers<kLanes> squares;  ///< about their mean
  Numbers<kLanes> cases;    ///< PSUs with cases
};

/// ScoreFigures side by side.
template <std::size_t kLanes>
struct CellFigures {
  Numbers<kLanes> variance;
  Numbers<kLanes> psus;
  Numbers<kLanes> strata;
  Numbers<kLanes> psus_of_strata;
  Numbers<kLanes> lone_strata;

  void add(const CellFigures& other) {
    add(variance, other.variance);
    add(psus, other.psus);
    add(strata, other.strata);
    add(psus_of_strata, other.psus_of_strata);
    add(lone_strata, other.lone_strata);
  }

 private:
  static void add(Numbers<kLanes>& to, const Numbers<kLanes>& from) {
    for (std::size_t v = 0; v < to.kCount; ++v) to.of[v] += from.of[v];
  }
};

/// The rows of a part in the order of their PSUs.
struct PartRows {
  std::span<const std::uint32_t> bits;
  std::span<const double> weight;
  std::span<const std::int32_t> cells;      ///< below 0: none
  std::span<const std::int32_t> psu_start;  ///< [PSUs + 1] the first less than the others by where they stand
  std::size_t yes_bit = 0;                  ///< of the first variate
};

/// Scores of one part, PSU by PSU and cell by cell.
template <std::size_t kLanes>
struct PartWork {
  std::vector<Numbers<kLanes>> scores;   ///< [entries] a PSU with rows in a cell
  std::vector<std::uint32_t> answered;   ///< [entries] bits of variates with cases
  std::vector<std::int32_t> sums_of;     ///< [entries] which of the sums
  std::vector<PartSums<kLanes>> sums;    ///< [cells met]
  std::vector<std::int32_t> last_entry;  ///< [cells] -1 between parts
  std::size_t entries = 0;
  std::size_t cells_met = 0;
};

/// The entry of a PSU in a cell, new where it has none yet.
template <std::size_t kLanes>
[[gnu::always_inline]] inline std::int32_t entry_of(std::int32_t cell, std::int32_t first_of_psu,
                                                    PartWork<kLanes>& work) {
  std::int32_t& entry = work.last_entry[static_cast<std::size_t>(cell)];
  if (entry >= first_of_psu) return entry;
  const bool met = entry >= 0;
  const auto made = work.entries++;
  if (made == work.scores.size()) {
    work.scores.resize(2 * made + 64);
    work.answered.resize(work.scores.size());
    work.sums_of.resize(work.scores.size());
  }
  if (met) {
    work.sums_of[made] = work.sums_of[static_cast<std::size_t>(entry)];
  } else {
    work.sums_of[made] = static_cast<std::int32_t>(work.cells_met);
    if (work.cells_met == work.sums.size()) work.sums.resize(2 * work.cells_met + 16);
    work.sums[work.cells_met++].cell = cell;
  }
  work.scores[made] = {};
  work.answered[made] = 0;
  entry = static_cast<std::int32_t>(made);
  return entry;
}

template <std::size_t kLanes>
[[gnu::always_inline]] inline void add_scores(const PartRows& rows, const RowScores<kLanes>* row_scores,
                                              PartWork<kLanes>& work) {
  const std::int32_t begin = rows.psu_start[0];
  for (std::size_t psu = 0; psu + 1 < rows.psu_start.size(); ++psu) {
    const auto first_of_psu = static_cast<std::int32_t>(work.entries);
    const auto end = static_cast<std::size_t>(rows.psu_start[psu + 1] - begin);
    for (auto i = static_cast<std::size_t>(rows.psu_start[psu] - begin); i < end; ++i) {
      const std::int32_t cell = rows.cells[i];
      if (cell < 0) continue;
      const auto entry = static_cast<std::size_t>(entry_of(cell, first_of_psu, work));
      const auto& of_row = row_scores[cell];
      auto& scores = work.scores[entry];
      const std::uint64_t answered = rows.bits[i];
      const std::uint64_t yes = answered >> rows.yes_bit;
      const double weight = rows.weight[i];
      for (std::size_t v = 0; v < Numbers<kLanes>::kCount; ++v) {
        const double score = weight * (((yes >> v) & 1U) != 0 ? of_row.yes.of[v] : of_row.no.of[v]);
        scores.of[v] += ((answered >> v) & 1U) != 0 ? score : 0.0;
      }
      work.answered[entry] |= rows.bits[i];
    }
  }
}

/// Puts the entries' totals, squares and cases down by cell.
template <std::size_t kLanes>
[[gnu::always_inline]] inline void sum_entries(PartWork<kLanes>& work) {
  constexpr std::size_t kCount = Numbers<kLanes>::kCount;
  for (std::size_t k = 0; k < work.cells_met; ++k) {
    auto& sums = work.sums[k];
    sums.psus = 0;
    sums.total = {};
    sums.squares = {};
    sums.cases = {};
  }
  for (std::size_t e = 0; e < work.entries; ++e) {
    auto& sums = work.sums[static_cast<std::size_t>(work.sums_of[e])];
    const auto& scores = work.scores[e];
    const std::uint64_t answered = work.answered[e];
    sums.psus += 1;
    for (std::size_t v = 0; v < kCount; ++v) sums.total.of[v] += scores.of[v];
    for (std::size_t v = 0; v < kCount; ++v) sums.cases.of[v] += ((answered >> v) & 1U) != 0 ? 1.0 : 0.0;
  }
  for (std::size_t e = 0; e < work.entries; ++e) {
    auto& sums = work.sums[static_cast<std::size_t>(work.sums_of[e])];
    const auto& scores = work.scores[e];
    const double part = 1 / sums.psus;
    for (std::size_t v = 0; v < kCount; ++v) {
      const double from_mean = scores.of[v] - sums.total.of[v] * part;
      sums.squares.of[v] += from_mean * from_mean;
    }
  }
  for (std::size_t k = 0; k < work.cells_met; ++k) {
    work.last_entry[static_cast<std::size_t>(work.sums[k].cell)] = -1;
  }
}

/// A part in one breakdown: leaves its sums in `work`.
template <std::size_t kLanes>
[[gnu::always_inline]] inline void sum_part(const PartRows& rows, const RowScores<kLanes>* row_scores,
                                            PartWork<kLanes>& work) {
  work.entries = 0;
  work.cells_met = 0;
  add_scores(rows, row_scores, work);
  sum_entries(work);
}

template <std::size_t kLanes>
using SumPart = void (*)(const PartRows&, const RowScores<kLanes>*, PartWork<kLanes>&);

// One function for each kind of processor, for whose registers the loops above are then compiled.
template <std::size_t kLanes>
void sum_part_plain(const PartRows& rows, const RowScores<kLanes>* row_scores, PartWork<kLanes>& work) {
  sum_part(rows, row_scores, work);
}

#if defined(__x86_64__)
template <std::size_t kLanes>
[[gnu::target("avx2")]] void sum_part_avx2(const PartRows& rows, const RowScores<kLanes>* row_scores,
                                           PartWork<kLanes>& work) {
  sum_part(rows, row_scores, work);
}

template <std::size_t kLanes>
[[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,prefer-vector-width=512")]] void sum_part_avx512(
    const PartRows& rows, const RowScores<kLanes>* row_scores, PartWork<kLanes>& work) {
  sum_part(rows, row_scores, work);
}
#endif

template <std::size_t kLanes>
SumPart<kLanes> chosen() {
#if defined(__x86_64__)
  const auto widest = numeric::widest_registers();
  if (widest == numeric::Registers::kAvx512) return sum_part_avx512<kLanes>;
  if (widest == numeric::Registers::kAvx2) return sum_part_avx2<kLanes>;
#endif
  return sum_part_plain<kLanes>;
}

/// Joins to some PSUs of a stratum others of it: what both say of a cell together.
/// @source Chan, Golub and LeVeque (1983), formula 2.1
template <std::size_t kLanes>
void join(PartSums<kLanes>& sums, const PartSums<kLanes>& others) {
  const double psus = sums.psus + others.psus;
  const double shared = sums.psus * others.psus / psus;
  for (std::size_t v = 0; v < Numbers<kLanes>::kCount; ++v) {
    const double apart = others.total.of[v] / others.psus - sums.total.of[v] / sums.psus;
    sums.squares.of[v] += others.squares.of[v] + apart * apart * shared;
    sums.total.of[v] += others.total.of[v];
    sums.cases.of[v] += others.cases.of[v];
  }
  sums.psus = psus;
}

/// Adds what a stratum contributes: factor x sum (z - mean)^2 over all its PSUs, those without rows being 0.
template <std::size_t kLanes>
void add_stratum(const design::Stratum& stratum, const PartSums<kLanes>& sums, CellFigures<kLanes>& figures) {
  const double n = stratum.psu_count;
  const double factor = stratum.certainty() || stratum.lonely() ? 0.0 : stratum_factor(stratum);
  const double may_be_alone = stratum.psu_count > 1 && !stratum.certainty() ? 1.0 : 0.0;
  const double absent = (n - sums.psus) / (n * sums.psus);
  for (std::size_t v = 0; v < Numbers<kLanes>::kCount; ++v) {
    const double squares = sums.squares.of[v] + sums.total.of[v] * sums.total.of[v] * absent;
    const double cases = sums.cases.of[v];
    const double any = cases > 0.0 ? 1.0 : 0.0;
    figures.variance.of[v] += factor * squares;
    figures.psus.of[v] += cases;
    figures.strata.of[v] += any;
    figures.psus_of_strata.of[v] += any * n;
    figures.lone_strata.of[v] += cases == 1.0 ? may_be_alone : 0.0;
  }
}

/// What one block of strata leaves behind for one breakdown.
template <std::size_t kLanes>
struct BlockFigures {
  std::vector<std::int32_t> cells;                       ///< met in whole strata
  std::vector<CellFigures<kLanes>> figures;              ///< [cells]
  std::vector<std::vector<PartSums<kLanes>>> cut_parts;  ///< of strata that are cut, in order
};

/// Figures by cell that remember which cells they have.
template <std::size_t kLanes>
class FiguresByCell {
 public:
  explicit FiguresByCell(std::size_t cells) : figures_(cells), met_(cells) {}

  CellFigures<kLanes>& at(std::int32_t cell) {
    const auto number = static_cast<std::size_t>(cell);
    if (met_[number] == 0) {
      met_[number] = 1;
      met_cells_.push_back(cell);
    }
    return figures_[number];
  }
  void take_out(BlockFigures<kLanes>& out) {
    out.figures.reserve(met_cells_.size());
    for (const auto cell : met_cells_) {
      const auto number = static_cast<std::size_t>(cell);
      out.figures.push_back(figures_[number]);
      figures_[number] = {};
      met_[number] = 0;
    }
    out.cells = std::move(met_cells_);
    met_cells_.clear();
  }

 private:
  std::vector<CellFigures<kLanes>> figures_;
  std::vector<std::uint8_t> met_;
  std::vector<std::int32_t> met_cells_;
};

/// Working memory of one thread.
template <std::size_t kLanes>
struct Workspace {
  std::vector<PartWork<kLanes>> parts;         ///< [breakdowns]
  std::vector<FiguresByCell<kLanes>> figures;  ///< [breakdowns]
  std::vector<std::uint32_t> bits;
  std::vector<double> weight;
  std::vector<std::int32_t> cells;
  std::vector<std::int32_t> one_cell;  ///< of the total
};

template <std::size_t kLanes>
class Pass {
 public:
  Pass(const design::SampleDesign& design, const design::RowOrder& order, const moments::AnswerTerms& terms,
       std::span<const moments::Cells> cells, std::span<const std::vector<double>> ratios)
      : design_(design),
        order_(order),
        terms_(terms),
        cells_(cells),
        blocks_(blocks_of_strata(design, order)) {
    for (std::size_t b = 0; b < cells.size(); ++b) set_row_scores(ratios[b], cells[b].count);
  }

  [[nodiscard]] std::size_t block_count() const { return blocks_.size(); }

  [[nodiscard]] Workspace<kLanes> workspace() const {
    Workspace<kLanes> made;
    for (const auto& breakdown : cells_) {
      const auto count = static_cast<std::size_t>(breakdown.count);
      made.parts.emplace_back().last_entry.assign(count, -1);
      made.figures.emplace_back(count);
    }
    return made;
  }

  /// @return  [breakdowns]
  [[nodiscard]] std::vector<BlockFigures<kLanes>> add_block(std::size_t block,
                                                            Workspace<kLanes>& work) const {
    std::vector<BlockFigures<kLanes>> out(cells_.size());
    for (const auto& part : blocks_[block]) add_part(part, work, out);
    for (std::size_t b = 0; b < cells_.size(); ++b) work.figures[b].take_out(out[b]);
    return out;
  }

  [[nodiscard]] std::vector<ScoreFigures> put_together(
      const std::vector<std::vector<BlockFigures<kLanes>>>& blocks, std::size_t breakdown) const {
    std::vector<CellFigures<kLanes>> figures(static_cast<std::size_t>(cells_[breakdown].count));
    for (const auto& block : blocks) {
      const auto& part = block[breakdown];
      for (std::size_t k = 0; k < part.cells.size(); ++k) {
        figures[static_cast<std::size_t>(part.cells[k])].add(part.figures[k]);
      }
    }
    join_cut_strata(blocks, breakdown, figures);
    std::vector<ScoreFigures> out;
    out.reserve(figures.size() * terms_.variates());
    for (const auto& cell : figures) {
      for (std::size_t v = 0; v < terms_.variates(); ++v) {
        out.push_back(
            {cell.variance.of[v],
             {cell.psus.of[v], cell.strata.of[v], cell.psus_of_strata.of[v], cell.lone_strata.of[v]}});
      }
    }
    return out;
  }

 private:
  void set_row_scores(const std::vector<double>& ratios, std::int32_t cells) {
    auto& scores = row_scores_.emplace_back(static_cast<std::size_t>(cells));
    for (std::size_t cell = 0; cell < scores.size(); ++cell) {
      for (std::size_t v = 0; v < terms_.variates(); ++v) {
        const double ratio = ratios[cell * terms_.variates() + v];
        scores[cell].yes.of[v] = 1 - ratio;
        scores[cell].no.of[v] = -ratio;
      }
    }
  }

  void add_part(const StratumPart& part, Workspace<kLanes>& work,
                std::vector<BlockFigures<kLanes>>& out) const {
    const auto starts = std::span(order_.psu_start)
                            .subspan(static_cast<std::size_t>(part.first_psu),
                                     static_cast<std::size_t>(part.last_psu - part.first_psu) + 1);
    const auto numbers = std::span(order_.rows)
                             .subspan(static_cast<std::size_t>(starts.front()),
                                      static_cast<std::size_t>(starts.back() - starts.front()));
    const moments::OrderedRows ordered(numbers);
    PartRows rows{ordered.pick(terms_.bits(), work.bits),
                  ordered.pick(terms_.weight(), work.weight),
                  {},
                  starts,
                  terms_.yes_bit(0)};
    for (std::size_t b = 0; b < cells_.size(); ++b) {
      rows.cells = cells_of(cells_[b], ordered, work);
      auto& sums = work.parts[b];
      sum_part_(rows, row_scores_[b].data(), sums);
      const auto met = std::span(sums.sums).first(sums.cells_met);
      if (!part.whole) {
        out[b].cut_parts.emplace_back(met.begin(), met.end());
        continue;
      }
      for (const auto& cell : met) {
        add_stratum(design_.strata[part.stratum], cell, work.figures[b].at(cell.cell));
      }
    }
  }

  static std::span<const std::int32_t> cells_of(const moments::Cells& breakdown,
                                                const moments::OrderedRows& rows, Workspace<kLanes>& work) {
    if (!breakdown.cell_of_row.empty()) return rows.pick(breakdown.cell_of_row, work.cells);
    if (work.one_cell.size() < rows.size()) work.one_cell.resize(rows.size());
    return std::span(work.one_cell).first(rows.size());
  }

  /// Puts the parts of cut strata together, stratum by stratum.
  void join_cut_strata(const std::vector<std::vector<BlockFigures<kLanes>>>& blocks, std::size_t breakdown,
                       std::vector<CellFigures<kLanes>>& figures) const {
    std::vector<std::int32_t> place(figures.size(), -1);  // in `joined`, of the stratum at hand
    std::vector<PartSums<kLanes>> joined;
    std::size_t stratum = 0;
    const auto end_stratum = [&] {
      for (const auto& sums : joined) {
        const auto cell = static_cast<std::size_t>(sums.cell);
        add_stratum(design_.strata[stratum], sums, figures[cell]);
        place[cell] = -1;
      }
      joined.clear();
    };
    for (std::size_t block = 0; block < blocks.size(); ++block) {
      auto sums_of_part = blocks[block][breakdown].cut_parts.begin();
      for (const auto& part : blocks_[block]) {
        if (part.whole) continue;
        if (part.stratum != stratum) end_stratum();
        stratum = part.stratum;
        for (const auto& sums : *sums_of_part++) join_part(sums, place, joined);
      }
    }
    end_stratum();
  }

  static void join_part(const PartSums<kLanes>& sums, std::vector<std::int32_t>& place,
                        std::vector<PartSums<kLanes>>& joined) {
    std::int32_t& at = place[static_cast<std::size_t>(sums.cell)];
    if (at >= 0) {
      join(joined[static_cast<std::size_t>(at)], sums);
      return;
    }
    at = static_cast<std::int32_t>(joined.size());
    joined.push_back(sums);
  }

  const design::SampleDesign& design_;
  const design::RowOrder& order_;
  const moments::AnswerTerms& terms_;
  std::span<const moments::Cells> cells_;
  std::vector<PartsBlock> blocks_;
  std::vector<std::vector<RowScores<kLanes>>> row_scores_;  ///< [breakdowns][cells]
  SumPart<kLanes> sum_part_ = chosen<kLanes>();
};

template <std::size_t kLanes>
std::vector<std::vector<ScoreFigures>> variances_in_lanes(const Pass<kLanes>& pass, std::size_t breakdowns,
                                                          unsigned threads) {
  numeric::WorkspacePool<Workspace<kLanes>> pool([&] { return pass.workspace(); });
  std::vector<std::vector<BlockFigures<kLanes>>> blocks(pass.block_count());
  numeric::parallel_blocks(blocks.size(), threads, [&](std::size_t block) {
    auto workspace = pool.take();
    blocks[block] = pass.add_block(block, *workspace);
    pool.give_back(std::move(workspace));
  });
  std::vector<std::vector<ScoreFigures>> out(breakdowns);
  numeric::parallel_blocks(breakdowns, threads,
                           [&](std::size_t b) { out[b] = pass.put_together(blocks, b); });
  return out;
}

}  // namespace

std::vector<std::vector<ScoreFigures>> answer_variances(
    const design::SampleDesign& design, const design::RowOrder& order, const moments::AnswerTerms& terms,
    std::span<const moments::Cells> cells, std::span<const std::vector<double>> ratios, unsigned threads) {
  if (terms.variates() <= kLane) {
    return variances_in_lanes(Pass<1>(design, order, terms, cells, ratios), cells.size(), threads);
  }
  return variances_in_lanes(Pass<2>(design, order, terms, cells, ratios), cells.size(), threads);
}

}  // namespace sondeo::estimation
