#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/code.hpp"

namespace sondeo::cli {

/// A code as a user writes it.
struct AskedCode {
  Code code{};
  bool warning = false;
  int exit_code = 0;  ///< 2 for "E2104", 3 for "E3104", which are the same finding in two places
};

/// The code behind "E3104", "e2104", "W0202" or "3104"; nothing if there is none such.
[[nodiscard]] std::optional<AskedCode> asked_code(std::string_view text);

}  // namespace sondeo::cli
