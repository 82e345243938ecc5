#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "reports/report_spec.hpp"

namespace sondeo::reports {

/// The areas of a map: what a boundary file holds, reduced to codes and outlines. Nothing else of the file
/// (names, counts, addresses in its properties) goes into a report.
struct Boundaries {
  MapSpec spec;
  std::vector<std::string> codes;  ///< of the areas, in the file's order
  /// JSON: {"topology": ...} with its areas under `objects.areas`, or {"features": [...]}; the id of each is
  /// its code.
  std::string json;
};

/// Reads a GeoJSON FeatureCollection or a TopoJSON Topology of polygons.
/// @throws Error kMapUnreadable, kMapNotGeometry, kMapNoKey, kMapObject with what is wrong with the file
[[nodiscard]] Boundaries read_boundaries(const std::filesystem::path& file, const MapSpec& spec);

/// Compares the areas with the codes that the table's rows have in the map's disaggregation.
/// @throws Error kMapDisaggregation  no row of the table is by it
/// @throws Error kMapNoMatch         no area has a code of the table
void check_boundaries(const Boundaries& boundaries, const estimation::EstimateTable& table,
                      Diagnostics& findings);

/// Position of the map's disaggregation among those of the table; their count when it has none.
[[nodiscard]] std::size_t disaggregation_of(const Boundaries& boundaries,
                                            const estimation::EstimateTable& table);

/// A code as areas and rows are compared: as written, or as a number ("01" is 1) where the study says so.
[[nodiscard]] std::string area_code(const MapSpec& spec, const std::string& code);

}  // namespace sondeo::reports
