#include "engine/base/plain_letters.hpp"

#include <cstddef>

namespace sondeo {

std::string plain_letters(std::string_view text) {
  constexpr std::string_view kBase = "aaaaaaaceeeeiiiidnooooo/ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xC3 && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      if (next >= 0x80 && next <= 0xBF) result += kBase[next - 0x80U];
    } else if (byte == 0xE2 && text.substr(i, 3) == "\xE2\x80\x99") {
      result += '\'';
      i += 2;
    } else {
      result += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
    }
  }
  return result;
}

}  // namespace sondeo
