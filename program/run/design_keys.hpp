#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/table/grouping.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// The combinations of a design's values (strata, PSU, fpc, later stages) among rows that come in parts,
/// numbered as they are first met: what the design of all rows is built from.
class DesignKeys {
 public:
  explicit DesignKeys(const PlannedDesign& planned);

  /// The combination of each of the level's rows. [rows]
  std::vector<std::int32_t> add(Level& level);
  [[nodiscard]] std::size_t count() const { return rows_.size(); }
  /// The values of each combination, by formula. [count()]
  [[nodiscard]] std::map<std::string, Column> columns() const;
  /// How many rows have no value in one of these variables, named as an error names them.
  [[nodiscard]] std::size_t rows_without(const std::string& variables) const;
  /// About how much memory this takes.
  [[nodiscard]] std::size_t bytes() const;

 private:
  using Values = std::vector<std::optional<CodeValue>>;  ///< [formulas]; nothing: missing

  /// Numbers of a part's combinations from the groups of each formula.
  std::int32_t number_of(const std::vector<Grouping>& groups, std::size_t row);

  std::vector<Formula> formulas_;
  std::vector<std::vector<std::size_t>> told_together_;  ///< formulas that one error is about
  std::vector<Variable> variables_;                      ///< of the formulas
  std::map<Values, std::int32_t> numbers_;
  std::vector<const Values*> values_;
  std::vector<std::size_t> rows_;  ///< with each combination
};

}  // namespace sondeo::run
