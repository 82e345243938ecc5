#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::questionnaires {

/// What the global content constraints allow for a series.
struct SdmxConstraint {
  std::string unit_measure;
  std::string unit_mult;
  std::vector<std::string> sex;        ///< codes allowed; none: any
  std::vector<std::string> age;        ///< likewise
  std::vector<std::string> composite;  ///< likewise, of COMPOSITE_BREAKDOWN
};

/// Codes of a dimension or coded attribute of IAEG-SDGs:SDG(1.4); none for a component without a list.
/// @source questionnaires/sdmx/codes.csv, made from the definition that the UN publishes
[[nodiscard]] std::vector<std::string> sdmx_codes(std::string_view component);
[[nodiscard]] bool is_sdmx_code(std::string_view component, std::string_view code);

/// Series that the UN has added since that structure (questionnaires/sdmx/newer.csv).
[[nodiscard]] bool is_newer_sdmx_series(std::string_view series);

/// None for a series that the constraints do not name.
[[nodiscard]] std::optional<SdmxConstraint> sdmx_constraint(std::string_view series);

/// REF_AREA of a country by its ISO 3166-1 alpha-3 code.
[[nodiscard]] std::optional<std::string> sdmx_area(std::string_view alpha3);

}  // namespace sondeo::questionnaires
