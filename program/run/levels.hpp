#pragma once

#include <memory>
#include <vector>

#include "program/run/level.hpp"

namespace sondeo::run {

/// The record levels of a study, each after its parent.
class Levels {
 public:
  Levels(const Study& study, const RunOptions& options, Diagnostics& findings);

  /// The level, or the only root when `id` is empty.
  [[nodiscard]] Level& at(const std::string& id) const;
  [[nodiscard]] const std::vector<std::unique_ptr<Level>>& all() const { return levels_; }

 private:
  std::vector<std::unique_ptr<Level>> levels_;
};

/// The level without a parent above `level`: the one that carries its design.
[[nodiscard]] Level& root_of(Level& level);

/// For each row of `below` the row of `above`, some generations up; nothing where `above` is not above.
[[nodiscard]] std::optional<std::vector<std::int32_t>> ancestor_rows(Level& below, const Level& above);

}  // namespace sondeo::run
