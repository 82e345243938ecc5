#pragma once

#include <cstddef>
#include <deque>

#include "engine/base/diagnostic.hpp"
#include "engine/design/sample_design.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// A design's columns with a row more for each sampled PSU that has none.
struct SampledPsus {
  design::DesignColumns columns;
  std::deque<Column> kept;  ///< what `columns` points into
  std::size_t added = 0;
};

/// Reads `[design] sampled_psus`, a file with the columns of the strata and the PSU under the names that the
/// design has for them, and a row for each PSU of the sample. Those without interviews count in n_h: their
/// totals are 0. Their fpc is that of their stratum; of a stratum without rows the file's own column.
/// @param columns  of the rows with interviews
/// @param findings  gets kPsusWithoutRows
/// @throws Error kSampledPsusCompany, kSampledPsusColumn, kSampledPsusTypes, kSampledPsusLack (PSUs with rows
/// that the file does not list), kSampledPsusFpc
[[nodiscard]] SampledPsus add_sampled_psus(const Study& study, const PlannedDesign& planned,
                                           const design::DesignColumns& columns, Diagnostics& findings);

}  // namespace sondeo::run
