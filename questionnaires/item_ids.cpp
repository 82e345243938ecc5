#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/codes.hpp"
#include "engine/expression/name_pattern.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/instrument_file.hpp"

namespace sondeo::questionnaires {

namespace {

using expression::NameRange;
using expression::NameRanges;

[[noreturn]] void refuse(const Written& id, std::size_t offset, std::size_t length) {
  throw Error({code::kItemPattern, {{"id", id.text}}, id.at(offset, length), {}, {}});
}

NameRange read_range(const Written& id, std::size_t begin, std::size_t end) {
  const std::string_view text = std::string_view(id.text).substr(begin, end - begin);
  const std::size_t dash = text.find('-');
  NameRange range{std::string(text.substr(0, dash)), std::string(text)};
  if (dash != std::string_view::npos) range.last = std::string(text.substr(dash + 1));
  if (!expression::ascending(range)) refuse(id, begin, text.size());
  return range;
}

/// The ranges between a bracket that opens at `open` and one that closes at `close`.
NameRanges read_ranges(const Written& id, std::size_t open, std::size_t close) {
  NameRanges ranges;
  for (std::size_t begin = open + 1; begin <= close;) {
    const std::size_t end = std::min(id.text.find(',', begin), close);
    ranges.push_back(read_range(id, begin, end));
    begin = end + 1;
  }
  return ranges;
}

expression::NamePattern read_pattern(const Written& id) {
  const std::string& text = id.text;
  expression::NamePattern pattern;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t open = std::min(text.find('[', i), text.size());
    if (open > i) pattern.parts.emplace_back(text.substr(i, open - i));
    if (open == text.size()) break;
    const std::size_t close = text.find(']', open);
    if (close == std::string::npos) refuse(id, open, text.size() - open);
    pattern.parts.emplace_back(read_ranges(id, open, close));
    i = close + 1;
  }
  return pattern;
}

}  // namespace

std::vector<std::string> expand_item_ids(const Written& id) {
  // An instrument says what it asks: `P8_*`, the names that happen to exist, belongs to expressions.
  const std::size_t star = id.text.find('*');
  if (star != std::string::npos) refuse(id, star, 1);
  const expression::NamePattern pattern = read_pattern(id);
  if (expression::spelled_count(pattern) > expression::kMostPatternNames) {
    throw Error({code::kPatternSize,
                 {{"pattern", id.text}, {"limit", fmt::format("{}", expression::kMostPatternNames)}},
                 id.place,
                 {},
                 {}});
  }
  return expression::spelled_names(pattern);
}

}  // namespace sondeo::questionnaires
