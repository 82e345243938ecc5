#include "questionnaires/codebook_draft.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/value.hpp"
#include "engine/table/grouping.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/undeclared_missing.hpp"

namespace sondeo::questionnaires {

namespace {

using ingest::Codebook;
using ingest::CodebookTexts;
using ingest::CodebookVariable;

/// A range of missing codes wider than this is no list of codes.
constexpr int kWidestRange = 100;

/// A language code is two or three letters; other texts count as without a language.
Texts texts_of(const CodebookTexts& from) {
  Texts texts;
  for (const auto& [language, text] : from) {
    const bool code =
        language.size() >= 2 && language.size() <= 3 &&
        std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    texts.try_emplace(code ? language : std::string(), text);
  }
  if (texts.size() > 1) texts.erase("");
  return texts;
}

std::string first_text(const CodebookTexts& texts) { return texts.empty() ? "" : texts.front().second; }

std::string joined_labels(const CodebookTexts& labels) {
  std::string all;
  for (const auto& [language, text] : labels) all += text + " | ";
  return all;
}

/// " 01" of a text variable is a text; of a number it is 1.
AnswerCode code_of(const std::string& value, bool is_text) {
  if (is_text) return value;
  double number = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (fault == std::errc() && end == value.data() + value.size() && std::isfinite(number)) return number;
  return value;
}

void add_missing(const AnswerCode& code, Missing reason, Item& item) {
  const bool known = std::any_of(item.missing.begin(), item.missing.end(),
                                 [&](const auto& each) { return each.first == code; });
  if (!known) item.missing.emplace_back(code, reason);
}

/// The reason that a code's label gives, where the codebook declares it missing.
Missing reason_of(const CodebookVariable& variable, const AnswerCode& code) {
  for (const auto& category : variable.categories) {
    if (code_of(category.value, variable.is_text) != code) continue;
    return reason_of_label(joined_labels(category.labels)).value_or(Missing::kOther);
  }
  return Missing::kOther;
}

void add_declared_missing(const CodebookVariable& variable, Item& item, std::vector<std::string>& comments) {
  for (const auto& category : variable.categories) {
    const AnswerCode code = code_of(category.value, variable.is_text);
    if (category.missing) add_missing(code, reason_of(variable, code), item);
  }
  for (const auto& value : variable.missing_values) {
    const AnswerCode code = code_of(value, variable.is_text);
    add_missing(code, reason_of(variable, code), item);
  }
  for (const auto& range : variable.missing_ranges) {
    const AnswerCode low = code_of(range.low, false);
    const AnswerCode high = code_of(range.high, false);
    const auto* first = std::get_if<double>(&low);
    const auto* last = std::get_if<double>(&high);
    if (first == nullptr || last == nullptr || *last - *first > kWidestRange) {
      comments.push_back(fmt::format("invalrng: {} - {}", range.low, range.high));
      continue;
    }
    for (double code = *first; code <= *last; code += 1) add_missing(code, reason_of(variable, code), item);
  }
}

Item item_of(const CodebookVariable& variable, InstrumentDraft& draft, std::vector<std::string>& comments) {
  Item item;
  item.id.text = variable.name;
  item.label = texts_of(variable.question.empty() ? variable.labels : variable.question);
  item.section = first_text(variable.group);
  std::set<std::string> seen;
  for (const auto& category : variable.categories) {
    const AnswerCode code = code_of(category.value, variable.is_text);
    if (seen.insert(code_text(code)).second) item.codes.emplace_back(code, texts_of(category.labels));
  }
  if (!variable.question.empty() && !variable.labels.empty()) {
    comments.push_back("labl: " + first_text(variable.labels));
  }
  if (!variable.universe.empty()) comments.push_back("universe: " + first_text(variable.universe));
  if (variable.is_weight) comments.emplace_back("wgt");
  add_declared_missing(variable, item, comments);
  declare_missing_by_label(item, draft.findings);
  return item;
}

/// An item's id is a name: what would be a pattern is left out.
bool usable(const std::string& name) { return name.find_first_of("[]*") == std::string::npos; }

/// The level of each file, where there are several: its name as an id.
std::map<std::string, std::string> levels_of(const Codebook& codebook) {
  std::map<std::string, std::string> levels;
  if (codebook.files.size() < 2) return levels;
  std::set<std::string> taken;
  for (const auto& file : codebook.files) {
    std::string level = id_of(std::filesystem::path(file.name).stem().string());
    if (level.empty()) level = id_of(file.id);
    while (!taken.insert(level).second) level += "-2";
    levels[file.id] = level;
  }
  return levels;
}

void add_languages(Instrument& instrument) {
  std::set<std::string> languages;
  for (const auto& item : instrument.items) {
    for (const auto& [language, text] : item.label) {
      if (!language.empty()) languages.insert(language);
    }
  }
  instrument.languages.assign(languages.begin(), languages.end());
}

}  // namespace

InstrumentDraft draft_of_codebook(const Codebook& codebook) {
  InstrumentDraft draft;
  Instrument& instrument = draft.instrument;
  instrument.id = id_of(codebook.id);
  if (instrument.id.empty()) instrument.id = id_of(codebook.path.stem().string());
  if (instrument.id.empty()) instrument.id = "instrument";
  instrument.title = texts_of(codebook.title);
  draft.comments.push_back(codebook.path.filename().string());
  const auto levels = levels_of(codebook);
  for (const auto& file : codebook.files) {
    const auto level = levels.find(file.id);
    draft.comments.push_back(level == levels.end() ? file.name : level->second + ": " + file.name);
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& variable : codebook.variables) {
    const auto level = levels.find(variable.file);
    const std::string own = level == levels.end() ? "" : level->second;
    if (!usable(variable.name) || !seen.emplace(own, variable.name).second) {
      draft.findings.push_back(
          {code::kImportLeftOut, {{"name", variable.name}, {"type", "var"}}, {}, {}, {}});
      continue;
    }
    std::vector<std::string> comments;
    Item item = item_of(variable, draft, comments);
    item.level = own;
    instrument.items.push_back(std::move(item));
    draft.item_comments.push_back(std::move(comments));
  }
  add_languages(instrument);
  return draft;
}

}  // namespace sondeo::questionnaires
