#include "reports/detail/workbook_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/ranges.h>

namespace sondeo::reports::detail {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;
using estimation::PublishedTable;
using estimation::TableHead;
using estimation::TableMeasure;

/// How a figure is shown: as the estimates, as a percentage, or as a count.
enum class Pattern { kEstimate, kPercent, kCount };

/// A figure of a cell: its word, and how it is shown.
struct Statistic {
  const char* word;
  double Estimate::*figure;
  Pattern pattern;
};
constexpr std::array<Statistic, 6> kStatistics = {{{"estimate", &Estimate::estimate, Pattern::kEstimate},
                                                   {"se", &Estimate::se, Pattern::kEstimate},
                                                   {"cv", &Estimate::cv, Pattern::kPercent},
                                                   {"ci_low", &Estimate::ci_low, Pattern::kEstimate},
                                                   {"ci_high", &Estimate::ci_high, Pattern::kEstimate},
                                                   {"n", &Estimate::n, Pattern::kCount}}};

std::string name_of(const EstimateTable& result, std::size_t part) {
  const auto& column = result.disaggregations.at(part);
  return label_or_code(column.label, column.name);
}

std::vector<std::string> labels_of(const TableHead& head) {
  std::vector<std::string> labels;
  labels.reserve(head.codes.size());
  for (std::size_t i = 0; i < head.codes.size(); ++i) {
    labels.push_back(label_or_code(head.labels[i], head.codes[i]));
  }
  return labels;
}

/// "North", "North, Urban"; the word for the total.
std::string head_text(const TableHead& head, const Words& words) {
  return head.parts.empty() ? words("total") : fmt::format("{}", fmt::join(labels_of(head), ", "));
}

std::string variables_of(const EstimateTable& result, const TableHead& head) {
  std::vector<std::string> names;
  names.reserve(head.parts.size());
  for (const std::size_t part : head.parts) names.push_back(name_of(result, part));
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string measure_text(const TableMeasure& measure, const Words& words) {
  std::string label = label_or_code(measure.indicator_label, measure.indicator);
  if (measure.category.empty()) return label;
  return fmt::format(
      "{}: {}", label,
      label_or_code(category_text(measure.measure, measure.category, measure.category_label, words),
                    measure.category));
}

/// What the figures are: once where all are alike, else of each indicator.
std::string measures_text(const PublishedTable& table, const Words& words) {
  std::vector<std::string> texts;
  std::vector<std::string> labelled;
  for (const auto& measure : table.measures) {
    const std::string text = measure_word(measure.measure, measure.unit, words);
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
    const std::string with_label =
        fmt::format("{}: {}", label_or_code(measure.indicator_label, measure.indicator), text);
    if (std::find(labelled.begin(), labelled.end(), with_label) == labelled.end()) {
      labelled.push_back(with_label);
    }
  }
  return fmt::format("{}", fmt::join(texts.size() == 1 ? texts : labelled, "; "));
}

/// The table being written.
class TableSheet {
 public:
  TableSheet(const EstimateTable& result, const PublishedTable& table, const Words& words, Formats& formats,
             Sheet& sheet)
      : result_(result), table_(table), words_(words), formats_(formats), sheet_(sheet) {
    for (std::size_t measure = 0; measure < table.measures.size(); ++measure) {
      std::vector<const Estimate*> rows;
      for (std::size_t i = measure; i < table.rows.size(); i += table.measures.size()) {
        if (table.rows[i] != PublishedTable::kNoRow) rows.push_back(&result.rows[table.rows[i]]);
      }
      patterns_.push_back(pattern_of(rows));
    }
    for (const auto& line : table.lines) stubs_ = std::max(stubs_, line.parts.size() + 1);
    with_columns_ = table.columns.size() > 1 || !table.columns.front().parts.empty();
  }

  void columns() {
    front();
    headings(kStatistics);
    for (std::size_t line = 0; line < table_.lines.size(); ++line) {
      lxw_col_t column = stub(table_.lines[line]);
      for (std::size_t at = 0; at < table_.columns.size(); ++at) {
        for (std::size_t measure = 0; measure < table_.measures.size(); ++measure) {
          for (const auto& statistic : kStatistics) figure(line, at, measure, statistic, column++);
        }
      }
      sheet_.next();
    }
    back();
  }

  /// The table once for each kind of figure.
  void blocks() {
    front();
    for (const auto& statistic : kStatistics) {
      headings({&statistic, 1});
      for (std::size_t line = 0; line < table_.lines.size(); ++line) {
        lxw_col_t column = stub(table_.lines[line]);
        for (std::size_t at = 0; at < table_.columns.size(); ++at) {
          for (std::size_t measure = 0; measure < table_.measures.size(); ++measure) {
            figure(line, at, measure, statistic, column++);
          }
        }
        sheet_.next();
      }
      sheet_.next();
    }
    back();
  }

  /// A line for each cell, under one heading.
  void cells(bool bare) {
    if (!bare) front();
    std::vector<std::string> names = stub_names();
    if (with_columns_) names.push_back(words_("column"));
    names.push_back(words_("indicator"));
    names.push_back(words_("measure"));
    for (const auto& statistic : kStatistics) names.push_back(words_(statistic.word));
    names.push_back(words_("quality"));
    sheet_.headings(names);
    for (std::size_t line = 0; line < table_.lines.size(); ++line) {
      for (std::size_t at = 0; at < table_.columns.size(); ++at) {
        for (std::size_t measure = 0; measure < table_.measures.size(); ++measure) cell(line, at, measure);
      }
    }
    const auto labels = static_cast<lxw_col_t>(names.size() - kStatistics.size() - 1);
    sheet_.widths(0, static_cast<lxw_col_t>(labels - 1), 26);
    sheet_.widths(labels, static_cast<lxw_col_t>(names.size() - 1), 14);
    if (!bare) back();
  }

 private:
  void front() {
    sheet_.title(fmt::format("{} {}. {}", words_("table"), table_.number, title_of(table_, words_)));
    if (!table_.measures.empty()) {
      sheet_.line({fmt::format("{}; {}", measures_text(table_, words_), sides_of(result_, table_))});
    }
    if (!result_.period.empty()) {
      sheet_.line({fmt::format("{}: {}", words_("period"), result_.period)});
    }
    sheet_.link(0, words_("index"), words_("back"));
    sheet_.next();
  }

  void back() {
    sheet_.next();
    for (const auto& line : remarks_of(table_, words_)) sheet_.line({line});
    sheet_.line({words_("sums")});
    for (const auto& label : result_.quality.labels) {
      if (label.symbol.empty()) continue;
      sheet_.line({fmt::format("{}  {}", label.symbol, label_or_code(label.title, label.id))});
    }
    for (const char* mark : {"withheld", "absent", "protected"}) {
      sheet_.line({fmt::format("{}  {}", words_(fmt::format("{}_mark", mark)), words_(mark))});
    }
  }

  [[nodiscard]] std::vector<std::string> stub_names() const {
    std::vector<std::string> names{words_("disaggregation")};
    for (std::size_t i = 1; i < stubs_; ++i) names.push_back(words_("category"));
    return names;
  }

  /// The columns, under each the measures, under each the kinds of figures.
  void headings(std::span<const Statistic> statistics) {
    const auto each = static_cast<lxw_col_t>(statistics.size());
    const auto wide = static_cast<lxw_col_t>(each * table_.measures.size());
    const auto first = static_cast<lxw_col_t>(stubs_);
    lxw_col_t column = first;
    if (with_columns_) {
      for (const auto& head : table_.columns) {
        sheet_.banner(column, static_cast<lxw_col_t>(column + wide - 1), head_text(head, words_));
        column = static_cast<lxw_col_t>(column + wide);
      }
      sheet_.next();
    }
    column = first;
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      for (const auto& measure : table_.measures) {
        sheet_.banner(column, static_cast<lxw_col_t>(column + each - 1), measure_text(measure, words_));
        column = static_cast<lxw_col_t>(column + each);
      }
    }
    sheet_.next();
    auto names = stub_names();
    for (std::size_t i = 0; i < table_.columns.size() * table_.measures.size(); ++i) {
      for (const auto& statistic : statistics) names.push_back(words_(statistic.word));
    }
    sheet_.headings(names);
    if (statistics.size() > 1) sheet_.freeze(first);
    sheet_.widths(0, static_cast<lxw_col_t>(first - 1), 24);
    sheet_.widths(first, static_cast<lxw_col_t>(names.size() - 1), 12);
  }

  /// @return the first column after the stub
  lxw_col_t stub(const TableHead& head) {
    sheet_.text(0, head.parts.empty() ? words_("total") : variables_of(result_, head));
    const auto labels = labels_of(head);
    for (std::size_t i = 0; i < labels.size(); ++i) sheet_.text(static_cast<lxw_col_t>(i + 1), labels[i]);
    return static_cast<lxw_col_t>(stubs_);
  }

  void cell(std::size_t line, std::size_t at, std::size_t measure) {
    lxw_col_t column = stub(table_.lines[line]);
    if (with_columns_) sheet_.text(column++, head_text(table_.columns[at], words_));
    const auto& of = table_.measures[measure];
    sheet_.text(column++, measure_text(of, words_));
    sheet_.text(column++, measure_word(of.measure, of.unit, words_));
    for (const auto& statistic : kStatistics) figure(line, at, measure, statistic, column++);
    const std::size_t number = table_.row(line, at, measure);
    if (number != PublishedTable::kNoRow) {
      const Shown shown = shown_quality(result_, result_.rows[number], words_);
      sheet_.text(column, shown.text, formats_.number("@", shown.colour));
    }
    sheet_.next();
  }

  void figure(std::size_t line, std::size_t at, std::size_t measure, const Statistic& statistic,
              lxw_col_t column) {
    const std::size_t number = table_.row(line, at, measure);
    if (number == PublishedTable::kNoRow) {
      sheet_.text(column, words_("absent_mark"), formats_.number("@", 0));
      return;
    }
    const Estimate& row = result_.rows[number];
    const Shown shown = shown_quality(result_, row, words_);
    const double value = row.*statistic.figure;
    const bool counted = statistic.figure == &Estimate::n && std::isfinite(value);
    if (!std::isfinite(value) || (!shown.publish && !counted)) {
      sheet_.text(column, shown.publish ? words_("absent_mark") : shown.mark,
                  formats_.number("@", shown.colour));
      return;
    }
    std::string pattern = pattern_for(statistic.pattern, measure);
    // The symbol stands in the number's format, so that the cell stays a number.
    const bool marked = statistic.figure == &Estimate::estimate && !shown.symbol.empty();
    if (marked && shown.symbol.find('"') == std::string::npos) {
      pattern = with_mark(pattern, printable(shown.symbol));
    }
    sheet_.number(column, value, formats_.figure(pattern, value, shown.colour));
  }

  [[nodiscard]] std::string pattern_for(Pattern pattern, std::size_t measure) const {
    if (pattern == Pattern::kPercent) return percent_pattern(formats_.country());
    return pattern == Pattern::kCount ? number_pattern(0) : patterns_[measure];
  }

  const EstimateTable& result_;
  const PublishedTable& table_;
  const Words& words_;
  Formats& formats_;
  Sheet& sheet_;
  std::vector<std::string> patterns_;  ///< of the measures
  std::size_t stubs_ = 1;              ///< columns before the figures
  bool with_columns_ = false;
};

}  // namespace

std::string title_of(const PublishedTable& table, const Words& words) {
  if (!table.title.empty() || table.measures.empty()) return table.title;
  return measure_text(table.measures.front(), words);
}

std::string sides_of(const EstimateTable& result, const PublishedTable& table) {
  std::vector<std::string> names;
  for (const auto* heads : {&table.lines, &table.columns}) {
    for (const auto& head : *heads) {
      const std::string name = variables_of(result, head);
      if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return fmt::format("{}", fmt::join(names, "; "));
}

std::vector<std::string> remarks_of(const PublishedTable& table, const Words& words) {
  std::vector<std::string> remarks;
  const auto add = [&](const char* word, const std::string& text) {
    if (!text.empty()) remarks.push_back(fmt::format("{}: {}", words(word), text));
  };
  add("universe", table.universe);
  add("note", table.note);
  add("source", table.source);
  return remarks;
}

void add_published_table(const EstimateTable& result, const PublishedTable& table, TableLayout layout,
                         const Words& words, Formats& formats, Sheet sheet) {
  TableSheet written(result, table, words, formats, sheet);
  switch (layout) {
    case TableLayout::kColumns:
      return written.columns();
    case TableLayout::kBlocks:
      return written.blocks();
    case TableLayout::kLong:
      return written.cells(false);
    case TableLayout::kAccessible:
      return written.cells(true);
  }
}

}  // namespace sondeo::reports::detail
