#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "program/run/plan.hpp"
#include "program/run/scored_cells.hpp"

namespace sondeo::run {

/// The PSUs of an edition's design, by what identifies them in every edition.
struct EditionPsus {
  std::string level;                  ///< the root that carries the design
  design::SampleDesign design;        ///< without what is said of rows
  std::vector<std::string> psu_keys;  ///< [PSUs], all different
};

/// What the variance of a row of the result table rests on.
struct RowScores {
  estimation::Scores scores;
  std::size_t psus = 0;  ///< of which design
};

/// The linearised scores of an edition's result table, for its covariance with another edition's.
struct EditionScores {
  std::vector<EditionPsus> psus;
  std::vector<std::optional<RowScores>> of_row;  ///< [rows of indicators]; none of quantiles

  /// Of a row of the result table; null of quantiles, and of what stands after the indicators' rows:
  /// functions of estimates, crosses, tables.
  [[nodiscard]] const RowScores* find(std::size_t row) const {
    return row < of_row.size() && of_row[row] ? &*of_row[row] : nullptr;
  }
};

/// What identifies the PSUs of a root in every edition.
/// @throws Error kWavesKeyNeeded, kWavesKeyMissing, kWavesKeyVaries, kWavesKeyRepeats
[[nodiscard]] EditionPsus edition_psus(const PlannedDesign& planned, const design::SampleDesign& design);

/// Asks for the scores of all estimates of a study's indicators, and hands them out by row.
class IndicatorScores {
 public:
  IndicatorScores(const Plan& plan, ScoredLevels& levels);

  /// To be called once they are made.
  /// @param psus  of the roots, as `EditionScores::psus`
  [[nodiscard]] std::vector<std::optional<RowScores>> of_rows(std::span<const estimation::Estimate> rows,
                                                              std::span<const EditionPsus> psus) const;

 private:
  struct Part {
    const ScoredCells* cells;
    std::size_t number;
  };
  void add(const PlannedIndicator& planned, ScoredCells& cells);

  std::map<std::string, Part> parts_;  ///< by `row_key`
};

}  // namespace sondeo::run
