#include "engine/estimation/stratum_parts.hpp"

namespace sondeo::estimation {

namespace {

constexpr std::int32_t kBlockRows = 8192;

std::int32_t rows_between(const design::RowOrder& order, std::int32_t first_psu, std::int32_t last_psu) {
  return order.psu_start[static_cast<std::size_t>(last_psu)] -
         order.psu_start[static_cast<std::size_t>(first_psu)];
}

/// The end of the part that starts with a PSU: no more rows than a block's, or one PSU.
std::int32_t end_of_part(const design::RowOrder& order, std::int32_t first_psu, std::int32_t end) {
  std::int32_t last = first_psu + 1;
  while (last < end && rows_between(order, first_psu, last + 1) <= kBlockRows) ++last;
  return last;
}

}  // namespace

std::vector<PartsBlock> blocks_of_strata(const design::SampleDesign& design, const design::RowOrder& order) {
  std::vector<PartsBlock> blocks(1);
  std::int32_t rows = 0;  // of the last block
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    const std::int32_t begin = design.strata[h].first_psu;
    const std::int32_t end = begin + design.strata[h].psu_count;
    for (std::int32_t first = begin; first < end;) {
      const std::int32_t last = end_of_part(order, first, end);
      blocks.back().push_back({h, first, last, first == begin && last == end});
      rows += rows_between(order, first, last);
      first = last;
      if (rows < kBlockRows) continue;
      blocks.emplace_back();
      rows = 0;
    }
  }
  if (blocks.back().empty()) blocks.pop_back();
  return blocks;
}

}  // namespace sondeo::estimation
