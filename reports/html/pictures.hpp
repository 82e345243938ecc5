#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "reports/html/shown_row.hpp"

namespace sondeo::reports {

/// A block of the result table with what its pictures need.
struct PictureSource {
  const HtmlEdition& edition;
  const ResultBlock& block;
  const Words& words;
  int decimals = 0;
};

/// Dots with their intervals, a line for each row; absent where there are too few or too many rows for one.
[[nodiscard]] std::optional<nlohmann::ordered_json> interval_picture(const PictureSource& source);

/// Areas shaded by their estimate; absent where the block is not by the map's disaggregation alone.
/// @param map  position among the report's maps
[[nodiscard]] std::optional<nlohmann::ordered_json> map_picture(const PictureSource& source,
                                                                const Boundaries& boundaries,
                                                                std::size_t map);

/// JSON that may stand inside a script element: nothing in it can end the element or begin a comment.
[[nodiscard]] std::string script_json(const nlohmann::ordered_json& json);

}  // namespace sondeo::reports
