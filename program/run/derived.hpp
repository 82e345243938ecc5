#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/estimation/composite_rows.hpp"
#include "program/run/scored_cells.hpp"

namespace sondeo::run {

/// Functions of estimates: in total and in every cell of every disaggregation, but those in which each of
/// their estimates has a cell of its own.
class DerivedEstimates {
 public:
  /// Finds the estimates that each function uses.
  /// @throws Error kDerivedUnknownCode, kDerivedCategoryNeeded, kDerivedUnknownCategory
  DerivedEstimates(const Plan& plan, ScoredLevels& levels, const RunOptions& options);

  /// Appends their rows to the table, in the order of the functions; a difference is tested against 0.
  void write(const estimation::EstimateSpec& spec, estimation::EstimateTable& table);

 private:
  /// An estimate of a function: one of a level's, or none where its cell has no rows.
  struct Part {
    ScoredCells* cells = nullptr;
    std::optional<std::size_t> number;
  };
  struct Row {
    const PlannedDerived* derived;
    std::size_t breakdown;
    std::size_t cell;
    std::vector<Part> parts;
  };

  ScoredCells& cells_of(const PlannedReference& reference);
  void locate(const PlannedDerived& derived);
  /// @param codes  the row's, one for each variable of the breakdown
  Part locate(const PlannedReference& reference, std::size_t breakdown,
              const std::vector<std::string>& codes);
  std::size_t target_of(const PlannedReference& reference);
  [[nodiscard]] estimation::Estimate describe(const Row& row, double level);
  estimation::Estimate make_row(const Row& row, const estimation::EstimateSpec& spec);

  const Plan& plan_;
  ScoredLevels& levels_;
  const RunOptions& options_;
  std::vector<Row> rows_;
  std::map<const LevelEstimates*, estimation::CompositeRows> writers_;
};

}  // namespace sondeo::run
