#include "engine/moments/cell_accumulator.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace sondeo::moments {

void PsuSums::add(std::size_t rows, const LaneTerms& terms) {
  static constexpr std::array<std::int32_t, RowTerms::kRows> kOneCell{};
  add_lanes(std::span(kOneCell).first(rows), terms,
            {numbers_.data(), counts_.data(), numbers_.size(), counts_.size()});
}

void PsuSums::clear() {
  std::fill(numbers_.begin(), numbers_.end(), NumberLane{});
  std::fill(counts_.begin(), counts_.end(), CountLane{});
}

CellAccumulator::CellAccumulator(const Cells& cells, const TermLayout& layout)
    : cells_(cells),
      layout_(layout),
      numbers_(static_cast<std::size_t>(cells.count) * layout.number_lanes),
      counts_(static_cast<std::size_t>(cells.count) * layout.count_lanes),
      met_in_psu_(static_cast<std::size_t>(cells.count)),
      met_in_block_(static_cast<std::size_t>(cells.count)) {}

/// Puts cells down as met. Few cells are told apart by the bits of a word: no row then asks for its flag.
void CellAccumulator::meet(std::span<const std::int32_t> cells) {
  const auto meet_one = [this](std::int32_t cell) {
    if (met_in_psu_[static_cast<std::size_t>(cell)] != 0) return;
    met_in_psu_[static_cast<std::size_t>(cell)] = 1;
    psu_cells_.push_back(cell);
  };
  if (cells_.count > std::numeric_limits<std::uint64_t>::digits) {
    for (const auto cell : cells) {
      if (cell >= 0) meet_one(cell);
    }
    return;
  }
  std::uint64_t bits = 0;
  for (const auto cell : cells) bits |= std::uint64_t{cell >= 0} << (static_cast<std::uint32_t>(cell) % 64U);
  for (; bits != 0; bits &= bits - 1) meet_one(std::countr_zero(bits));
}

void CellAccumulator::add_rows(std::span<const std::int32_t> cells, const LaneTerms& terms) {
  meet(cells);
  add_lanes(cells, terms, {numbers_.data(), counts_.data(), layout_.number_lanes, layout_.count_lanes});
}

void CellAccumulator::add(const OrderedRows& rows, const LaneTerms& terms, const PsuSums& before) {
  if (cells_.cell_of_row.empty()) {
    spread_ = Spread::kOneCell;
    one_cell_ = 0;
    return;
  }
  const auto cells = rows.pick(cells_.cell_of_row, cell_of_run_);
  const std::int32_t first = cells.front();
  const bool alike =
      std::all_of(cells.begin(), cells.end(), [first](std::int32_t cell) { return cell == first; });
  if (alike && (spread_ == Spread::kNoRow || (spread_ == Spread::kOneCell && one_cell_ == first))) {
    spread_ = Spread::kOneCell;
    one_cell_ = first;
    return;
  }
  if (spread_ == Spread::kOneCell) add_rows(std::span(&one_cell_, 1), before.terms());
  spread_ = Spread::kManyCells;
  add_rows(cells, terms);
}

void CellAccumulator::write_psu(std::int32_t cell, std::int32_t psu, BlockSums& out) {
  const auto number = static_cast<std::size_t>(cell);
  double* sums = numbers_of(&numbers_[number * layout_.number_lanes]);
  out.entry_cells.push_back(cell);
  out.entry_psus.push_back(psu);
  out.entry_sums.insert(out.entry_sums.end(), sums, sums + layout_.psu_terms);
  std::fill_n(sums, layout_.psu_terms, 0.0);
  met_in_psu_[number] = 0;
  if (met_in_block_[number] != 0) return;
  met_in_block_[number] = 1;
  out.cells.push_back(cell);
}

void CellAccumulator::end_psu(std::int32_t psu, const PsuSums& sums, BlockSums& out) {
  if (spread_ == Spread::kOneCell) add_rows(std::span(&one_cell_, 1), sums.terms());
  for (const auto cell : psu_cells_) write_psu(cell, psu, out);
  psu_cells_.clear();
  spread_ = Spread::kNoRow;
}

void CellAccumulator::end_block(BlockSums& out) {
  for (const auto cell : out.cells) {
    const auto number = static_cast<std::size_t>(cell);
    double* terms = numbers_of(&numbers_[number * layout_.number_lanes]) + layout_.psu_terms;
    out.cell_terms.insert(out.cell_terms.end(), terms, terms + layout_.cell_terms);
    std::fill_n(terms, layout_.cell_terms, 0.0);
    std::uint16_t* counts = counts_of(&counts_[number * layout_.count_lanes]);
    out.counts.insert(out.counts.end(), counts, counts + layout_.counts);
    std::fill_n(counts, layout_.counts, std::uint16_t{0});
    met_in_block_[number] = 0;
  }
}

}  // namespace sondeo::moments
