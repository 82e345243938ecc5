#pragma once

#include <string>
#include <string_view>

#include "engine/base/memory_watch.hpp"

namespace pugi {
class xml_document;
}

namespace sondeo::reports {

/// A text as XML 1.0 may hold it: `printable`, without the two code points that no XML document has.
[[nodiscard]] std::string xml_safe(std::string_view text);

/// A document as UTF-8 with its declaration, two spaces for each level, LF.
/// @param memory  made before the document: pugixml leaves out what it found no memory for
/// @throws std::bad_alloc  where it did
[[nodiscard]] std::string xml_text(const pugi::xml_document& document, const MemoryWatch& memory);

}  // namespace sondeo::reports
