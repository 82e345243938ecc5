#include "engine/estimation/ordered_cells.hpp"

#include "engine/moments/row_values.hpp"
#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

/// The cell of a row, or -1.
std::int32_t cell_of(const moments::Cells& cells, std::int32_t row) {
  return cells.cell_of_row.empty() ? 0 : cells.cell_of_row[static_cast<std::size_t>(row)];
}

}  // namespace

std::vector<numeric::NumberedValue> rows_by_value(const LevelRows& rows, const moments::Variate& variate) {
  const auto values = std::get<moments::Numbers>(variate.y).values;
  std::vector<numeric::NumberedValue> ordered;
  ordered.reserve(rows.order.rows.size());
  for (const std::int32_t number : rows.order.rows) {
    const auto row = static_cast<std::size_t>(number);
    const bool counts =
        variate.weight[row] != 0.0 && moments::in_base(variate, row) && moments::is_present(variate, row);
    if (counts) ordered.push_back({values[row], number});
  }
  numeric::sort_by_value(ordered);
  return ordered;
}

OrderedCells::OrderedCells(std::span<const numeric::NumberedValue> by_value, const moments::Variate& variate,
                           const moments::Cells& cells)
    : start_(static_cast<std::size_t>(cells.count) + 1, 0) {
  for (const auto& one : by_value) {
    const std::int32_t cell = cell_of(cells, one.number);
    if (cell >= 0) ++start_[static_cast<std::size_t>(cell) + 1];
  }
  for (std::size_t cell = 0; cell + 1 < start_.size(); ++cell) start_[cell + 1] += start_[cell];
  values_.resize(start_.back());
  weights_.resize(start_.back());
  cumulated_.resize(start_.back());
  std::vector<std::size_t> filled(start_.begin(), start_.end() - 1);
  std::vector<numeric::CompensatedSum> sums(filled.size());
  for (const auto& [value, number] : by_value) {
    const std::int32_t cell_number = cell_of(cells, number);
    if (cell_number < 0) continue;
    const auto cell = static_cast<std::size_t>(cell_number);
    const std::size_t at = filled[cell]++;
    values_[at] = value;
    weights_[at] = variate.weight[static_cast<std::size_t>(number)];
    sums[cell].add(weights_[at]);
    cumulated_[at] = sums[cell].value();
  }
}

OrderedSample OrderedCells::sample(std::size_t cell) const {
  const std::size_t first = start_[cell];
  const std::size_t count = start_[cell + 1] - first;
  return {std::span(values_).subspan(first, count), std::span(weights_).subspan(first, count),
          std::span(cumulated_).subspan(first, count)};
}

}  // namespace sondeo::estimation
