#include "published/vocabulary.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/plain_letters.hpp"
#include "engine/spec/document.hpp"
#include "published/built_in_words.hpp"
#include "published/printed_number.hpp"
#include "reports/words.hpp"

namespace sondeo::published {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '%' ||
         static_cast<unsigned char>(c) >= 0x80;
}

template <std::size_t Count>
std::size_t position(const std::array<std::string_view, Count>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  ensure(found != names.end(), "a word of no statistic or unit");
  return static_cast<std::size_t>(found - names.begin());
}

std::vector<std::string> words_of(const std::string& form) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t end = std::min(form.find(' ', at), form.size());
    words.push_back(form.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// Without "95 %", "al 95%", "(95%)": the level of an interval.
std::string without_level(const std::string& form) {
  std::vector<std::string> kept;
  const auto words = words_of(form);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool next_percent = i + 1 < words.size() && words[i + 1] == "%";
    const bool digits = words[i].find_first_not_of("0123456789") == std::string::npos;
    const bool with_sign = words[i].size() > 1 && words[i].back() == '%' &&
                           words[i].find_first_not_of("0123456789%") == std::string::npos;
    const bool level =
        with_sign || (digits && (next_percent || words[i] == "95" || words[i] == "90" || words[i] == "99"));
    if (!level) {
      kept.push_back(words[i]);
      continue;
    }
    if (digits && next_percent) ++i;
    if (!kept.empty() && (kept.back() == "al" || kept.back() == "de" || kept.back() == "at")) kept.pop_back();
  }
  std::string form_left;
  for (const auto& word : kept) form_left += (form_left.empty() ? "" : " ") + word;
  return form_left;
}

/// What stands in the last parentheses, or behind the last comma or colon.
std::vector<std::string> unit_parts(std::string_view text) {
  std::vector<std::string> parts{compared_form(text)};
  for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    const std::size_t end = std::min(text.find(')', at), text.size());
    parts.push_back(compared_form(text.substr(at + 1, end - at - 1)));
  }
  for (const char mark : {',', ':', ';', '.'}) {
    const std::size_t at = text.rfind(mark);
    if (at != std::string_view::npos) parts.push_back(compared_form(text.substr(at + 1)));
  }
  if (text.ends_with('%')) parts.emplace_back("%");
  return parts;
}

/// "1,000" and "1 000" are written in many ways.
std::string with_plain_thousands(std::string text) {
  for (const std::string_view parted :
       {"1,000", "1.000", "1 000", "10,000", "10.000", "10 000", "100,000", "100.000", "100 000"}) {
    const std::size_t at = text.find(parted);
    if (at == std::string::npos) continue;
    std::string digits(parted);
    std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
    text.replace(at, parted.size(), digits);
  }
  return text;
}

}  // namespace

double per_one(PrintedUnit unit) {
  constexpr std::array kPer = {1.0, 100.0, 1000.0, 10'000.0, 100'000.0, 1e-3, 1e-6};
  return kPer.at(static_cast<std::size_t>(unit));
}

std::string compared_form(std::string_view text) {
  std::string form;
  for (const char c : plain_letters(text)) {
    if (is_word(c)) {
      if (c == '%' && !form.empty() && form.back() != ' ') form += ' ';
      form += c;
    } else if (!form.empty() && form.back() != ' ') {
      form += ' ';
    }
  }
  while (!form.empty() && form.back() == ' ') form.pop_back();
  return form;
}

Vocabulary::Vocabulary() {
  const auto document = spec::Document::parse(std::string(built_in_words()[0].second), "words.toml");
  auto root = document.root();
  auto statistics = root.required("statistic").section();
  for (const auto& [key, value] : statistics.entries()) {
    const auto statistic = static_cast<Statistic>(position(kStatisticNames, key.text));
    statistics_.emplace(compared_form(key.text), statistic);
    for (const auto& word : value.texts(spec::ListForm::kOneOrList)) {
      statistics_.emplace(compared_form(word.text), statistic);
    }
  }
  for (const auto& language : reports::word_languages()) {
    const reports::Words words(language);
    for (const auto statistic : {Statistic::kEstimate, Statistic::kSe, Statistic::kCv, Statistic::kCiLow,
                                 Statistic::kCiHigh, Statistic::kN}) {
      const std::string key(kStatisticNames[static_cast<std::size_t>(statistic)]);
      statistics_.emplace(compared_form(words(key)), statistic);
    }
    statistics_.emplace(compared_form(words("interval")), Statistic::kInterval);
    totals_.insert(compared_form(words("total")));
  }
  for (const auto& [section, into] :
       {std::pair("total", &totals_), std::pair("code", &codes_), std::pair("ignored", &ignored_)}) {
    for (const auto& word : root.required(section).section().texts("words", spec::ListForm::kOneOrList)) {
      into->insert(compared_form(word.text));
    }
  }
  for (const auto& [key, value] : root.required("unit").section().entries()) {
    const auto unit = static_cast<PrintedUnit>(position(kPrintedUnitNames, key.text));
    for (const auto& word : value.texts(spec::ListForm::kOneOrList)) {
      units_.emplace(compared_form(word.text), unit);
    }
  }
}

std::optional<Statistic> Vocabulary::statistic(std::string_view text) const {
  for (const auto& form : forms_of(text)) {
    for (const auto& tried : {form, without_level(form)}) {
      const auto found = statistics_.find(tried);
      if (found != statistics_.end()) return found->second;
    }
  }
  const bool is_percent = compared_form(text) == "%";
  return is_percent ? std::optional(Statistic::kEstimate) : std::nullopt;
}

bool Vocabulary::is_total(std::string_view text) const {
  const auto forms = forms_of(text);
  return std::any_of(forms.begin(), forms.end(), [&](const auto& form) { return totals_.contains(form); });
}

bool Vocabulary::is_code(std::string_view text) const { return codes_.contains(compared_form(text)); }

bool Vocabulary::is_ignored(std::string_view text) const { return ignored_.contains(compared_form(text)); }

std::vector<std::string> Vocabulary::forms_of(std::string_view text) const {
  std::vector<std::string> forms;
  for (const auto& variant :
       {std::string(text), without_footnote_marks(text), without_unit(text),
        without_footnote_marks(without_unit(text)), without_unit(without_footnote_marks(text))}) {
    std::string form = compared_form(variant);
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
  }
  return forms;
}

std::optional<PrintedUnit> Vocabulary::unit(std::string_view text) const {
  for (const auto& part : unit_parts(with_plain_thousands(std::string(text)))) {
    const auto found = units_.find(part);
    if (found != units_.end()) return found->second;
  }
  return std::nullopt;
}

std::string Vocabulary::without_unit(std::string_view text) const {
  const std::size_t open = text.rfind('(');
  const bool at_end =
      open != std::string_view::npos && open > 0 && text.find(')', open) != std::string_view::npos;
  const auto inside = at_end ? text.substr(open) : std::string_view();
  const bool is_unit = at_end && (unit(inside) || without_level(compared_form(inside)).empty());
  if (is_unit) return std::string(text.substr(0, open));
  if (text.size() > 1 && text.ends_with('%')) return std::string(text.substr(0, text.size() - 1));
  return std::string(text);
}

}  // namespace sondeo::published
