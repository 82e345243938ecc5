#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/base/text_sink.hpp"

namespace sondeo::reports {

/// What stands in a template's context for a part of the page that is written when its turn comes: a long
/// page is in memory one part at a time. No text of a page has control characters (`printable`).
[[nodiscard]] std::string page_mark(std::string_view name);

/// The parts by their marks.
using MarkedParts = std::map<std::string, TextWriter, std::less<>>;

/// Passes a piece of the page on, each mark in it replaced by its part.
void write_with_parts(std::string_view piece, const MarkedParts& parts, const TextSink& sink);

}  // namespace sondeo::reports
