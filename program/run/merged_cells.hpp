#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// The cells of a cross among rows that come in parts, numbered as they are first met.
class MergedCells {
 public:
  /// @param cross    its variables; none: the total
  /// @param columns  their positions among the table's disaggregations
  MergedCells(std::span<const Formula> cross, std::vector<std::size_t> columns)
      : cross_(cross), columns_(std::move(columns)) {}

  /// The cells of a part's rows. @throws Error kTooManyCells
  moments::Cells add(LevelFrame& frame, Diagnostics& findings);
  /// All cells in order; the rows are gone.
  [[nodiscard]] estimation::Breakdown breakdown() const;
  /// The number here of each of them.
  [[nodiscard]] std::vector<std::int32_t> numbers() const;
  [[nodiscard]] std::size_t count() const { return cross_.empty() ? 1 : cells_.size(); }

 private:
  struct Cell {
    std::int32_t number = 0;
    std::vector<std::string> labels;
  };

  std::span<const Formula> cross_;
  std::vector<std::size_t> columns_;
  std::map<std::vector<CodeValue>, Cell> cells_;
};

}  // namespace sondeo::run
