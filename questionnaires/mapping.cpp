#include "questionnaires/mapping.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/instrument_file.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::questionnaires {

namespace {

bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// `sondeo inspect FILE --match 'p61*'`, or nothing when the file's name would need more than simple quotes.
std::string inspect_command(const std::string& file, const std::string& variable) {
  if (file.find('\'') != std::string::npos) return {};
  const auto end = std::find_if_not(variable.begin(), variable.end(), plain);
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(end - variable.begin()), 3);
  const bool simple =
      file.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") ==
      std::string::npos;
  const std::string quoted = simple ? file : fmt::format("'{}'", file);
  return fmt::format("sondeo inspect {} --match '{}*'", quoted, variable.substr(0, count));
}

bool of_level(const Item& item, std::string_view level) {
  return level.empty() || item.level.empty() || item.level == level;
}

using Asked = std::vector<std::pair<std::string, const Item*>>;

Asked asked_items(const Instrument& instrument, std::string_view level) {
  Asked asked;
  for (const Item& item : instrument.items) {
    if (!of_level(item, level)) continue;
    for (std::string& id : expand_item_ids(item.id)) asked.emplace_back(std::move(id), &item);
  }
  return asked;
}

/// Every mapped item is one of the instrument's; an instrument without items leaves the names to the map.
void check_mapped_items(const Asked& asked, ItemPairs map) {
  std::vector<std::string> ids;
  for (const auto& [id, item] : asked) ids.push_back(id);
  for (const auto& [item, variable] : map) {
    if (std::find(ids.begin(), ids.end(), item.text) != ids.end()) continue;
    throw Error(
        {code::kMapUnknownItem, {{"item", item.text}}, item.place, nearest_names(item.text, ids), {}});
  }
}

void check_mapped_variables(ItemPairs map, std::span<const std::string> available, const std::string& file) {
  for (const auto& [item, variable] : map) {
    if (std::find(available.begin(), available.end(), variable.text) != available.end()) continue;
    throw Error({code::kMapVariableAbsent,
                 {{"item", item.text}, {"variable", variable.text}, {"file", file}},
                 variable.place,
                 nearest_names(variable.text, available),
                 inspect_command(file, variable.text)});
  }
}

std::optional<double> as_number(const AnswerCode& code) {
  if (const auto* number = std::get_if<double>(&code)) return *number;
  const auto& text = std::get<std::string>(code);
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string as_text(const AnswerCode& code) {
  if (const auto* number = std::get_if<double>(&code)) return fmt::format("{}", *number);
  return std::get<std::string>(code);
}

/// The letter of ".a" to ".z".
std::optional<char> as_tag(const AnswerCode& code) {
  const auto* text = std::get_if<std::string>(&code);
  if (text == nullptr || text->size() != 2 || text->front() != '.') return std::nullopt;
  const char letter = text->back();
  return letter >= 'a' && letter <= 'z' ? std::optional(letter) : std::nullopt;
}

[[noreturn]] void refuse_code(const AnswerCode& code, const Item& item, const std::string& variable) {
  throw Error({code::kItemCodeNotNumber,
               {{"item", item.id.text}, {"code", as_text(code)}, {"variable", variable}},
               item.id.place,
               {},
               {}});
}

void add_text_codes(const Item& item, std::string_view language, Variable& variable) {
  for (const auto& [code, reason] : item.missing) variable.missing.texts[as_text(code)] = reason;
  for (const auto& [code, texts] : item.codes) {
    variable.labels.texts.try_emplace(as_text(code), text_in(texts, language));
  }
}

void add_number_codes(const Item& item, std::string_view language, Variable& variable) {
  std::vector<MissingRange> ranges;
  for (const auto& [code, reason] : item.missing) {
    if (const auto tag = as_tag(code)) {
      variable.missing.tags[static_cast<std::size_t>(*tag - 'a')] = reason;
    } else if (const auto number = as_number(code)) {
      ranges.push_back({*number, *number, reason});
    } else {
      refuse_code(code, item, variable.name);
    }
  }
  // The first match decides: what the instrument says of a code goes before what the file says.
  auto& known = variable.missing.ranges;
  known.insert(known.begin(), ranges.begin(), ranges.end());
  for (const auto& [code, texts] : item.codes) {
    if (const auto tag = as_tag(code)) {
      variable.labels.tags.try_emplace(*tag, text_in(texts, language));
    } else if (const auto number = as_number(code)) {
      variable.labels.numbers.try_emplace(*number, text_in(texts, language));
    } else {
      refuse_code(code, item, variable.name);
    }
  }
}

}  // namespace

std::vector<ItemVariable> map_items(const Instrument& instrument, std::string_view level, ItemPairs map,
                                    std::span<const std::string> available, const std::string& file) {
  const Asked asked = asked_items(instrument, level);
  check_mapped_variables(map, available, file);
  std::vector<ItemVariable> result;
  if (instrument.items.empty()) {
    for (const auto& [item, variable] : map) result.push_back({item.text, variable.text, nullptr});
    return result;
  }
  check_mapped_items(asked, map);
  const std::set<std::string_view> names(available.begin(), available.end());
  for (const auto& [id, item] : asked) {
    const auto mapped =
        std::find_if(map.begin(), map.end(), [&id = id](const auto& pair) { return pair.first.text == id; });
    const std::string& variable = mapped == map.end() ? id : mapped->second.text;
    if (names.contains(variable)) result.push_back({id, variable, item});
  }
  return result;
}

Column with_item(const Column& column, const Item& item, const std::string& id, std::string_view language) {
  Variable variable = column.variable();
  if (column.is_text()) {
    add_text_codes(item, language, variable);
  } else {
    add_number_codes(item, language, variable);
  }
  variable.name = id;
  if (!item.label.empty()) variable.label = text_in(item.label, language);
  return column.with(std::move(variable));
}

}  // namespace sondeo::questionnaires
