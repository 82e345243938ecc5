#include "program/run/merged_cells.hpp"

#include "program/run/code_label.hpp"

namespace sondeo::run {

moments::Cells MergedCells::add(LevelFrame& frame, Diagnostics& findings) {
  if (cross_.empty()) return {{}, 1};
  auto [grouping, columns] = cells_of_cross(cross_, frame, findings);
  std::vector<std::int32_t> number_of(grouping.count());
  for (std::size_t group = 0; group < number_of.size(); ++group) {
    const auto& key = grouping.keys[group];
    const auto [known, is_new] = cells_.try_emplace(key);
    if (is_new) {
      known->second.number = static_cast<std::int32_t>(cells_.size()) - 1;
      for (std::size_t k = 0; k < key.size(); ++k) {
        known->second.labels.push_back(label_of(columns[k].variable(), key[k]));
      }
    }
    number_of[group] = known->second.number;
  }
  refuse_many_cells(cross_, cells_.size());
  for (auto& group : grouping.group_of_row) {
    if (group >= 0) group = number_of[static_cast<std::size_t>(group)];
  }
  return {frame.keep(std::move(grouping.group_of_row)), static_cast<std::int32_t>(cells_.size())};
}

estimation::Breakdown MergedCells::breakdown() const {
  if (cross_.empty()) return {{}, {{}, 1}, {{}}, {{}}};
  estimation::Breakdown breakdown;
  breakdown.columns = columns_;
  breakdown.cells.count = static_cast<std::int32_t>(cells_.size());
  for (const auto& [key, cell] : cells_) {
    auto& codes = breakdown.codes.emplace_back();
    for (const auto& code : key) codes.push_back(code_text(code));
    breakdown.labels.push_back(cell.labels);
  }
  return breakdown;
}

std::vector<std::int32_t> MergedCells::numbers() const {
  if (cross_.empty()) return {0};
  std::vector<std::int32_t> numbers;
  numbers.reserve(cells_.size());
  for (const auto& [key, cell] : cells_) numbers.push_back(cell.number);
  return numbers;
}

}  // namespace sondeo::run
