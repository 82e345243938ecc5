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

std::string level_word(const std::string& level, const Words& words) {
  const std::string key = "level_" + level;
  const std::string word = words(key);
  return word == key ? level : word;
}

std::string provenance_word(const std::string& name, const Words& words) {
  const std::size_t point = name.find('.');
  if (point == std::string::npos) return words(name);
  return fmt::format("{}: {}", words(name.substr(0, point)), level_word(name.substr(point + 1), words));
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
