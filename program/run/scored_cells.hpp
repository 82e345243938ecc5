#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/estimation/scored_estimate.hpp"
#include "program/run/level_estimates.hpp"

namespace sondeo::run {

/// The estimates of a level that functions of estimates ask for, in any cross of variables, each once.
class ScoredCells {
 public:
  ScoredCells(const LevelEstimates& level, Diagnostics& findings) : level_(level), findings_(findings) {}

  /// The cells of a cross, made when first asked for.
  std::size_t cross(std::span<const Formula> variables);
  /// A cross of one variable that was made before.
  [[nodiscard]] std::size_t known_cross(const Formula& variable) const {
    return crosses_.at({variable.written.text});
  }
  [[nodiscard]] const estimation::Breakdown& breakdown(std::size_t cross) const { return breakdowns_[cross]; }
  /// The cell with these codes, one for each variable of the cross; nothing if no row is in it.
  [[nodiscard]] std::optional<std::size_t> find(std::size_t cross,
                                                const std::vector<std::string>& codes) const;

  /// The code of a variable that the user's text means: as tables write it, or a number otherwise written.
  /// @throws Error kDerivedUnknownCode  when no row and no label has it
  std::string code(const Formula& variable, const Written& text);

  /// Asks for an estimate; its number. What it is can be read after `score`.
  std::size_t need(const estimation::EstimateKey& key);
  void score(unsigned threads);
  [[nodiscard]] const estimation::ScoredEstimate& at(std::size_t number) const { return scored_[number]; }
  [[nodiscard]] const LevelEstimates& level() const { return level_; }

 private:
  const LevelEstimates& level_;
  Diagnostics& findings_;
  std::map<std::vector<std::string>, std::size_t> crosses_;  ///< by variables' texts
  std::vector<estimation::Breakdown> breakdowns_;
  std::vector<std::map<std::vector<std::string>, std::size_t>> cells_;  ///< by codes
  std::map<std::vector<std::size_t>, std::size_t> numbers_;             ///< by target, cross, cell
  std::vector<estimation::EstimateKey> keys_;
  std::vector<estimation::ScoredEstimate> scored_;
};

/// Functions of estimates whose replicates are not the same have no variance.
/// @param name  of the function
/// @throws Error kReplicatesDiffer
void require_same_replicates(const LevelEstimates& first, const LevelEstimates& other,
                             const std::string& name);

/// The scored cells of every level.
class ScoredLevels {
 public:
  ScoredLevels(const std::deque<LevelEstimates>& levels, Diagnostics& findings) {
    for (const auto& level : levels) cells_.emplace_back(level, findings);
  }
  /// Those of an indicator.
  [[nodiscard]] ScoredCells& at(const PlannedIndicator& planned);
  [[nodiscard]] std::deque<ScoredCells>& all() { return cells_; }
  /// Makes all that was asked for.
  void score(unsigned threads) {
    for (auto& cells : cells_) cells.score(threads);
  }

 private:
  std::deque<ScoredCells> cells_;
};

}  // namespace sondeo::run
