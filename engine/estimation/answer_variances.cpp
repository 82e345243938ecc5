#include "engine/estimation/answer_variances.hpp"

#include <cstdint>

#include "engine/estimation/part_scores.hpp"
#include "engine/estimation/stage_variance.hpp"
#include "engine/estimation/stratum_figures.hpp"
#include "engine/estimation/stratum_parts.hpp"
#include "engine/moments/ordered_rows.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "engine/numeric/workspace_pool.hpp"

namespace sondeo::estimation {

namespace {

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
  std::vector<PartScores<kLanes>> parts;       ///< [breakdowns]
  std::vector<FiguresByCell<kLanes>> figures;  ///< [breakdowns]
  std::vector<std::uint32_t> bits;
  std::vector<double> weight;
  std::vector<std::int32_t> cells;
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
    for (const auto& stratum : design.strata) {
      factors_.push_back(stratum.certainty() || stratum.lonely() ? 0.0 : stratum_factor(stratum));
    }
  }

  [[nodiscard]] std::size_t block_count() const { return blocks_.size(); }

  [[nodiscard]] Workspace<kLanes> workspace() const {
    Workspace<kLanes> made;
    for (const auto& breakdown : cells_) {
      const auto count = static_cast<std::size_t>(breakdown.count);
      made.parts.emplace_back(count);
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
            {cell.variance.of(v),
             {cell.psus.of(v), cell.strata.of(v), cell.psus_of_strata.of(v), cell.lone_strata.of(v)}});
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
        scores[cell].yes.set(v, 1 - ratio);
        scores[cell].no.set(v, -ratio);
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
      rows.cells = ordered.pick(cells_[b].cell_of_row, work.cells);
      sum_part<kLanes>(rows, row_scores_[b], work.parts[b]);
      const auto met = work.parts[b].result();
      if (!part.whole) {
        out[b].cut_parts.emplace_back(met.begin(), met.end());
        continue;
      }
      for (const auto& cell : met) {
        add_stratum(design_.strata[part.stratum], factors_[part.stratum], cell,
                    work.figures[b].at(cell.cell));
      }
    }
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
        add_stratum(design_.strata[stratum], factors_[stratum], sums, figures[cell]);
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
  std::vector<double> factors_;                             ///< [strata]
  std::vector<std::vector<RowScores<kLanes>>> row_scores_;  ///< [breakdowns][cells]
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
