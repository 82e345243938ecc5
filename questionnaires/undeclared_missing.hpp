#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/table/variable.hpp"

namespace sondeo::questionnaires {

/// A code whose label says that nothing was answered.
struct UndeclaredLabel {
  std::string code;
  std::string label;
};

/// Whether a label reads like "no sabe", "no responde", "don't know", "refused" (Spanish, English,
/// Portuguese, French), whatever its case and accents.
/// @source robustness 7
[[nodiscard]] bool says_not_answered(std::string_view label);

/// The reason that such a label gives: refused for "no responde" and its like, dont_know for "no sabe", other
/// for both at once or neither ("ns/nr", "no especificado"). Absent where it does not read so.
[[nodiscard]] std::optional<Missing> reason_of_label(std::string_view label);

/// The labelled codes of a variable that read so and are not declared missing.
[[nodiscard]] std::vector<UndeclaredLabel> undeclared_missing(const Variable& variable);

}  // namespace sondeo::questionnaires
