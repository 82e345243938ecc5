#include "engine/design/detail/stratum_groups.hpp"

#include "engine/table/grouping.hpp"

namespace sondeo::design::detail {

namespace {

std::size_t stratum_of(const SampleDesign& design, std::int32_t psu) {
  return static_cast<std::size_t>(design.stratum_of_psu[static_cast<std::size_t>(psu)]);
}

}  // namespace

std::vector<std::size_t> rows_of_strata(const SampleDesign& design) {
  std::vector<std::size_t> rows(design.strata.size());
  for (const auto psu : design.psu_of_row) ++rows[stratum_of(design, psu)];
  return rows;
}

std::vector<std::int32_t> group_strata(const SampleDesign& design,
                                       const std::vector<const Column*>& columns) {
  std::vector<std::int32_t> groups(design.strata.size(), 0);
  if (columns.empty()) return groups;
  const Grouping grouping = group_rows(columns);
  for (std::size_t row = 0; row < design.psu_of_row.size(); ++row) {
    groups[stratum_of(design, design.psu_of_row[row])] = grouping.group_of_row[row];
  }
  return groups;
}

std::optional<std::size_t> nearest_stratum(const SampleDesign& design, std::size_t stratum,
                                           std::span<const std::int32_t> groups,
                                           std::span<const std::size_t> rows) {
  std::optional<std::size_t> nearest;
  const auto distance = [&](std::size_t other) {
    return rows[other] > rows[stratum] ? rows[other] - rows[stratum] : rows[stratum] - rows[other];
  };
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    if (h == stratum || groups[h] != groups[stratum] || design.strata[h].certainty()) continue;
    if (!nearest || distance(h) < distance(*nearest)) nearest = h;
  }
  return nearest;
}

}  // namespace sondeo::design::detail
