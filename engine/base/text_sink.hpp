#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace sondeo {

/// Takes a text piece by piece: what is long need not be in memory as a whole.
using TextSink = std::function<void(std::string_view piece)>;

/// Writes a text into a sink.
using TextWriter = std::function<void(const TextSink& sink)>;

/// All that is written, as one text.
[[nodiscard]] inline std::string text_of(const TextWriter& write) {
  std::string text;
  write([&text](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace sondeo
