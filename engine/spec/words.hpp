#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "engine/spec/value.hpp"

namespace sondeo::spec {

/// A word of a closed list and what it means.
template <class Meaning>
struct Word {
  std::string_view word;
  Meaning meaning;
};

/// Which of `words` stands there.
/// @param later  words that mean something this version does not compute yet; one may end in ':' ("fay:0.5")
/// @throws Error kSpecUnknownWord with the list and the nearest; kSpecNotComputedYet
std::size_t word_position(const Value& value, std::span<const std::string_view> words,
                          std::span<const std::string_view> later = {});

/// The meaning of the word that stands there.
/// @throws Error as `word_position`
template <class Meaning, std::size_t Count>
Meaning meaning_of(const Value& value, const std::array<Word<Meaning>, Count>& words,
                   std::span<const std::string_view> later = {}) {
  std::array<std::string_view, Count> names;
  for (std::size_t i = 0; i < Count; ++i) names[i] = words[i].word;
  return words[word_position(value, names, later)].meaning;
}

}  // namespace sondeo::spec
