#pragma once

#include <string>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "reports/quality_scheme.hpp"
#include "reports/quality_spec.hpp"

namespace sondeo::reports {

/// A table (an indicator by one cross) of which too few figures have the label that the scheme asks for.
struct ThinTable {
  std::string indicator;
  std::string cross;  ///< its disaggregations, with commas
  std::size_t good = 0;
  std::size_t figures = 0;
};

/// What the scheme says of a whole result.
struct QualityOfResult {
  std::vector<ThinTable> thin_tables;
  std::size_t unpublishable = 0;  ///< rows whose label is not to be published
};

/// Gives each row of the table its label in `quality`, and the reason in its notes as `quality_REASON`: the
/// rule's, "undecided", "no_estimate" or "measure" (no rule of the scheme is about it). The table gets the
/// scheme's labels for its legend.
/// @param language  of the labels' titles
/// @throws Error kQualityUnknownDomain  a known domain names what is no disaggregation of the table
QualityOfResult label_quality(const QualityScheme& scheme, const QualitySpec& spec,
                              const std::string& language, estimation::EstimateTable& table);

/// The scheme's name and labels, as `label_quality` gives them to a table.
[[nodiscard]] estimation::QualitySummary quality_legend(const QualityScheme& scheme,
                                                        const std::string& language);

/// A comparison of a rule's condition, worked out for one figure.
struct ExplainedCondition {
  std::string text;                    ///< "log_cv <= 0.175"
  double value = estimation::kAbsent;  ///< of its left side
  double limit = estimation::kAbsent;  ///< of its right side; absent of a yes/no figure alone
  std::string met;                     ///< "yes", "no", or "missing": the row lacks the figure
};

/// A rule of a scheme as it was applied to one figure.
struct ExplainedRule {
  std::string label;
  std::string title;   ///< of the label
  std::string reason;  ///< why, a code
  std::string when;    ///< the whole condition; empty: always
  std::vector<ExplainedCondition> conditions;
  std::string holds;     ///< "yes", "no" or "missing"
  bool decides = false;  ///< the first that holds, or cannot be decided
};

/// The rules that are about a row, in their order, up to the one that decides.
/// @throws Error  as `label_quality`
[[nodiscard]] std::vector<ExplainedRule> explain_quality(const QualityScheme& scheme, const QualitySpec& spec,
                                                         const std::string& language,
                                                         const estimation::EstimateTable& table,
                                                         std::size_t row);

}  // namespace sondeo::reports
