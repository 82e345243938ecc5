#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/estimation/composite_rows.hpp"
#include "program/run/scored_cells.hpp"

namespace sondeo::run {

/// Differences and ratios between the categories of a variable: of every indicator, in total and in each cell
/// of every disaggregation without that variable.
class Comparisons {
 public:
  /// Finds the estimates that are compared.  @throws Error kDerivedUnknownCode
  Comparisons(const Study& study, ScoredLevels& levels);

  /// Appends their rows and tests to the table. The p values of one indicator, comparison and disaggregation
  /// are a family, adjusted together.
  void write(const estimation::EstimateSpec& spec, estimation::EstimateTable& table);

 private:
  /// One estimate of a pair: nothing where its cell has no rows.
  using Part = std::optional<std::size_t>;
  struct Pair {
    std::size_t target;
    std::size_t cell;  ///< of the disaggregation
    Part first;
    Part second;
    std::size_t first_code;   ///< of the compared variable's cells
    std::size_t second_code;  ///< kTotal: all cases
  };
  /// The comparisons whose p values belong together.
  struct Family {
    const estimation::ComparisonSpec* spec;
    ScoredCells* cells;
    const Formula* variable;
    std::size_t breakdown;
    std::vector<Pair> pairs;
  };
  static constexpr std::size_t kTotal = static_cast<std::size_t>(-1);

  void locate(const estimation::ComparisonSpec& spec, std::size_t number, ScoredCells& cells);
  void add_families(const Family& shape);
  void add_pairs(Family& family, std::size_t target, std::size_t cell);
  Part part(const Family& family, std::size_t target, std::size_t cell, std::size_t code);
  [[nodiscard]] std::size_t reference_of(const Family& family);
  estimation::Estimate make_row(const Family& family, const Pair& pair, const estimation::EstimateSpec& spec);
  [[nodiscard]] estimation::Estimate describe(const Family& family, const Pair& pair, double level) const;
  void name_pair(const Family& family, const Pair& pair, estimation::Estimate& row) const;
  estimation::CompositeRows& writer(const LevelEstimates& level, const estimation::EstimateSpec& spec);

  ScoredLevels& levels_;
  std::vector<std::string> columns_;  ///< variables of the table's disaggregations
  std::vector<Family> families_;
  std::map<const LevelEstimates*, estimation::CompositeRows> writers_;
};

}  // namespace sondeo::run
