#include <memory>
#include <string>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"
#include "program/run/level.hpp"
#include "program/run/lost_units.hpp"

namespace sondeo::run {

namespace {

/// Rows in which a yes/no column says yes.
std::vector<std::int32_t> rows_with_yes(const Column& column, bool wanted) {
  std::vector<double> answers = column.numbers();
  std::vector<std::int32_t> rows;
  for (std::size_t row = 0; row < answers.size(); ++row) {
    if ((answers[row] == 1.0) == wanted) rows.push_back(static_cast<std::int32_t>(row));
  }
  return rows;
}

}  // namespace

void Level::select_events() {
  if (!where_) return;
  const std::size_t before = rows_;
  keep_rows(rows_with_yes(value(*where_, "where"), true));
  steps_.push_back({"where", where_->written.text, before, rows_, 0});
}

void Level::drop_rows(std::span<const Formula> units) {
  if (!drop_) return;
  const auto kept = rows_with_yes(value(*drop_, "drop_rows"), false);
  Diagnostic dropped{code::kRowsDropped,
                     {{"level", name()}, {"count", std::to_string(rows_ - kept.size())}},
                     drop_->written.place,
                     {},
                     {}};
  std::size_t lost_units = 0;
  if (!units.empty()) {
    std::vector<Column> columns;
    for (const auto& unit : units) columns.push_back(value(unit, unit.written.text));
    lost_units = units_lost(columns, kept);
  }
  dropped.arguments.push_back({"psus", std::to_string(lost_units)});
  findings_.push_back(std::move(dropped));
  steps_.push_back({"drop_rows", drop_->written.text, rows_, kept.size(), 0});
  keep_rows(kept);
}

std::unique_ptr<Level> Level::without_rows(const std::string& language, Level* parent) const {
  std::unique_ptr<Level> empty(new Level(*this));
  empty->language_ = language;
  empty->parent_ = parent;
  empty->keep_rows({});
  return empty;
}

void Level::keep_rows(std::span<const std::int32_t> kept) {
  Table selected(kept.size());
  for (const auto& column : files_.columns()) selected.add(column.gather(kept));
  files_ = std::move(selected);
  rows_ = kept.size();
  scope_ = Table(rows_);
  if (parent_rows_.empty()) return;
  std::vector<std::int32_t> parents;
  parents.reserve(kept.size());
  for (const auto row : kept) parents.push_back(parent_rows_[static_cast<std::size_t>(row)]);
  parent_rows_ = std::move(parents);
}

}  // namespace sondeo::run
