#include "reports/words.hpp"

#include <charconv>
#include <functional>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/document.hpp"
#include "reports/built_in_words.hpp"

namespace sondeo::reports {

namespace {

using Dictionary = std::map<std::string, std::string, std::less<>>;

Dictionary read(std::string_view language, std::string_view text) {
  Dictionary words;
  const auto document = spec::Document::parse(std::string(text), fmt::format("{}.toml", language));
  for (const auto& [key, value] : document.root().entries()) words.emplace(key.text, value.raw_text());
  return words;
}

/// Read once: every table and page of a run asks for them.
const std::map<std::string, Dictionary, std::less<>>& dictionaries() {
  static const auto kAll = [] {
    std::map<std::string, Dictionary, std::less<>> read_once;
    for (const auto& [language, text] : built_in_words()) {
      read_once.emplace(std::string(language), read(language, text));
    }
    return read_once;
  }();
  return kAll;
}

}  // namespace

Words::Words(std::string_view language) {
  const auto found = dictionaries().find(language);
  ensure(found != dictionaries().end(), "a language without words");
  words_ = &found->second;
}

std::string Words::operator()(const std::string& key) const {
  const auto found = words_->find(key);
  return found == words_->end() ? key : found->second;
}

std::string prefixed_word(const std::string& prefix, const std::string& id, const Words& words) {
  const std::string key = prefix + id;
  std::string word = words(key);
  return word == key ? id : word;
}

std::string level_word(const std::string& level, const Words& words) {
  return prefixed_word("level_", level, words);
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
  return unit.empty() ? word : fmt::format("{}, {}", word, unit_word(unit, words));
}

std::string category_text(const std::string& measure, const std::string& category, const std::string& label,
                          const Words& words) {
  if (!label.empty()) return label;
  double probability = 0;
  const char* end = category.data() + category.size();
  const bool quantile = measure == "quantile" && category.starts_with('p') &&
                        std::from_chars(category.data() + 1, end, probability).ptr == end;
  if (!quantile) return category;
  if (probability == 0.5) return words("median");
  return fmt::format("{} {:.10g}", words("percentile"), 100 * probability);
}

std::string unit_word(const std::string& unit, const Words& words) {
  constexpr std::string_view kPer = "per_";
  const std::string word = words(unit);
  const bool per = word == unit && unit.starts_with(kPer) && unit.size() > kPer.size() &&
                   unit.find_first_not_of("0123456789.", kPer.size()) == std::string::npos;
  return per ? fmt::format("{} {}", words("per_any"), unit.substr(kPer.size())) : word;
}

}  // namespace sondeo::reports
