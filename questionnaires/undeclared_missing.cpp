#include "questionnaires/undeclared_missing.hpp"

#include <algorithm>
#include <array>

#include "engine/base/plain_letters.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::questionnaires {

namespace {

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
  const std::string text = plain_letters(label);
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
