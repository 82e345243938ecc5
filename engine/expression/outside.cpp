#include "engine/expression/outside.hpp"

namespace sondeo::expression {

std::vector<std::size_t> positions_outside(std::string_view text, std::string_view characters) {
  constexpr auto kNone = std::string_view::npos;
  std::vector<std::size_t> found;
  int depth = 0;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '`') {
      quote = c;
    } else if (std::string_view("({[").find(c) != kNone) {
      ++depth;
    } else if (std::string_view(")}]").find(c) != kNone) {
      --depth;
    } else if (depth == 0 && characters.find(c) != kNone) {
      found.push_back(i);
    }
  }
  return found;
}

}  // namespace sondeo::expression
