#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sondeo::reports {

/// A text that is safe to print: control characters, ESC and the marks that turn the direction of writing are
/// left out (a label could otherwise rewrite the terminal), tabs and line ends become spaces, and bytes that
/// are not UTF-8 become U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// Columns that a UTF-8 text takes on a terminal: combining marks none, East Asian wide characters two.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text filled with spaces up to `width` columns, on its right or on its left.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

/// The text cut to at most `width` columns, an ellipsis in the last when something was cut.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t width);

/// Words put into lines of at most `width` columns, each line after the first indented.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace sondeo::reports
