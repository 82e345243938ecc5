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

}  // namespace sondeo::reports
