#include "engine/spec/words.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/spec/codes.hpp"

namespace sondeo::spec {

namespace {

bool stands_for(std::string_view word, std::string_view written) {
  return word.ends_with(':') ? written.starts_with(word) : written == word;
}

}  // namespace

std::size_t word_position(const Value& value, std::span<const std::string_view> words,
                          std::span<const std::string_view> later) {
  const Written written = value.text();
  const auto found = std::find(words.begin(), words.end(), written.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  if (std::any_of(later.begin(), later.end(),
                  [&](std::string_view word) { return stands_for(word, written.text); })) {
    const std::string key = fmt::format("{} = \"{}\"", value.path(), written.text);
    throw Error({code::kSpecNotComputedYet, {{"key", key}}, written.place, {}, {}});
  }
  const std::vector<std::string> allowed(words.begin(), words.end());
  throw Error({code::kSpecUnknownWord,
               {{"key", value.path()},
                {"value", written.text},
                {"allowed", fmt::format("{}", fmt::join(allowed, ", "))}},
               written.place,
               nearest_names(written.text, allowed),
               {}});
}

}  // namespace sondeo::spec
