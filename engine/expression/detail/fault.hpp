#pragma once

#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/place.hpp"
#include "engine/expression/node.hpp"

namespace sondeo::expression::detail {

/// An error at a part of the expression's text.
[[noreturn]] inline void fail(const Written& text, Extent extent, Code code,
                              std::vector<Argument> arguments = {}, std::vector<std::string> similar = {},
                              std::string next = {}) {
  throw Error({code, std::move(arguments), text.at(extent.offset, extent.length), std::move(similar),
               std::move(next)});
}

/// The user's own spelling of a part of the expression.
inline std::string quoted(const Written& text, Extent extent) {
  return text.text.substr(extent.offset, extent.length);
}

}  // namespace sondeo::expression::detail
