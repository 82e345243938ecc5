#include "reports/result_blocks.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;

/// Consecutive rows of the same cross; the overall total goes with the cross that follows it.
std::vector<ResultBlock> blocks_of(const std::vector<const Estimate*>& rows) {
  std::vector<ResultBlock> blocks;
  for (const Estimate* row : rows) {
    const auto parts = parts_used(*row);
    const bool fresh = blocks.empty() ||
                       (parts != blocks.back().parts && !(blocks.back().parts.empty() && blocks.size() == 1));
    if (fresh) blocks.emplace_back();
    ResultBlock& block = blocks.back();
    if (!parts.empty() || fresh) block.parts = parts;
    block.with_category = block.with_category || !row->category.empty();
    block.rows.push_back(row);
  }
  return blocks;
}

}  // namespace

std::vector<std::size_t> parts_used(const Estimate& row) {
  std::vector<std::size_t> parts;
  for (std::size_t i = 0; i < row.cell.size(); ++i) {
    if (!row.cell[i].empty()) parts.push_back(i);
  }
  return parts;
}

std::vector<IndicatorRows> indicator_rows(const EstimateTable& table) {
  std::vector<IndicatorRows> indicators;
  for (const auto& row : table.rows) {
    const bool same = !indicators.empty() && indicators.back().rows.back()->indicator == row.indicator &&
                      indicators.back().rows.back()->measure == row.measure;
    if (!same) indicators.emplace_back();
    indicators.back().rows.push_back(&row);
  }
  for (auto& indicator : indicators) indicator.blocks = blocks_of(indicator.rows);
  return indicators;
}

}  // namespace sondeo::reports
