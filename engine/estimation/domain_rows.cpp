#include "engine/estimation/domain_rows.hpp"

#include <algorithm>

#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

std::vector<DomainRows> rows_of_cells(const LevelRows& rows, const moments::Cells& cells,
                                      std::span<const std::int8_t> base, std::span<const double> weight,
                                      const std::function<bool(std::size_t row)>& present) {
  std::vector<DomainRows> domains(static_cast<std::size_t>(cells.count));
  const auto& order = rows.order;
  for (std::size_t unit = 0; unit + 1 < order.psu_start.size(); ++unit) {
    for (auto i = order.psu_start[unit]; i < order.psu_start[unit + 1]; ++i) {
      const std::int32_t ordered = order.rows[static_cast<std::size_t>(i)];
      const auto row = static_cast<std::size_t>(ordered);
      const std::int32_t cell = cells.cell_of_row.empty() ? 0 : cells.cell_of_row[row];
      const bool inside = cell >= 0 && (base.empty() || base[row] == 1);
      if (!inside || weight[row] == 0.0) continue;
      DomainRows& domain = domains[static_cast<std::size_t>(cell)];
      if (!present(row)) {
        domain.missing += 1;
        domain.missing_weight += weight[row];
        continue;
      }
      domain.rows.push_back(ordered);
      domain.units.push_back(static_cast<std::int32_t>(unit));
      domain.weights.push_back(weight[row]);
    }
  }
  return domains;
}

std::vector<Scores> sum_by_unit(const DomainRows& domain, std::size_t count,
                                const std::function<void(std::size_t i, std::span<double> values)>& fill) {
  std::vector<Scores> scores(count);
  std::vector<double> values(count);
  std::vector<numeric::CompensatedSum> sums(count);
  for (std::size_t i = 0; i < domain.size(); ++i) {
    std::fill(values.begin(), values.end(), 0.0);
    fill(i, values);
    for (std::size_t k = 0; k < count; ++k) sums[k].add(values[k]);
    const bool last = i + 1 == domain.size() || domain.units[i + 1] != domain.units[i];
    if (!last) continue;
    for (std::size_t k = 0; k < count; ++k) {
      scores[k].psus.push_back(domain.units[i]);
      scores[k].values.push_back(sums[k].value());
      sums[k] = {};
    }
  }
  return scores;
}

}  // namespace sondeo::estimation
