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

std::optional<Missing> reason_of_label(std::string_view label) {
  struct Phrase {
    std::string_view text;
    Missing reason;
  };
  using enum Missing;
  constexpr std::array<Phrase, 32> kPhrases = {{{"no sabe", kDontKnow},      {"no recuerda", kDontKnow},
                                                {"nao sabe", kDontKnow},     {"ne sait pas", kDontKnow},
                                                {"don't know", kDontKnow},   {"dont know", kDontKnow},
                                                {"do not know", kDontKnow},  {"no responde", kRefused},
                                                {"no respondio", kRefused},  {"no contesta", kRefused},
                                                {"no contesto", kRefused},   {"se niega", kRefused},
                                                {"se nego", kRefused},       {"rehusa", kRefused},
                                                {"rehuso", kRefused},        {"no declara", kRefused},
                                                {"nao responde", kRefused},  {"nao respondeu", kRefused},
                                                {"recusou", kRefused},       {"refus de repondre", kRefused},
                                                {"refused", kRefused},       {"refusal", kRefused},
                                                {"no especificado", kOther}, {"ns/nr", kOther},
                                                {"ns/nc", kOther},           {"nsnr", kOther},
                                                {"ns-nr", kOther},           {"sin respuesta", kOther},
                                                {"sin informacion", kOther}, {"sans reponse", kOther},
                                                {"no answer", kOther},       {"not stated", kOther}}};
  const std::string text = plain(label);
  std::optional<Missing> reason;
  for (const Phrase& phrase : kPhrases) {
    if (!has_phrase(text, phrase.text)) continue;
    reason = !reason || *reason == phrase.reason ? phrase.reason : kOther;
  }
  return reason;
}

bool says_not_answered(std::string_view label) { return reason_of_label(label).has_value(); }

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
