#include "reports/html/page_context.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/html/page_parts.hpp"
#include "reports/html/page_tables.hpp"
#include "reports/html/pictures.hpp"
#include "reports/html/rendered.hpp"
#include "reports/html/shown_row.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"
#include "reports/terminal.hpp"
#include "reports/weights_tables.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::mustache;
using kainjow::mustache::object;

data flag(bool value) { return {value ? data::type::bool_true : data::type::bool_false}; }

/// Builds the parts of one edition that come from the result table.
class FigureSections {
 public:
  FigureSections(const HtmlReport& report, const HtmlEdition& edition, const Words& words)
      : report_(report),
        edition_(edition),
        words_(words),
        numbers_(edition),
        block_(part(page_templates(), "block")) {}

  list sections();
  list summary();
  [[nodiscard]] std::string pictures() const { return "{" + pictures_ + "}"; }
  [[nodiscard]] std::size_t figures() const { return figures_; }
  [[nodiscard]] std::size_t withheld() const { return withheld_; }

 private:
  object row_of(const Estimate& row, const ResultBlock& block, int decimals);
  std::string block_of(const ResultBlock& block, const std::string& id, int decimals);
  list pictures_of(const ResultBlock& block, const std::string& id, const std::string& name, int decimals);
  [[nodiscard]] std::string by_of(const ResultBlock& block) const;
  [[nodiscard]] list headings_of(const ResultBlock& block) const;
  [[nodiscard]] list definition_of(const std::string& indicator) const;
  [[nodiscard]] const estimation::PublishedTable* table_of(const Estimate& row) const;
  [[nodiscard]] std::string label_of(const Estimate& row) const;
  [[nodiscard]] std::string why_not_published(bool withheld, bool is_protected) const;

  const HtmlReport& report_;
  const HtmlEdition& edition_;
  const Words& words_;
  ShownNumbers numbers_;
  mustache block_;  ///< each is written when it is made: all of their cells at once are much memory
  std::string pictures_;
  std::size_t figures_ = 0;
  std::size_t withheld_ = 0;
};

/// A number as it is shown, and with all its digits for programs that read the page.
data number_cell(double value, const std::string& shown) {
  return object{{"shown", shown}, {"exact", number_text(value)}, {"has", flag(!shown.empty())}};
}

object FigureSections::row_of(const Estimate& row, const ResultBlock& block, int decimals) {
  const ShownRow shown = shown_row(edition_, row, block, words_);
  list labels;
  for (const auto& label : shown.labels) labels.push_back(label);
  list cells;
  if (shown.state == RowState::kFigure) {
    cells.push_back(number_cell(row.estimate, numbers_.number(row.estimate, decimals)));
    cells.push_back(number_cell(row.se, numbers_.number(row.se, decimals)));
    cells.push_back(number_cell(row.cv, numbers_.percent(row.cv)));
    cells.push_back(number_cell(row.ci_low, numbers_.number(row.ci_low, decimals)));
    cells.push_back(number_cell(row.ci_high, numbers_.number(row.ci_high, decimals)));
  } else {
    constexpr int kFigures = 5;
    const data mark = object{{"shown", mark_of(shown.state, words_)}, {"has", flag(false)}};
    for (int i = 0; i < kFigures; ++i) cells.push_back(mark);
  }
  if (shown.state == RowState::kProtected) {
    cells.push_back(object{{"shown", mark_of(shown.state, words_)}, {"has", flag(false)}});
  } else {
    cells.push_back(number_cell(row.n, numbers_.number(row.n, 0)));
  }
  const bool labelled = !edition_.table.quality.scheme.empty();
  return {{"labels", labels},
          {"cells", cells},
          {"quality", shown.quality_text},
          {"labelled", flag(labelled)},
          {"grade", fmt::format("grade-{}", shown.quality)}};
}

std::string FigureSections::by_of(const ResultBlock& block) const {
  std::vector<std::string> names;
  for (const std::size_t part : block.parts) {
    const auto& column = edition_.table.disaggregations.at(part);
    names.push_back(page_text(column.label, column.name));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

list FigureSections::headings_of(const ResultBlock& block) const {
  list names;
  const auto add = [&names](const std::string& name, bool is_number) {
    names.push_back(object{{"name", name}, {"number", flag(is_number)}});
  };
  for (const std::size_t part : block.parts) {
    const auto& column = edition_.table.disaggregations.at(part);
    add(page_text(column.label, column.name), false);
  }
  if (block.parts.empty()) add(words_("disaggregation"), false);
  if (block.with_category) add(words_("category"), false);
  for (const char* key : {"estimate", "se", "cv", "ci_low", "ci_high", "n"}) add(words_(key), true);
  if (!edition_.table.quality.scheme.empty()) add(words_("quality"), false);
  return names;
}

list FigureSections::pictures_of(const ResultBlock& block, const std::string& id, const std::string& name,
                                 int decimals) {
  list shown;
  const PictureSource source{edition_, block, words_, decimals};
  const auto add = [&](const std::string& picture, const std::optional<nlohmann::ordered_json>& json,
                       bool is_map) {
    if (!json) return;
    pictures_ +=
        fmt::format("{}{}:{}", pictures_.empty() ? "" : ",", script_json(picture), script_json(*json));
    const std::string kind = words_(is_map ? "map_of" : "chart_of");
    shown.push_back(object{{"picture", picture},
                           {"name", fmt::format("{}: {}", kind, name)},
                           {"caption", kind},
                           {"is_map", flag(is_map)}});
  };
  add(id + "-intervals", interval_picture(source), false);
  for (std::size_t i = 0; i < report_.maps.size(); ++i) {
    add(fmt::format("{}-map-{}", id, i + 1), map_picture(source, report_.maps[i], i), true);
  }
  return shown;
}

/// What the shade of unpublished areas means on a map.
std::string FigureSections::why_not_published(bool withheld, bool is_protected) const {
  if (!is_protected) return words_("withheld");
  if (!withheld) return words_("protected");
  return fmt::format("{}; {}", words_("withheld"), words_("protected"));
}

std::string FigureSections::block_of(const ResultBlock& block, const std::string& id, int decimals) {
  const Estimate& first = *block.rows.front();
  const std::string by = by_of(block);
  const std::string indicator = label_of(first);
  const std::string name = by.empty() ? indicator : fmt::format("{}: {}", indicator, by);
  list rows;
  bool protected_here = false;
  bool withheld_here = false;
  for (const Estimate* row : block.rows) {
    rows.push_back(row_of(*row, block, decimals));
    const RowState state = shown_row(edition_, *row, block, words_).state;
    figures_ += state == RowState::kAbsent ? 0U : 1U;
    withheld_ += state == RowState::kWithheld || state == RowState::kProtected ? 1U : 0U;
    protected_here = protected_here || state == RowState::kProtected;
    withheld_here = withheld_here || state == RowState::kWithheld;
  }
  const object words{{"withheld", why_not_published(withheld_here, protected_here)},
                     {"absent", words_("absent")}};
  return rendered(block_, object{{"block", id},
                                 {"edition", edition_.language},
                                 {"drawn", flag(page_has_charts())},
                                 {"words", words},
                                 {"by", by.empty() ? words_("total") : by},
                                 {"caption", fmt::format("{} ({})", name, measure_text(first, words_))},
                                 {"headings", headings_of(block)},
                                 {"rows", std::move(rows)},
                                 {"pictures", pictures_of(block, id, name, decimals)}});
}

/// The numbered table whose universe or percentages make the figures others than the indicator's own; nullptr
/// of these.
const estimation::PublishedTable* FigureSections::table_of(const Estimate& row) const {
  const std::size_t at = row.indicator.rfind('@');
  if (at == std::string::npos) return nullptr;
  const auto& tables = edition_.table.tables;
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& table) {
    return row.indicator.compare(at + 1, std::string::npos, table.number) == 0;
  });
  return found == tables.end() ? nullptr : &*found;
}

/// "Victims"; "Victims (Table 5.3)".
std::string FigureSections::label_of(const Estimate& row) const {
  std::string label = page_text(row.indicator_label, row.indicator);
  const auto* table = table_of(row);
  return table == nullptr ? label
                          : fmt::format("{} ({} {})", label, words_("table"), printable(table->number));
}

list FigureSections::definition_of(const std::string& indicator) const {
  list steps;
  for (const auto& each : edition_.definitions) {
    if (each.indicator != indicator) continue;
    for (const auto& [name, text] : each.steps) {
      if (!text.empty()) steps.push_back(object{{"step", printable(name)}, {"text", printable(text)}});
    }
  }
  return steps;
}

list FigureSections::sections() {
  list result;
  for (const auto& indicator : indicator_rows(edition_.table)) {
    const Estimate& first = *indicator.rows.front();
    const std::string id = fmt::format("{}-i{}", edition_.language, result.size() + 1);
    const int decimals = shown_decimals(indicator);
    std::string blocks;
    for (std::size_t i = 0; i < indicator.blocks.size(); ++i) {
      blocks += block_of(indicator.blocks[i], fmt::format("{}-b{}", id, i + 1), decimals);
    }
    list definition = definition_of(first.indicator);
    if (const auto* table = table_of(first); table != nullptr && !table->universe.empty()) {
      definition.push_back(object{{"step", words_("universe")}, {"text", printable(table->universe)}});
    }
    result.push_back(object{{"section", id},
                            {"label", label_of(first)},
                            {"indicator", printable(first.indicator)},
                            {"measure", measure_text(first, words_)},
                            {"defined", flag(!definition.empty())},
                            {"definition", definition},
                            {"blocks", std::move(blocks)}});
  }
  return result;
}

/// The overall figure of each indicator.
list FigureSections::summary() {
  list result;
  std::size_t position = 0;
  for (const auto& indicator : indicator_rows(edition_.table)) {
    ++position;
    const ResultBlock& block = indicator.blocks.front();
    const int decimals = shown_decimals(indicator);
    for (const Estimate* row : block.rows) {
      if (!parts_used(*row).empty()) continue;
      const ShownRow shown = shown_row(edition_, *row, block, words_);
      const bool figure = shown.state == RowState::kFigure;
      std::string label = label_of(*row);
      if (!row->category.empty()) label += ": " + page_text(row->category_label, row->category);
      result.push_back(
          object{{"target", fmt::format("{}-i{}", edition_.language, position)},
                 {"label", label},
                 {"measure", measure_text(*row, words_)},
                 {"value", figure ? numbers_.number(row->estimate, decimals) : mark_of(shown.state, words_)},
                 {"interval", figure ? numbers_.interval(*row, decimals) : std::string()},
                 {"cases", shown.state == RowState::kProtected ? std::string() : numbers_.number(row->n, 0)},
                 {"quality", shown.quality_text},
                 {"grade", fmt::format("grade-{}", shown.quality)}});
    }
  }
  return result;
}

data table_data(const PageTable& table, const std::string& id) {
  list headings;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    headings.push_back(object{{"name", printable(table.headings[i])}, {"number", flag(i >= table.texts)}});
  }
  list lines;
  for (const auto& line : table.lines) {
    list cells;
    for (std::size_t i = 0; i < line.size(); ++i) {
      cells.push_back(object{{"text", printable(line[i])}, {"number", flag(i >= table.texts)}});
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
  const auto& labels = edition.table.quality.labels;
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
                            {"current", flag(each.language == edition.language)}});
  }
  return result;
}

}  // namespace

PageEdition page_edition(const HtmlReport& report, const HtmlEdition& edition) {
  const Words words(edition.language);
  FigureSections sections(report, edition, words);
  const std::string title = edition.title.empty() ? edition.table.study : edition.title;
  data context =
      object{{"edition", edition.language},
             {"title", printable(title)},
             {"study", printable(edition.table.study)},
             {"period", printable(edition.table.period)},
             {"words", words_of(words)},
             {"languages", languages_of(report, edition)},
             {"several", flag(report.editions.size() > 1)},
             {"hidden", flag(&edition != &report.editions.front())},
             {"summary", sections.summary()},
             {"scheme", printable(edition.table.quality.title)},
             {"labelled", flag(!edition.table.quality.scheme.empty())},
             {"legend", legend_of(edition, words)},
             {"methods", facts_of(edition.methods)},
             {"provenance", facts_of(named_provenance(edition.table, words))},
             {"findings", findings_of(edition, words)},
             {"clean", flag(edition.findings.empty())},
             {"answers", tables_data(page_tables(edition.answers, edition), edition.language + "-answers")}};
  context.set("sections", sections.sections());
  const list weighting = tables_data(page_tables(weighting_tables(edition.weighting, words), edition),
                                     edition.language + "-weighting-table");
  const list results = tables_data(result_tables(edition, words), edition.language + "-results-table");
  context.set("weighted", flag(!weighting.empty()));
  context.set("weighting", weighting);
  context.set("tested", flag(!results.empty()));
  context.set("results", results);
  const ShownNumbers numbers(edition);
  context.set("figures", numbers.number(static_cast<double>(sections.figures()), 0));
  context.set("withheld", numbers.number(static_cast<double>(sections.withheld()), 0));
  return {std::move(context), sections.pictures()};
}

}  // namespace sondeo::reports
