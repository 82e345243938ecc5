#include "program/run/levels.hpp"

#include <numeric>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"

namespace sondeo::run {

Levels::Levels(const Study& study, const RunOptions& options, Diagnostics& findings) {
  const auto opened = [this](const std::string& id) -> Level* {
    for (const auto& level : levels_) {
      if (level->id() == id) return level.get();
    }
    return nullptr;
  };
  // Parents may be written after their children; the study's reader has made sure that there is no circle.
  while (levels_.size() < study.data.size()) {
    const std::size_t before = levels_.size();
    for (const auto& spec : study.data) {
      if (opened(spec.level) != nullptr) continue;
      Level* parent = spec.parent ? opened(spec.parent->text) : nullptr;
      if (spec.parent && parent == nullptr) continue;
      levels_.push_back(std::make_unique<Level>(spec, study, options, parent, findings));
    }
    ensure(levels_.size() > before, "levels whose parents do not exist");
  }
}

Level& Levels::at(const std::string& id) const {
  for (const auto& level : levels_) {
    if (level->id() == id || (id.empty() && level->parent() == nullptr)) return *level;
  }
  throw Error({code::kInternal, {{"what", "a level that does not exist"}}, {}, {}, {}});
}

Level& root_of(Level& level) {
  Level* root = &level;
  while (root->parent() != nullptr) root = root->parent();
  return *root;
}

std::optional<std::vector<std::int32_t>> ancestor_rows(Level& below, const Level& above) {
  std::vector<std::int32_t> rows(below.rows());
  std::iota(rows.begin(), rows.end(), 0);
  for (Level* level = &below; level != &above; level = level->parent()) {
    if (level->parent() == nullptr) return std::nullopt;
    const auto parents = level->parent_rows();
    for (auto& row : rows) row = parents[static_cast<std::size_t>(row)];
  }
  return rows;
}

}  // namespace sondeo::run
