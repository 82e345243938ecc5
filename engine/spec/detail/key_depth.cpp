#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/codes.hpp"
#include "engine/spec/detail/node.hpp"

namespace sondeo::spec::detail {

namespace {

constexpr std::size_t kMostKeyParts = 16;

/// The offset just behind the quoted text that begins at `begin`, or the end of the source.
std::size_t skip_quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  const bool of_lines = text.substr(begin, 3) == std::string(3, quote);
  const std::string end(of_lines ? 3U : 1U, quote);
  std::size_t i = begin + end.size();
  while (i < text.size() && text.substr(i, end.size()) != end) {
    if (!of_lines && text[i] == '\n') return i;  // a fault that the parser reports
    const bool escape = text[i] == '\\' && quote == '"';
    i += escape ? 2U : 1U;
  }
  return std::min(i + end.size(), text.size());
}

std::size_t skip_comment(std::string_view text, std::size_t begin) {
  return std::min(text.find('\n', begin), text.size());
}

Region region_of(const SourceText& source, std::size_t offset) {
  const std::string_view before = std::string_view(source.text()).substr(0, offset);
  const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t last = before.rfind('\n');
  return {lines + 1, last == std::string_view::npos ? offset + 1 : offset - last, 1};
}

}  // namespace

void check_key_depth(const SourceText& source) {
  const std::string_view text = source.text();
  std::size_t parts = 1;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = skip_quoted(text, i);
      continue;
    }
    if (c == '#') {
      i = skip_comment(text, i);
      continue;
    }
    if (c == '.') {
      if (++parts > kMostKeyParts) {
        throw Error({code::kSpecTooDeep,
                     {{"limit", fmt::format("{}", kMostKeyParts)}},
                     source.place(region_of(source, i)),
                     {},
                     {}});
      }
    } else if (c == '\n' || c == '=' || c == ',' || c == '[' || c == '{') {
      parts = 1;
    }
    ++i;
  }
}

}  // namespace sondeo::spec::detail
