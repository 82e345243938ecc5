#pragma once

#include <string>

#include <kainjow/mustache.hpp>

namespace sondeo::reports {

/// A template filled in. The library's own way to a text leads through a stream, which would keep silent
/// about memory that fails and leave a part of the page out.
/// @throws std::bad_alloc; Error kInternal for a template that is none
[[nodiscard]] std::string rendered(kainjow::mustache::mustache& filled,
                                   const kainjow::mustache::data& content);

}  // namespace sondeo::reports
