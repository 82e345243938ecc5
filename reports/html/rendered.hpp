#pragma once

#include <string>

#include <kainjow/mustache.hpp>

#include "engine/base/text_sink.hpp"

namespace sondeo::reports {

/// Fills in a template and passes the text on, line by line. The library's own way to a text leads through a
/// stream, which would keep silent about memory that fails and leave a part of the page out.
/// @throws std::bad_alloc; Error kInternal for a template that is none
void render(kainjow::mustache::mustache& filled, const kainjow::mustache::data& content,
            const TextSink& sink);

/// The same as one text.
[[nodiscard]] std::string rendered(kainjow::mustache::mustache& filled,
                                   const kainjow::mustache::data& content);

}  // namespace sondeo::reports
