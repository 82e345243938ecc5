#include "questionnaires/undeclared_missing.hpp"

#include <algorithm>
#include <array>

#include "engine/table/grouping.hpp"

namespace sondeo::questionnaires {

namespace {

/// Lower case without accents: letters of the Latin-1 range written in UTF-8 lose theirs.
std::string plain(std::string_view text) {
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

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// Whether `phrase` stands in `text` with no letter right before or after it.
bool has_phrase(std::string_view text, std::string_view phrase) {
  for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const auto end = at + phrase.size();
    const bool starts = at == 0 || !is_letter(text[at - 1]);
    const bool ends = end == text.size() || !is_letter(text[end]);
    if (starts && ends) return true;
  }
  return false;
}

}  // namespace

bool says_not_answered(std::string_view label) {
  constexpr std::array<std::string_view, 32> kPhrases = {
      "no sabe",      "no responde",  "no respondio",  "no contesta", "no contesto",   "no especificado",
      "ns/nr",        "ns/nc",        "nsnr",          "ns-nr",       "sin respuesta", "sin informacion",
      "se niega",     "se nego",      "rehusa",        "rehuso",      "no recuerda",   "no declara",
      "nao sabe",     "nao responde", "nao respondeu", "recusou",     "ne sait pas",   "refus de repondre",
      "sans reponse", "don't know",   "dont know",     "do not know", "refused",       "refusal",
      "no answer",    "not stated"};
  const std::string text = plain(label);
  return std::any_of(kPhrases.begin(), kPhrases.end(), [&](auto phrase) { return has_phrase(text, phrase); });
}

std::vector<UndeclaredLabel> undeclared_missing(const Variable& variable) {
  std::vector<UndeclaredLabel> found;
  for (const auto& [code, label] : variable.labels.numbers) {
    if (says_not_answered(label) && variable.missing.reason(code) == Missing::kNone) {
      found.push_back({code_text(code), label});
    }
  }
  for (const auto& [code, label] : variable.labels.texts) {
    if (says_not_answered(label) && !variable.missing.texts.contains(code)) found.push_back({code, label});
  }
  return found;
}

}  // namespace sondeo::questionnaires
