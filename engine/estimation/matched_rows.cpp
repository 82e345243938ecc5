#include "engine/estimation/matched_rows.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace sondeo::estimation {

namespace {

/// Where an estimate stands; mostly where the last one left off.
std::size_t position_of(std::size_t estimate, const std::vector<std::size_t>& order, std::size_t from) {
  const auto start = order.begin() + static_cast<std::ptrdiff_t>(from);
  auto found = std::find(start, order.end(), estimate);
  if (found == order.end()) found = std::find(order.begin(), start, estimate);
  return static_cast<std::size_t>(found - order.begin());
}

}  // namespace

MatchedRows::MatchedRows(std::span<const EstimateTable> implicates) : estimate_of_(implicates.size()) {
  using Key = std::vector<std::string>;
  std::map<Key, std::size_t> known;  // of all data sets: the estimate's number
  std::vector<std::size_t> order;    // estimates in the order of the table
  std::vector<std::vector<const Estimate*>> rows;
  for (std::size_t k = 0; k < implicates.size(); ++k) {
    std::map<Key, std::size_t> repetitions;
    std::size_t cursor = 0;  // new rows go behind the one that they follow in their data set
    for (const auto& row : implicates[k].rows) {
      Key key = key_of_row(row, true);
      key.push_back(std::to_string(repetitions[key]++));
      const auto [found, fresh] = known.try_emplace(std::move(key), rows.size());
      if (fresh) {
        rows.emplace_back(implicates.size(), nullptr);
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(cursor), found->second);
        ++cursor;
      } else {
        cursor = position_of(found->second, order, cursor) + 1;
      }
      rows[found->second][k] = &row;
      estimate_of_[k].push_back(found->second);
    }
  }
  std::vector<std::size_t> position(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    position[order[i]] = i;
    rows_.push_back(std::move(rows[order[i]]));
  }
  for (auto& of_implicate : estimate_of_) {
    for (auto& estimate : of_implicate) estimate = position[estimate];
  }
}

std::vector<std::string> key_of_row(const Estimate& row, bool with_category) {
  std::vector<std::string> key{row.indicator, row.measure, row.unit, with_category ? row.category : ""};
  key.insert(key.end(), row.cell.begin(), row.cell.end());
  return key;
}

}  // namespace sondeo::estimation
