#include "questionnaires/catalogue.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "questionnaires/detail/parts.hpp"
#include "questionnaires/library.hpp"

namespace sondeo::questionnaires {

namespace {

using spec::ListForm;
using spec::Section;

std::vector<std::string> plain_texts(Section& section, std::string_view key) {
  std::vector<std::string> texts;
  for (const Written& text : section.texts(key, ListForm::kOneOrList)) texts.push_back(text.text);
  return texts;
}

std::vector<Texts> translated_list(Section& section, std::string_view key) {
  std::vector<Texts> all;
  if (const auto list = section.value(key)) {
    for (const spec::Value& text : list->items()) all.push_back(text.translations());
  }
  return all;
}

void read_heading(Section heading, CatalogueEntry& entry) {
  entry.id = heading.required_text("id").text;
  entry.also = plain_texts(heading, "also");
  entry.title = heading.translations("title");
  entry.custodians = plain_texts(heading, "custodians");
  entry.universe = heading.translations("universe");
  entry.denominator = heading.translations("denominator");
  entry.numerator = heading.translations("numerator");
  entry.period = heading.translations("period");
  entry.missing = heading.translations("missing");
  entry.unit = heading.required_text("unit").text;
  entry.disaggregations = plain_texts(heading, "disaggregations");
  entry.pitfalls = translated_list(heading, "pitfalls");
  entry.open = translated_list(heading, "open");
  entry.source = heading.required_text("source").text;
  entry.source_date = heading.text_or("source_date", "");
  heading.finish();
}

StandardConstruct read_standard(Section& section) {
  StandardConstruct standard;
  standard.id = section.required_text("id");
  standard.meaning = section.translations("meaning");
  standard.expression = section.text("expr");
  if (const auto policy = section.value("policy")) standard.policy = detail::read_policy(*policy);
  section.finish();
  return standard;
}

CatalogueFigure read_figure(Section& section) {
  CatalogueFigure figure;
  figure.indicator = detail::read_indicator_keys(section);
  figure.form = section.text_or("form", figure.indicator.id.text);
  if (const auto ages = section.value("ages")) figure.ages = detail::read_ages(*ages);
  if (auto sdmx = section.section("sdmx")) {
    for (const auto& [dimension, code] : sdmx->entries()) {
      figure.sdmx.emplace_back(dimension.text, code.text().text);
    }
  }
  section.finish();
  detail::check_indicator(figure.indicator);
  return figure;
}

std::vector<CatalogueEntry> read_catalogue() {
  std::vector<CatalogueEntry> entries;
  for (const LibraryFile& file : catalogue_files()) {
    entries.push_back(read_catalogue_entry(
        spec::Document::parse(std::string(file.second), fmt::format("catalogue/{}.toml", file.first))));
  }
  return entries;
}

template <class Condition>
const CatalogueEntry* find_entry(Condition condition) {
  const auto& entries = catalogue();
  const auto found = std::find_if(entries.begin(), entries.end(), condition);
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

CatalogueEntry read_catalogue_entry(const spec::Document& document) {
  Section root = document.root();
  CatalogueEntry entry;
  read_heading(root.required("entry").section(), entry);
  detail::UsedIds ids;
  for (Section& each : root.sections("construct")) {
    entry.constructs.push_back(read_standard(each));
    const Written& id = entry.constructs.back().id;
    ids.add("", id.text, id.place, "construct");
  }
  for (Section& each : root.sections("figure")) {
    entry.figures.push_back(read_figure(each));
    const Written& id = entry.figures.back().indicator.id;
    ids.add("", id.text, id.place, "figure");
  }
  for (Section& each : root.sections("derive")) {
    entry.derived.push_back(estimation::read_derived_section(each));
    const Written& id = entry.derived.back().id;
    ids.add("", id.text, id.place, "derive");
  }
  root.finish();
  return entry;
}

const std::vector<CatalogueEntry>& catalogue() {
  static const std::vector<CatalogueEntry> kEntries = read_catalogue();
  return kEntries;
}

const CatalogueEntry* find_catalogue_entry(std::string_view id) {
  return find_entry([id](const CatalogueEntry& entry) {
    return entry.id == id || std::find(entry.also.begin(), entry.also.end(), id) != entry.also.end();
  });
}

const CatalogueEntry* find_entry_of_figure(std::string_view id) {
  return find_entry([id](const CatalogueEntry& entry) {
    return std::any_of(entry.figures.begin(), entry.figures.end(),
                       [id](const CatalogueFigure& figure) { return figure.indicator.id.text == id; }) ||
           std::any_of(entry.derived.begin(), entry.derived.end(),
                       [id](const estimation::DerivedSpec& derived) { return derived.id.text == id; });
  });
}

std::vector<std::string> catalogue_ids() {
  std::vector<std::string> ids;
  for (const CatalogueEntry& entry : catalogue()) {
    ids.push_back(entry.id);
    ids.insert(ids.end(), entry.also.begin(), entry.also.end());
  }
  return ids;
}

}  // namespace sondeo::questionnaires
