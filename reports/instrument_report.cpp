#include "reports/instrument_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "questionnaires/texts.hpp"
#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/library_text.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::reports {

namespace {

using questionnaires::Instrument;
using questionnaires::MappedItem;
using questionnaires::Texts;

/// A part of an instrument, told in one line.
struct Part {
  const char* kind;  ///< English
  std::string id;
  std::string level;
  const Texts* label;
  std::string definition;
};

std::string numerator_of(const questionnaires::Indicator& indicator) {
  if (indicator.numerator) return indicator.numerator->text;
  return indicator.events ? indicator.events->text : std::string();
}

std::vector<Part> parts_of(const Instrument& instrument) {
  std::vector<Part> parts;
  for (const auto& item : instrument.items) {
    parts.push_back({"item", item.id.text, item.level, &item.label, item.section});
  }
  for (const auto& each : instrument.constructs) {
    parts.push_back({"construct", each.id.text, each.level, &each.label, each.expression.text});
  }
  for (const auto& each : instrument.disaggregations) {
    parts.push_back({"disaggregation", each.id.text, each.level, &each.label, each.expression.text});
  }
  for (const auto& each : instrument.indicators) {
    parts.push_back({"indicator", each.id.text, each.level, &each.label, numerator_of(each)});
  }
  for (const auto& each : instrument.checks) {
    parts.push_back({"check", each.id.text, each.level, &each.message, each.rule.text});
  }
  for (const auto& each : instrument.edits) {
    parts.push_back(
        {"edit", each.id.text, each.level, &each.label, each.variable.text + ": " + each.where.text});
  }
  return parts;
}

std::vector<std::string> bound_ids(const Instrument& instrument) {
  std::vector<std::string> ids;
  for (const auto& binding : instrument.bindings) {
    for (const auto& id : binding.ids) ids.push_back(id.text);
  }
  return ids;
}

std::string part_lines(const Part& part, const LibraryStyle& style) {
  std::string result =
      part.level.empty() ? fmt::format("  {}\n", part.id) : fmt::format("  {}  ({})\n", part.id, part.level);
  result += paragraph(questionnaires::text_in(*part.label, style.language), 4);
  if (!part.definition.empty()) result += paragraph("= " + part.definition, 4);
  return result;
}

std::string mapping_of(const MappedItem& item, const LibraryStyle& style) {
  if (item.variable.empty()) return word(style, "not mapped");
  const std::string file = item.in_file && !*item.in_file ? word(style, "not in the file") : "";
  return file.empty() ? item.variable : fmt::format("{} ({})", item.variable, file);
}

std::string mapping_lines(std::span<const MappedItem> mapped, const LibraryStyle& style) {
  std::string result = section_heading(style, "Items and variables");
  for (const MappedItem& item : mapped) result += field("  " + item.item, mapping_of(item, style));
  return result;
}

std::string json_parts(const Instrument& instrument) {
  std::vector<std::string> objects;
  for (const Part& part : parts_of(instrument)) {
    objects.push_back(
        fmt::format("{{\"part\": {}, \"id\": {}, \"level\": {}, \"label\": {}, \"definition\": {}}}",
                    json_string(part.kind), json_string(part.id), json_string(part.level),
                    json_object(*part.label), json_string(part.definition)));
  }
  return fmt::format("{}", fmt::join(objects, ", "));
}

std::string json_mapping(std::span<const MappedItem> mapped) {
  std::vector<std::string> objects;
  for (const MappedItem& item : mapped) {
    const std::string in_file = item.in_file ? fmt::format("{}", *item.in_file) : "null";
    objects.push_back(fmt::format(
        "{{\"item\": {}, \"level\": {}, \"variable\": {}, \"mapped\": {}, \"in_file\": {}}}",
        json_string(item.item), json_string(item.level), json_string(item.variable), item.mapped, in_file));
  }
  return fmt::format("{}", fmt::join(objects, ", "));
}

std::string instrument_object(const Instrument& instrument, std::span<const MappedItem> mapped) {
  std::vector<std::string> notes;
  for (const Texts& note : instrument.notes) notes.push_back(json_object(note));
  return fmt::format(
      "{{\"id\": {}, \"title\": {}, \"edition\": {}, \"template\": {}, \"catalogue\": {}, \"source\": {}, "
      "\"notes\": [{}], \"parts\": [{}], \"mapping\": [{}]}}",
      json_string(instrument.id), json_object(instrument.title), json_string(instrument.edition),
      instrument.is_template, json_list(bound_ids(instrument)), json_string(instrument.source),
      fmt::join(notes, ", "), json_parts(instrument), json_mapping(mapped));
}

}  // namespace

std::string write_instruments_text(std::span<const Instrument> instruments, const LibraryStyle& style) {
  std::string result;
  for (const Instrument& instrument : instruments) {
    std::string text = questionnaires::text_in(instrument.title, style.language);
    if (!instrument.edition.empty()) text += fmt::format(", {}", instrument.edition);
    const auto ids = bound_ids(instrument);
    if (!ids.empty()) text += fmt::format(" ({})", fmt::join(ids, ", "));
    result += field(instrument.id, text);
  }
  return result;
}

std::string write_instrument_text(const Instrument& instrument, std::span<const MappedItem> mapped,
                                  const LibraryStyle& style) {
  std::string result = title(style, instrument.id, questionnaires::text_in(instrument.title, style.language));
  result += "\n" + field(word(style, "edition"), instrument.edition);
  result += field(word(style, "catalogue"), fmt::format("{}", fmt::join(bound_ids(instrument), ", ")));
  result += field(word(style, "source"), instrument.source);
  std::string last;
  for (const Part& part : parts_of(instrument)) {
    if (part.kind != last) result += section_heading(style, std::string(part.kind) + "s");
    last = part.kind;
    result += part_lines(part, style);
  }
  if (!mapped.empty()) result += mapping_lines(mapped, style);
  return result + list_of_texts(style, "Notes", instrument.notes);
}

std::string write_instruments_json(std::span<const Instrument> instruments) {
  std::vector<std::string> objects;
  for (const Instrument& instrument : instruments) objects.push_back(instrument_object(instrument, {}));
  return fmt::format("[\n{}\n]\n", fmt::join(objects, ",\n"));
}

std::string write_instrument_json(const Instrument& instrument, std::span<const MappedItem> mapped) {
  return instrument_object(instrument, mapped) + "\n";
}

std::string write_instruments_csv(std::span<const Instrument> instruments, const std::string& language) {
  std::string result = csv_line({"instrument", "part", "id", "level", "label", "definition"});
  for (const Instrument& instrument : instruments) {
    for (const Part& part : parts_of(instrument)) {
      result += csv_line({instrument.id, part.kind, part.id, part.level,
                          questionnaires::text_in(*part.label, language), part.definition});
    }
  }
  return result;
}

}  // namespace sondeo::reports
