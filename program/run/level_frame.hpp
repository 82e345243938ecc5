#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

class WeightedRoles;

/// The design's unit of each row of a level: the row's own at the root, its ancestor's below.
[[nodiscard]] std::vector<std::int32_t> units_of_rows(Level& level, const design::SampleDesign& design);

/// A level under its design: everything that the indicators of the level share. What is handed out as spans
/// lives as long as the frame.
class LevelFrame {
 public:
  /// @param design       of the level's root
  /// @param weighted     the roles whose weights steps made; null: none
  LevelFrame(Level& level, const design::SampleDesign& design, const WeightedRoles* weighted = nullptr);

  [[nodiscard]] Level& level() const { return level_; }
  [[nodiscard]] const design::SampleDesign& design() const { return design_; }
  [[nodiscard]] const design::RowOrder& order() const { return order_; }

  /// 1 for the rows in an indicator's base: the study's `where`, its universe, its denominator; empty: all
  /// rows.
  std::span<const std::int8_t> base(const PlannedIndicator& planned);

  /// The weight of each row; 0 outside its `where` and, where it is missing or negative, outside `base`.
  /// @throws Error kMissingWeights, kNegativeWeights  when they stand inside
  std::span<const double> weight(const PlannedWeight& planned, std::span<const std::int8_t> base,
                                 const std::string& indicator);

  /// The sum of a weight that `weight` gave, added up once.
  double sum_of(std::span<const double> weight);

  /// Answers (1, 0, or neither for missing) of a yes/no formula. @throws Error kNotYesNo
  std::span<const std::int8_t> answers(const Column& column, const Formula& formula,
                                       const std::string& indicator);

  /// Keeps a column or numbers alive for the spans into them.
  const Column& keep(Column column) { return columns_.emplace_back(std::move(column)); }
  std::span<const double> keep(std::vector<double> numbers) {
    return numbers_.emplace_back(std::move(numbers));
  }
  std::span<const std::int32_t> keep(std::vector<std::int32_t> groups) {
    return groups_.emplace_back(std::move(groups));
  }

  std::span<const std::int8_t> keep(std::vector<std::int8_t> mask) {
    return masks_.emplace_back(std::move(mask));
  }

  /// Rows of the root's `where`, as seen from this level; empty: all rows.
  [[nodiscard]] std::span<const std::int8_t> domain() const { return domain_; }

 private:
  void find_domain();
  std::vector<double> weights_of(const PlannedWeight& planned);

  Level& level_;
  const design::SampleDesign& design_;
  const WeightedRoles* weighted_;
  design::RowOrder order_;
  std::vector<std::int8_t> domain_;
  std::map<std::string, std::vector<std::int8_t>> bases_;    ///< by the texts of universe and denominator
  std::map<std::string, std::vector<double>> weights_;       ///< by role, faults replaced by 0
  std::map<std::string, std::vector<std::int32_t>> faults_;  ///< rows with a missing or negative weight
  std::map<const double*, double> sums_;                     ///< of weights, by where they stand
  std::map<std::string, bool> negative_;                     ///< whether the first fault is a negative one
  std::deque<Column> columns_;
  std::deque<std::vector<double>> numbers_;
  std::deque<std::vector<std::int32_t>> groups_;
  std::deque<std::vector<std::int8_t>> masks_;
};

}  // namespace sondeo::run
