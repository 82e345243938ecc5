#include "reports/html/figure_sections.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/html/page_flag.hpp"
#include "reports/html/page_mark.hpp"
#include "reports/html/page_parts.hpp"
#include "reports/html/pictures.hpp"
#include "reports/html/rendered.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"
#include "reports/terminal.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::object;

/// A number as it is shown, and with all its digits for programs that read the page.
data number_cell(double value, const std::string& shown) {
  return object{{"shown", shown}, {"exact", number_text(value)}, {"has", page_flag(!shown.empty())}};
}

}  // namespace

FigureSections::FigureSections(const HtmlReport& report, const HtmlEdition& edition, const Words& words)
    : report_(report),
      edition_(edition),
      words_(words),
      numbers_(edition),
      block_(part(page_templates(), "block")),
      indicators_(indicator_rows(*edition.table)) {
  for (const auto& indicator : indicators_) count(indicator);
}

object FigureSections::row_of(const ShownRow& shown, int decimals) const {
  const Estimate& row = *shown.row;
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
    const data mark = object{{"shown", mark_of(shown.state, words_)}, {"has", page_flag(false)}};
    for (int i = 0; i < kFigures; ++i) cells.push_back(mark);
  }
  if (shown.state == RowState::kProtected) {
    cells.push_back(object{{"shown", mark_of(shown.state, words_)}, {"has", page_flag(false)}});
  } else {
    cells.push_back(number_cell(row.n, numbers_.number(row.n, 0)));
  }
  const bool labelled = !edition_.table->quality.scheme.empty();
  return {{"labels", labels},
          {"cells", cells},
          {"quality", shown.quality_text},
          {"labelled", page_flag(labelled)},
          {"grade", fmt::format("grade-{}", shown.quality)}};
}

std::string FigureSections::by_of(const ResultBlock& block) const {
  std::vector<std::string> names;
  for (const std::size_t part : block.parts) {
    const auto& column = edition_.table->disaggregations.at(part);
    names.push_back(page_text(column.label, column.name));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

list FigureSections::headings_of(const ResultBlock& block) const {
  list names;
  const auto add = [&names](const std::string& name, bool is_number) {
    names.push_back(object{{"name", name}, {"number", page_flag(is_number)}});
  };
  for (const std::size_t part : block.parts) {
    const auto& column = edition_.table->disaggregations.at(part);
    add(page_text(column.label, column.name), false);
  }
  if (block.parts.empty()) add(words_("disaggregation"), false);
  if (block.with_category) add(words_("category"), false);
  for (const char* key : {"estimate", "se", "cv", "ci_low", "ci_high", "n"}) add(words_(key), true);
  if (!edition_.table->quality.scheme.empty()) add(words_("quality"), false);
  return names;
}

std::vector<FigureSections::Picture> FigureSections::pictures_of(const ResultBlock& block,
                                                                 const std::string& id, int decimals) const {
  const PictureSource source{edition_, block, words_, decimals};
  std::vector<Picture> pictures;
  if (auto json = interval_picture(source)) pictures.push_back({id + "-intervals", std::move(*json), false});
  for (std::size_t i = 0; i < report_.maps.size(); ++i) {
    auto json = map_picture(source, report_.maps[i], i);
    if (json) pictures.push_back({fmt::format("{}-map-{}", id, i + 1), std::move(*json), true});
  }
  return pictures;
}

list FigureSections::shown_pictures(const ResultBlock& block, const std::string& id, const std::string& name,
                                    int decimals) const {
  list shown;
  for (const auto& picture : pictures_of(block, id, decimals)) {
    const std::string kind = words_(picture.is_map ? "map_of" : "chart_of");
    shown.push_back(object{{"picture", picture.id},
                           {"name", fmt::format("{}: {}", kind, name)},
                           {"caption", kind},
                           {"is_map", page_flag(picture.is_map)}});
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
  bool withheld = false;
  bool is_protected = false;
  for (const Estimate* row : block.rows) {
    const ShownRow shown = shown_row(edition_, *row, block, words_);
    rows.push_back(row_of(shown, decimals));
    withheld = withheld || shown.state == RowState::kWithheld;
    is_protected = is_protected || shown.state == RowState::kProtected;
  }
  const object words{{"withheld", why_not_published(withheld, is_protected)}, {"absent", words_("absent")}};
  return rendered(block_, object{{"block", id},
                                 {"edition", edition_.language},
                                 {"drawn", page_flag(page_has_charts())},
                                 {"words", words},
                                 {"by", by.empty() ? words_("total") : by},
                                 {"caption", fmt::format("{} ({})", name, measure_text(first, words_))},
                                 {"headings", headings_of(block)},
                                 {"rows", std::move(rows)},
                                 {"pictures", shown_pictures(block, id, name, decimals)}});
}

/// The numbered table whose universe or percentages make the figures others than the indicator's own; nullptr
/// of these.
const estimation::PublishedTable* FigureSections::table_of(const Estimate& row) const {
  const std::size_t at = row.indicator->rfind('@');
  if (at == std::string::npos) return nullptr;
  const auto& tables = edition_.table->tables;
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& table) {
    return row.indicator->compare(at + 1, std::string::npos, table.number) == 0;
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

void FigureSections::count(const IndicatorRows& indicator) {
  for (const auto& block : indicator.blocks) {
    for (const Estimate* row : block.rows) {
      const RowState state = shown_row(edition_, *row, block, words_).state;
      figures_ += state == RowState::kAbsent ? 0U : 1U;
      withheld_ += state == RowState::kWithheld || state == RowState::kProtected ? 1U : 0U;
    }
  }
}

std::string FigureSections::id_of(std::size_t section) const {
  return fmt::format("{}-i{}", edition_.language, section + 1);
}

void FigureSections::write_blocks(std::size_t section, const TextSink& sink) {
  const IndicatorRows& indicator = indicators_.at(section);
  const int decimals = shown_decimals(indicator);
  for (std::size_t i = 0; i < indicator.blocks.size(); ++i) {
    sink(block_of(indicator.blocks[i], fmt::format("{}-b{}", id_of(section), i + 1), decimals));
  }
}

void FigureSections::write_pictures(const TextSink& sink) const {
  std::string_view between = "{";
  for (std::size_t section = 0; section < size(); ++section) {
    const IndicatorRows& indicator = indicators_[section];
    for (std::size_t i = 0; i < indicator.blocks.size(); ++i) {
      const std::string id = fmt::format("{}-b{}", id_of(section), i + 1);
      for (const auto& picture : pictures_of(indicator.blocks[i], id, shown_decimals(indicator))) {
        sink(fmt::format("{}{}:{}", between, script_json(picture.id), script_json(picture.json)));
        between = ",";
      }
    }
  }
  sink(between == "{" ? "{}" : "}");
}

list FigureSections::sections() const {
  list result;
  for (std::size_t section = 0; section < size(); ++section) {
    const Estimate& first = *indicators_[section].rows.front();
    list definition = definition_of(first.indicator);
    if (const auto* table = table_of(first); table != nullptr && !table->universe.empty()) {
      definition.push_back(object{{"step", words_("universe")}, {"text", printable(table->universe)}});
    }
    result.push_back(object{{"section", id_of(section)},
                            {"label", label_of(first)},
                            {"indicator", printable(first.indicator)},
                            {"measure", measure_text(first, words_)},
                            {"defined", page_flag(!definition.empty())},
                            {"definition", definition},
                            {"blocks", page_mark(id_of(section))}});
  }
  return result;
}

list FigureSections::summary() const {
  list result;
  for (std::size_t section = 0; section < size(); ++section) {
    const IndicatorRows& indicator = indicators_[section];
    const ResultBlock& block = indicator.blocks.front();
    const int decimals = shown_decimals(indicator);
    for (const Estimate* row : block.rows) {
      if (!parts_used(*row).empty()) continue;
      const ShownRow shown = shown_row(edition_, *row, block, words_);
      const bool figure = shown.state == RowState::kFigure;
      std::string label = label_of(*row);
      if (!row->category.empty()) {
        label += ": " + page_text(category_text(row->measure, row->category, row->category_label, words_),
                                  row->category);
      }
      result.push_back(
          object{{"target", id_of(section)},
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

}  // namespace sondeo::reports
