#include <utility>

#include "program/run/level.hpp"

namespace sondeo::run {

namespace {

/// The first variable, where nothing is asked of a file: it counts the rows.
std::vector<std::string> names_to_read(const std::set<std::string, std::less<>>& needed,
                                       const ingest::FileDescription& file) {
  std::vector<std::string> names(needed.begin(), needed.end());
  if (names.empty()) names.push_back(file.variables.at(0).name);
  return names;
}

}  // namespace

std::vector<NeededFile> Level::needed_files() const {
  std::vector<NeededFile> files;
  for (const auto& source : sources_) {
    const auto& file = source.description;
    NeededFile& needed = files.emplace_back(NeededFile{file.path, file.rows, {}});
    for (const auto& name : names_to_read(source.needed, file)) {
      if (const Variable* variable = find_variable(name)) needed.variables.push_back(variable);
    }
  }
  return files;
}

std::size_t Level::derived_count() const {
  std::size_t count = 0;
  for (const auto& [id, derived] : constructs_) count += derived.formula ? 1U : 0U;
  return count;
}

std::optional<std::string> Level::needs_all_rows() const {
  if (parent_ != nullptr) return "parent";
  if (!spec_.joins.empty()) return "[[data.join]]";
  if (spec_.implicate) return "[imputation]";
  if (drop_) return "drop_rows";
  if (!edits_.empty()) return "[[edit]]";
  if (!imputes_.empty()) return "[[impute]]";
  for (const auto& [id, derived] : constructs_) {
    if (derived.formula && derived.construct->cap) return "cap";
  }
  if (!ingest::has_windows(sources_[0].description.format)) return ".por";
  return std::nullopt;
}

std::unique_ptr<ingest::FileWindows> Level::windows() const {
  const auto& source = sources_[0];
  const auto names = names_to_read(source.needed, source.description);
  return std::make_unique<ingest::FileWindows>(source.description, names, reading_);
}

void Level::take_part(const Table& rows) {
  files_ = with_declared_missing(rows);
  rows_ = files_.rows();
  scope_ = Table(rows_);
}

void Level::give(std::map<std::string, Column> values, std::size_t rows) {
  given_ = std::move(values);
  rows_ = rows;
}

void Level::set_rows_read(std::size_t rows, std::size_t parts) {
  given_.clear();
  rows_ = rows;
  steps_.push_back({"read", spec_.file.text, rows, rows, 0, parts});
}

}  // namespace sondeo::run
