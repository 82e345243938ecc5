#include "engine/base/place.hpp"

#include <algorithm>

namespace sondeo {

Place Written::at(std::size_t offset, std::size_t length) const {
  Place result = place;
  offset = std::min(offset, text.size());
  const std::size_t line_start = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
  if (line_start == std::string::npos) {
    result.column += offset;
  } else {
    result.line += static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    result.column = offset - line_start;
    const std::size_t line_end = text.find('\n', offset);
    result.text =
        text.substr(line_start + 1, line_end == std::string::npos ? line_end : line_end - line_start - 1);
  }
  result.length = std::max<std::size_t>(length, 1);
  return result;
}

}  // namespace sondeo
