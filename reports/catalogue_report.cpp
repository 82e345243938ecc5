#include "reports/catalogue_report.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "questionnaires/texts.hpp"
#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/library_text.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::reports {

namespace {

using questionnaires::CatalogueEntry;
using questionnaires::CatalogueFigure;
using questionnaires::ConstructStatus;
using questionnaires::EntryStatus;
using questionnaires::FigureStatus;
using questionnaires::StandardConstruct;
using questionnaires::Texts;

constexpr std::array<const char*, 9> kMeasureNames = {"proportion", "mean",     "total",    "ratio", "rate",
                                                      "share",      "quantile", "multiple", "cdf"};
constexpr std::array<const char*, 3> kStateNames = {"defined", "follows", "missing"};

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string text_of(const std::optional<Written>& written) { return written ? written->text : std::string(); }

const FigureStatus* find_status(const std::vector<FigureStatus>& all, const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const FigureStatus& each) { return each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::string state_of(const FigureStatus& status, const LibraryStyle& style) {
  if (status.computable()) return word(style, "computable");
  if (status.of_other_ages) return word(style, "ages not asked");
  if (status.missing.empty()) return word(style, "constructs on different levels");
  return fmt::format("{}: {}", word(style, "missing"), joined(status.missing));
}

std::string definition_text(const questionnaires::Definition& definition, const LibraryStyle& style) {
  constexpr std::array<const char*, 3> kKinds = {"construct", "item", "mapped"};
  const std::string kind = word(style, kKinds[static_cast<std::size_t>(definition.kind)]);
  const std::string where = fmt::format("{}:{}", definition.place.source, definition.place.line);
  return definition.level.empty() ? fmt::format("{}, {}", kind, where)
                                  : fmt::format("{}, {}, {}", kind, definition.level, where);
}

std::string state_of(const ConstructStatus& status, const LibraryStyle& style) {
  if (status.definitions.empty()) return word(style, kStateNames[static_cast<std::size_t>(status.state)]);
  return definition_text(status.definitions.front(), style);
}

std::string construct_lines(const CatalogueEntry& entry, const EntryStatus* status,
                            const LibraryStyle& style) {
  std::string result;
  for (std::size_t i = 0; i < entry.constructs.size(); ++i) {
    const StandardConstruct& each = entry.constructs[i];
    result += fmt::format("  {}\n", each.id.text);
    result += paragraph(questionnaires::text_in(each.meaning, style.language), 4);
    if (each.expression) result += paragraph("= " + each.expression->text, 4);
    if (status != nullptr) result += paragraph("-> " + state_of(status->constructs[i], style), 4);
  }
  return result;
}

std::string figure_lines(const CatalogueFigure& figure, const EntryStatus* status,
                         const LibraryStyle& style) {
  const auto& indicator = figure.indicator;
  std::string result = fmt::format("  {}\n", indicator.id.text);
  result += paragraph(questionnaires::text_in(indicator.label, style.language), 4);
  const auto line = [&](const char* name, const std::string& text) {
    if (!text.empty()) result += paragraph(fmt::format("{}: {}", word(style, name), text), 4);
  };
  line("measure", word(style, kMeasureNames[static_cast<std::size_t>(indicator.measure)]));
  line("numerator", text_of(indicator.numerator));
  line("denominator", text_of(indicator.denominator));
  line("universe", text_of(indicator.universe));
  std::vector<std::string> sdmx;
  if (!indicator.sdg_series.empty()) sdmx.push_back("SERIES=" + indicator.sdg_series);
  for (const auto& [dimension, code] : figure.sdmx) sdmx.push_back(fmt::format("{}={}", dimension, code));
  line("SDMX", joined(sdmx));
  if (status == nullptr) return result;
  const FigureStatus* found = find_status(status->figures, indicator.id.text);
  return found == nullptr ? result : result + paragraph("-> " + state_of(*found, style), 4);
}

std::string derived_lines(const CatalogueEntry& entry, const EntryStatus* status, const LibraryStyle& style) {
  std::string result;
  for (const auto& derived : entry.derived) {
    result += fmt::format("  {}\n", derived.id.text);
    result += paragraph(questionnaires::text_in(derived.label, style.language), 4);
    result += paragraph("= " + derived.expression.text, 4);
    if (status == nullptr) continue;
    const FigureStatus* found = find_status(status->derived, derived.id.text);
    if (found != nullptr) result += paragraph("-> " + state_of(*found, style), 4);
  }
  return result;
}

/// The definition of an entry, field by field.
std::string definition_lines(const CatalogueEntry& entry, const LibraryStyle& style) {
  const std::array<std::pair<const char*, const Texts*>, 5> fields = {{{"universe", &entry.universe},
                                                                       {"denominator", &entry.denominator},
                                                                       {"numerator", &entry.numerator},
                                                                       {"reference period", &entry.period},
                                                                       {"missing answers", &entry.missing}}};
  std::string result;
  for (const auto& [name, texts] : fields) {
    result += field(word(style, name), questionnaires::text_in(*texts, style.language));
  }
  result += field(word(style, "unit"), entry.unit);
  result += field(word(style, "disaggregations"), joined(entry.disaggregations));
  result += field(word(style, "custodians"), joined(entry.custodians));
  result += field(word(style, "source"), entry.source_date.empty()
                                             ? entry.source
                                             : fmt::format("{}, {}", entry.source, entry.source_date));
  return result;
}

std::string json_texts(const std::vector<Texts>& all) {
  std::vector<std::string> parts;
  parts.reserve(all.size());
  for (const Texts& texts : all) parts.push_back(json_object(texts));
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

std::string json_construct(const StandardConstruct& each, const ConstructStatus* status) {
  std::string result = fmt::format("{{\"id\": {}, \"meaning\": {}, \"expr\": {}", json_string(each.id.text),
                                   json_object(each.meaning), json_string(text_of(each.expression)));
  if (status != nullptr) {
    std::vector<std::string> levels;
    for (const auto& definition : status->definitions) levels.push_back(json_string(definition.level));
    result += fmt::format(", \"status\": {}, \"levels\": [{}]",
                          json_string(kStateNames[static_cast<std::size_t>(status->state)]),
                          fmt::join(levels, ", "));
  }
  return result + "}";
}

std::string json_status(const FigureStatus* status) {
  if (status == nullptr) return {};
  std::vector<std::string> missing;
  for (const auto& name : status->missing) missing.push_back(json_string(name));
  return fmt::format(", \"computable\": {}, \"level\": {}, \"missing\": [{}], \"ages_not_asked\": {}",
                     status->computable(), json_string(status->level), fmt::join(missing, ", "),
                     status->of_other_ages);
}

std::string json_figure(const CatalogueFigure& figure, const FigureStatus* status) {
  const auto& indicator = figure.indicator;
  std::vector<std::string> sdmx;
  for (const auto& [dimension, code] : figure.sdmx) {
    sdmx.push_back(fmt::format("{}: {}", json_string(dimension), json_string(code)));
  }
  return fmt::format(
      "{{\"id\": {}, \"form\": {}, \"label\": {}, \"measure\": {}, \"numerator\": {}, \"denominator\": {}, "
      "\"universe\": {}, \"per\": {}, \"series\": {}, \"sdmx\": {{{}}}{}}}",
      json_string(indicator.id.text), json_string(figure.form), json_object(indicator.label),
      json_string(kMeasureNames[static_cast<std::size_t>(indicator.measure)]),
      json_string(text_of(indicator.numerator)), json_string(text_of(indicator.denominator)),
      json_string(text_of(indicator.universe)), json_number(indicator.per), json_string(indicator.sdg_series),
      fmt::join(sdmx, ", "), json_status(status));
}

std::string json_parts(const CatalogueEntry& entry, const EntryStatus* status) {
  std::vector<std::string> constructs;
  for (std::size_t i = 0; i < entry.constructs.size(); ++i) {
    constructs.push_back(
        json_construct(entry.constructs[i], status == nullptr ? nullptr : &status->constructs[i]));
  }
  std::vector<std::string> figures;
  for (const auto& figure : entry.figures) {
    figures.push_back(json_figure(
        figure, status == nullptr ? nullptr : find_status(status->figures, figure.indicator.id.text)));
  }
  std::vector<std::string> derived;
  for (const auto& each : entry.derived) {
    derived.push_back(
        fmt::format("{{\"id\": {}, \"label\": {}, \"expr\": {}{}}}", json_string(each.id.text),
                    json_object(each.label), json_string(each.expression.text),
                    json_status(status == nullptr ? nullptr : find_status(status->derived, each.id.text))));
  }
  return fmt::format("\"constructs\": [{}], \"figures\": [{}], \"derived\": [{}]",
                     fmt::join(constructs, ", "), fmt::join(figures, ", "), fmt::join(derived, ", "));
}

std::string entry_object(const CatalogueEntry& entry, const EntryStatus* status) {
  return fmt::format(
      "{{\"id\": {}, \"also\": {}, \"title\": {}, \"custodians\": {}, \"universe\": {}, \"denominator\": {}, "
      "\"numerator\": {}, \"period\": {}, \"missing\": {}, \"unit\": {}, \"disaggregations\": {}, "
      "\"pitfalls\": {}, \"open\": {}, \"source\": {}, \"source_date\": {}, {}}}",
      json_string(entry.id), json_list(entry.also), json_object(entry.title), json_list(entry.custodians),
      json_object(entry.universe), json_object(entry.denominator), json_object(entry.numerator),
      json_object(entry.period), json_object(entry.missing), json_string(entry.unit),
      json_list(entry.disaggregations), json_texts(entry.pitfalls), json_texts(entry.open),
      json_string(entry.source), json_string(entry.source_date), json_parts(entry, status));
}

}  // namespace

std::string write_catalogue_text(std::span<const CatalogueEntry> entries, const LibraryStyle& style) {
  std::string result;
  for (const CatalogueEntry& entry : entries) {
    std::vector<std::string> ids{entry.id};
    ids.insert(ids.end(), entry.also.begin(), entry.also.end());
    result +=
        field(fmt::format("{}", fmt::join(ids, ", ")), questionnaires::text_in(entry.title, style.language));
  }
  return result;
}

std::string write_entry_text(const CatalogueEntry& entry, const EntryStatus* status,
                             const LibraryStyle& style) {
  std::string result = title(style, entry.id, questionnaires::text_in(entry.title, style.language));
  result += "\n" + definition_lines(entry, style);
  result += section_heading(style, "Constructs") + construct_lines(entry, status, style);
  result += section_heading(style, "Figures");
  for (const auto& figure : entry.figures) result += figure_lines(figure, status, style);
  result += derived_lines(entry, status, style);
  result += list_of_texts(style, "Pitfalls", entry.pitfalls);
  result += list_of_texts(style, "Left to the office", entry.open);
  return result;
}

std::string write_catalogue_json(std::span<const CatalogueEntry> entries) {
  std::vector<std::string> objects;
  for (const CatalogueEntry& entry : entries) objects.push_back(entry_object(entry, nullptr));
  return fmt::format("[\n{}\n]\n", fmt::join(objects, ",\n"));
}

std::string write_entry_json(const CatalogueEntry& entry, const EntryStatus* status) {
  return entry_object(entry, status) + "\n";
}

std::string write_catalogue_csv(std::span<const CatalogueEntry> entries, const std::string& language) {
  std::string result =
      csv_line({"entry", "figure", "label", "measure", "numerator", "denominator", "universe", "series"});
  for (const CatalogueEntry& entry : entries) {
    for (const auto& figure : entry.figures) {
      const auto& indicator = figure.indicator;
      result +=
          csv_line({entry.id, indicator.id.text, questionnaires::text_in(indicator.label, language),
                    kMeasureNames[static_cast<std::size_t>(indicator.measure)], text_of(indicator.numerator),
                    text_of(indicator.denominator), text_of(indicator.universe), indicator.sdg_series});
    }
    for (const auto& derived : entry.derived) {
      result += csv_line({entry.id, derived.id.text, questionnaires::text_in(derived.label, language),
                          "derived", derived.expression.text, "", "", ""});
    }
  }
  return result;
}

}  // namespace sondeo::reports
