#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/estimation/estimate_spec.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "engine/estimation/quantile_rule.hpp"
#include "engine/estimation/replicate_variance.hpp"
#include "engine/moments/moments.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::estimation {

/// What a target estimates from its variate's totals.
enum class Measure {
  kProportion,  ///< T(y) / T(1), y yes/no
  kMean,        ///< T(y) / T(1)
  kTotal,       ///< T(y)
  kRatio,       ///< T(y) / T(x)
  kRate,        ///< T(y) / T(1), y events of a child level
  kShare,       ///< a category's part of a total: T(y) / T(x), or T(y) / T(1) of cases
  kQuantile,    ///< of the values of y; needs the rows
  kMultiple,    ///< an item of several that may be chosen: T(y) / T(1) of cases, T(y) / T(x) of responses
  kCdf          ///< T(y) / T(1), y whether a number is at or below a point
};
[[nodiscard]] std::string measure_name(Measure measure);

/// One indicator, or one category of it.
struct Target {
  std::string indicator;
  std::string indicator_label;
  std::string category;
  std::string category_label;
  std::optional<CodeValue> code;  ///< of a category that is a code of a variable
  std::string unit;
  Measure measure = Measure::kProportion;
  moments::Variate variate;
  double per = 1;                          ///< the estimate is multiplied by it
  double probability = 0.5;                ///< of a quantile
  QuantileRule rule = QuantileRule::kHf1;  ///< of a quantile
};

/// A disaggregation (or a cross of several) with the cells that exist.
struct Breakdown {
  std::vector<std::size_t> columns;  ///< which of the table's disaggregations, in the cross's order
  moments::Cells cells;
  std::vector<std::vector<std::string>> codes;   ///< [cells][columns]
  std::vector<std::vector<std::string>> labels;  ///< [cells][columns]
};

class CalibratedWeights;
struct ReducedRows;

/// Rows of one record level under the design.
struct LevelRows {
  const design::SampleDesign& design;
  const design::RowOrder& order;       ///< of the level's rows
  std::size_t disaggregation_columns;  ///< of the table
  /// Where variances come from; neither: linearised.
  const design::Replicates* made = nullptr;
  const GivenReplicates* given = nullptr;
  /// Which weights were calibrated, for linearised variances; null: none
  const CalibratedWeights* calibrated = nullptr;
  /// Where the rows were read in parts: what they left; `order` and the targets' variates then have no rows.
  const ReducedRows* reduced = nullptr;
};

/// Every target in every cell of every breakdown, the total first: sorted by indicator (as given), breakdown,
/// cell, category. Variances are linearised, or of replicates when the rows have them; nothing is thrown for
/// a cell that cannot be estimated: its `notes` say why.
/// @param breakdowns  the first is the total: one cell, no columns
/// @param threads     how many may work; the figures do not depend on it
std::vector<Estimate> estimate_targets(const LevelRows& rows, std::span<const Target> targets,
                                       std::span<const Breakdown> breakdowns, const EstimateSpec& spec,
                                       unsigned threads);

}  // namespace sondeo::estimation
