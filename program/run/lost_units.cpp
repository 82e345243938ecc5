#include "program/run/lost_units.hpp"

#include <set>
#include <vector>

#include "engine/table/grouping.hpp"

namespace sondeo::run {

std::size_t units_lost(std::span<const Column> columns, std::span<const std::int32_t> kept) {
  const Grouping before = group_rows(columns);
  std::set<std::int32_t> left;
  for (const auto row : kept) left.insert(before.group_of_row[static_cast<std::size_t>(row)]);
  left.erase(-1);
  return before.count() - left.size();
}

}  // namespace sondeo::run
