#include "reports/words.hpp"

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/document.hpp"
#include "reports/built_in_words.hpp"

namespace sondeo::reports {

Words::Words(std::string_view language) {
  for (const auto& [known, text] : built_in_words()) {
    if (known != language) continue;
    const auto document = spec::Document::parse(std::string(text), fmt::format("{}.toml", known));
    for (const auto& [key, value] : document.root().entries()) words_.emplace(key.text, value.raw_text());
    return;
  }
  ensure(false, "a language without words");
}

std::string Words::operator()(const std::string& key) const {
  const auto found = words_.find(key);
  return found == words_.end() ? key : found->second;
}

std::vector<std::string> word_languages() {
  std::vector<std::string> languages;
  for (const auto& [language, text] : built_in_words()) languages.emplace_back(language);
  return languages;
}

std::string measure_word(const std::string& measure, const std::string& unit, const Words& words) {
  const std::string word = words(measure == "total" ? "total_measure" : measure);
  return unit.empty() ? word : fmt::format("{}, {}", word, words(unit));
}

}  // namespace sondeo::reports
