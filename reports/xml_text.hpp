#pragma once

#include <string>
#include <string_view>

namespace pugi {
class xml_document;
}

namespace sondeo::reports {

/// A text as XML 1.0 may hold it: `printable`, without the two code points that no XML document has.
[[nodiscard]] std::string xml_safe(std::string_view text);

/// A document as UTF-8 with its declaration, two spaces for each level, LF.
[[nodiscard]] std::string xml_text(const pugi::xml_document& document);

}  // namespace sondeo::reports
