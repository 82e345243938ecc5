#include "reports/html/page_context.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reports/html/page_flag.hpp"
#include "reports/html/page_tables.hpp"
#include "reports/html/pictures.hpp"
#include "reports/html/shown_row.hpp"
#include "reports/plain_text.hpp"
#include "reports/weights_tables.hpp"

namespace sondeo::reports {

namespace {

using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::object;

data table_data(const PageTable& table, const std::string& id) {
  list headings;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    headings.push_back(
        object{{"name", printable(table.headings[i])}, {"number", page_flag(i >= table.texts)}});
  }
  list lines;
  for (const auto& line : table.lines) {
    list cells;
    for (std::size_t i = 0; i < line.size(); ++i) {
      cells.push_back(object{{"text", printable(line[i])}, {"number", page_flag(i >= table.texts)}});
    }
    lines.push_back(object{{"line", cells}});
  }
  return object{
      {"table_id", id}, {"caption", printable(table.title)}, {"headings", headings}, {"lines", lines}};
}

list tables_data(const std::vector<PageTable>& tables, const std::string& id) {
  list result;
  for (const auto& table : tables) {
    if (!table.lines.empty())
      result.push_back(table_data(table, fmt::format("{}-{}", id, result.size() + 1)));
  }
  return result;
}

list findings_of(const HtmlEdition& edition, const Words& words) {
  list result;
  for (const auto& finding : edition.findings) {
    result.push_back(object{{"severity", words(finding.is_error ? "error" : "warning")},
                            {"code", printable(finding.code)},
                            {"text", printable(finding.text)}});
  }
  return result;
}

list legend_of(const HtmlEdition& edition, const Words& words) {
  list result;
  const auto& labels = edition.table->quality.labels;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t grade = labels[i].publish ? std::min<std::size_t>(i, 1) : 2;
    result.push_back(object{{"title", page_text(labels[i].title, labels[i].id)},
                            {"symbol", printable(labels[i].symbol)},
                            {"meaning", labels[i].publish ? words("published") : words("withheld")},
                            {"grade", fmt::format("grade-{}", grade)}});
  }
  return result;
}

list facts_of(const std::vector<std::pair<std::string, std::string>>& facts) {
  list result;
  for (const auto& [name, value] : facts) {
    if (!value.empty()) result.push_back(object{{"fact", printable(name)}, {"value", printable(value)}});
  }
  return result;
}

std::vector<std::pair<std::string, std::string>> named_provenance(const estimation::EstimateTable& table,
                                                                  const Words& words) {
  auto named = table.provenance;
  for (auto& fact : named) fact.first = provenance_word(fact.first, words);
  return named;
}

object words_of(const Words& words) {
  object result;
  for (const auto& [key, text] : words.all()) result.emplace(key, text);
  return result;
}

/// The other languages of the report, for the switch.
list languages_of(const HtmlReport& report, const HtmlEdition& edition) {
  list result;
  for (const auto& each : report.editions) {
    result.push_back(object{{"code", each.language},
                            {"name", Words(each.language)("language_name")},
                            {"current", page_flag(each.language == edition.language)}});
  }
  return result;
}

}  // namespace

PageEdition::PageEdition(const HtmlReport& report, const HtmlEdition& edition)
    : report_(report), edition_(edition), words_(edition.language), sections_(report, edition, words_) {}

data PageEdition::context() const {
  const auto& table = *edition_.table;
  data context = object{
      {"edition", edition_.language},
      {"title", printable(edition_.title.empty() ? table.study : edition_.title)},
      {"study", printable(table.study)},
      {"period", printable(table.period)},
      {"words", words_of(words_)},
      {"languages", languages_of(report_, edition_)},
      {"several", page_flag(report_.editions.size() > 1)},
      {"hidden", page_flag(&edition_ != &report_.editions.front())},
      {"summary", sections_.summary()},
      {"sections", sections_.sections()},
      {"scheme", printable(table.quality.title)},
      {"labelled", page_flag(!table.quality.scheme.empty())},
      {"legend", legend_of(edition_, words_)},
      {"methods", facts_of(edition_.methods)},
      {"provenance", facts_of(named_provenance(table, words_))},
      {"findings", findings_of(edition_, words_)},
      {"clean", page_flag(edition_.findings.empty())},
      {"answers", tables_data(page_tables(edition_.answers, edition_), edition_.language + "-answers")}};
  const list weighting = tables_data(page_tables(weighting_tables(edition_.weighting, words_), edition_),
                                     edition_.language + "-weighting-table");
  const list results = tables_data(result_tables(edition_, words_), edition_.language + "-results-table");
  context.set("weighted", page_flag(!weighting.empty()));
  context.set("weighting", weighting);
  context.set("tested", page_flag(!results.empty()));
  context.set("results", results);
  const ShownNumbers numbers(edition_);
  context.set("figures", numbers.number(static_cast<double>(sections_.figures()), 0));
  context.set("withheld", numbers.number(static_cast<double>(sections_.withheld()), 0));
  return context;
}

void PageEdition::add_parts(MarkedParts& parts) {
  for (std::size_t section = 0; section < sections_.size(); ++section) {
    parts[page_mark(sections_.id_of(section))] = [this, section](const TextSink& sink) {
      sections_.write_blocks(section, sink);
    };
  }
}

void PageEdition::write_data(const TextSink& sink) const {
  sink(fmt::format(R"({}:{{"decimal":{},"group":{},"pictures":)", script_json(edition_.language),
                   script_json(edition_.numbers.decimal), script_json(edition_.numbers.group)));
  sections_.write_pictures(sink);
  sink("}");
}

}  // namespace sondeo::reports
