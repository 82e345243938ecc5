#include "engine/table/table.hpp"

#include <utility>

#include "engine/base/diagnostic.hpp"

namespace sondeo {

const Column* Table::find(std::string_view name) const {
  const auto found = position_.find(name);
  return found == position_.end() ? nullptr : &columns_[found->second];
}

std::vector<std::string> Table::names() const {
  std::vector<std::string> names;
  names.reserve(columns_.size());
  for (const auto& column : columns_) names.push_back(column.name());
  return names;
}

void Table::add(Column column) {
  if (columns_.empty() && rows_ == 0) rows_ = column.size();
  ensure(column.size() == rows_, "a column of another length than its table");
  const auto [found, inserted] = position_.try_emplace(column.name(), columns_.size());
  if (inserted) {
    columns_.push_back(std::move(column));
  } else {
    columns_[found->second] = std::move(column);
  }
}

}  // namespace sondeo
