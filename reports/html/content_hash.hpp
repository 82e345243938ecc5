#pragma once

#include <string>
#include <string_view>

namespace sondeo::reports {

/// SHA-256 of a text in base64, as a content-security policy names a script or a style.
[[nodiscard]] std::string content_hash(std::string_view text);

}  // namespace sondeo::reports
