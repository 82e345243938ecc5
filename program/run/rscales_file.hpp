#pragma once

#include <vector>

#include "engine/base/place.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// The numbers of a file of rscales: one on each line, blank lines left out; a first line that is no number
/// is a heading. A study's file is looked for where its data are.
/// @throws Error kRscalesNotRead, kRscalesNotNumber
[[nodiscard]] std::vector<double> read_rscales(const Study& study, const Written& file);

}  // namespace sondeo::run
