#pragma once

#include <string>

namespace sondeo::samples {

/// Boundaries of the five regions of samples/national-vaw as TopoJSON: a made-up country, always the same
/// text. The borders that two regions share are the same arc.
[[nodiscard]] std::string region_boundaries();

}  // namespace sondeo::samples
