#pragma once

#include <string>
#include <string_view>

#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires {

/// The text in a language, or else the nearest there is: "es-MX", then "es", then the one without a language,
/// then English, then the first. Empty when there is none.
[[nodiscard]] std::string text_in(const Texts& texts, std::string_view language);

}  // namespace sondeo::questionnaires
