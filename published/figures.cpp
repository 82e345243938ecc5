#include "published/figures.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "published/codes.hpp"
#include "published/context.hpp"

namespace sondeo::published {

namespace {

std::vector<std::string> ids_of(const std::vector<NamedCodes>& all) {
  std::vector<std::string> ids;
  ids.reserve(all.size());
  for (const auto& each : all) ids.push_back(each.id);
  return ids;
}

void check_declared(const StudyNames& names, const Declared& declared) {
  const auto variables = ids_of(names.variables);
  for (const auto* side : {&declared.layout.rows, &declared.layout.columns}) {
    for (const auto& variable : *side) {
      if (std::find(variables.begin(), variables.end(), variable.text) != variables.end()) continue;
      throw Error({code::kDeclaredVariable,
                   {{"variable", variable.text}},
                   variable.place,
                   nearest_names(variable.text, variables),
                   {}});
    }
  }
  const auto indicators = ids_of(names.indicators);
  const auto& asked = declared.indicator;
  if (asked && std::find(indicators.begin(), indicators.end(), asked->text) == indicators.end()) {
    throw Error({code::kDeclaredIndicator,
                 {{"indicator", asked->text}},
                 asked->place,
                 nearest_names(asked->text, indicators),
                 {}});
  }
}

void check_headings_met(const Grid& grid, const Meanings& meanings, const Declared& declared) {
  for (const auto& each : declared.headings) {
    const std::string wanted = compared_form(each.heading.text);
    const bool met = std::any_of(grid.cells.begin(), grid.cells.end(), [&](const auto& row) {
      return std::any_of(row.begin(), row.end(), [&](const GridCell& cell) {
        const auto forms = meanings.vocabulary().forms_of(cell.text);
        return !cell.text.empty() && std::find(forms.begin(), forms.end(), wanted) != forms.end();
      });
    });
    if (met) continue;
    throw Error({code::kDeclaredHeadingAbsent,
                 {{"heading", each.heading.text}, {"file", grid.file.string()}},
                 each.heading.place,
                 {},
                 {}});
  }
}

class FigureReader {
 public:
  FigureReader(const Grid& grid, const StudyNames& names, const Declared& declared)
      : grid_(grid),
        names_(names),
        declared_(declared),
        meanings_(names, declared.headings),
        layout_(find_layout(grid, meanings_, declared.layout)),
        rows_(grid, meanings_, declared.layout.rows),
        columns_(grid, meanings_, declared.layout.columns) {}

  PrintedFigures read() {
    result_.decimal = layout_.decimal;
    check_headings_met(grid_, meanings_, declared_);
    read_titles();
    read_headings();
    read_label_headings();
    for (std::size_t row = layout_.first_row; row < grid_.rows(); ++row) {
      if (!read_row(row)) break;
    }
    if (result_.figures.empty())
      throw Error({code::kPublishedNoRows, {{"file", grid_.file.string()}}, {}, {}, {}});
    return std::move(result_);
  }

 private:
  void read_titles() {
    for (const auto& title : layout_.titles) {
      if (const auto indicator = meanings_.of_title(title.text)) title_.indicator = indicator->indicator;
      if (const auto unit = meanings_.vocabulary().unit(title.text)) title_.unit = unit;
    }
  }

  /// Texts of one row of headings over figures, or of one column of labels.
  [[nodiscard]] std::set<std::string> breakdown_of(const ContextReader& reader,
                                                   const std::vector<GridText>& texts) const {
    const auto common = reader.common_breakdown(texts);
    return common ? std::set<std::string>{*common} : std::set<std::string>{};
  }

  void read_headings() {
    std::map<std::size_t, std::vector<GridText>> by_row;
    for (const std::size_t column : layout_.figure_columns) {
      for (const auto& text : layout_.headings[column]) by_row[text.row].push_back(text);
    }
    headings_.resize(grid_.columns());
    for (const std::size_t column : layout_.figure_columns) {
      Context& context = headings_[column];
      for (const auto& text : layout_.headings[column]) {
        auto among = breakdown_of(columns_, by_row[text.row]);
        if (among.empty()) among = context.variables;
        if (const auto fault = context.add(columns_.read(text, among)))
          columns_.refuse_conflict(text.row, text.column, *fault);
      }
      const bool silent = layout_.headings[column].empty() && layout_.figure_columns.size() > 1;
      if (silent && has_figures(column)) refuse(code::kPublishedNoHeading, layout_.first_row, column);
    }
    split_intervals();
  }

  [[nodiscard]] bool has_figures(std::size_t column) const {
    for (std::size_t row = layout_.first_row; row < grid_.rows(); ++row) {
      if (layout_.has_figure(row, column)) return true;
    }
    return false;
  }

  /// A heading of an interval over two columns of single numbers: the lower end, then the upper.
  void split_intervals() {
    const auto& columns = layout_.figure_columns;
    for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
      Context& low = headings_[columns[i]];
      Context& high = headings_[columns[i + 1]];
      const bool pair = low.statistic == Statistic::kInterval && high.statistic == Statistic::kInterval &&
                        low.domain == high.domain && low.indicator == high.indicator &&
                        in_order(columns[i], columns[i + 1]);
      if (!pair) continue;
      low.statistic = Statistic::kCiLow;
      high.statistic = Statistic::kCiHigh;
    }
  }

  [[nodiscard]] bool in_order(std::size_t low, std::size_t high) const {
    for (std::size_t row = layout_.first_row; row < grid_.rows(); ++row) {
      const auto& first = layout_.cells[row][low];
      const auto& second = layout_.cells[row][high];
      if (first.meaning == CellMeaning::kInterval || second.meaning == CellMeaning::kInterval) return false;
      const bool numbers = first.meaning == CellMeaning::kNumber && second.meaning == CellMeaning::kNumber;
      if (numbers && first.numbers[0].value > second.numbers[0].value) return false;
    }
    return true;
  }

  /// The breakdown that each column of labels is of, by its heading or because all its texts fit one.
  void read_label_headings() {
    for (const std::size_t column : layout_.label_columns) {
      std::set<std::string> among;
      for (const auto& text : layout_.headings[column]) {
        if (const auto known = known_heading(text)) among.insert(known->begin(), known->end());
      }
      if (among.empty()) {
        std::vector<GridText> texts;
        for (std::size_t row = layout_.first_row; row < grid_.rows(); ++row) {
          const auto& text = grid_.at(row, column).text;
          if (!text.empty() && layout_.has_figures(row)) texts.push_back({text, row, column});
        }
        among = breakdown_of(rows_, texts);
      }
      label_breakdowns_.push_back(std::move(among));
    }
  }

  [[nodiscard]] std::optional<std::set<std::string>> known_heading(const GridText& text) const {
    std::set<std::string> variables;
    for (const auto& meaning : meanings_.of(text.text)) {
      if (meaning.kind == Meaning::Kind::kVariable) variables.insert(meaning.variable);
    }
    return variables.empty() ? std::nullopt : std::optional(variables);
  }

  /// Texts of the columns of labels in a row; a blank one left of another has what stands above it.
  [[nodiscard]] std::vector<GridText> labels_of(std::size_t row) {
    std::vector<GridText> labels;
    bool later = false;
    for (std::size_t k = layout_.label_columns.size(); k-- > 0;) {
      const std::size_t column = layout_.label_columns[k];
      GridText label{grid_.shown(row, column), row, column};
      if (label.text.empty() && later && k < above_.size()) label = above_[k];
      later = later || !label.text.empty();
      labels.push_back(std::move(label));
    }
    std::reverse(labels.begin(), labels.end());
    return labels;
  }

  [[nodiscard]] bool figures_follow(std::size_t row) const {
    for (std::size_t below = row + 1; below < grid_.rows(); ++below) {
      if (layout_.has_figures(below)) return true;
    }
    return false;
  }

  /// @return false at the notes under the table
  bool read_row(std::size_t row) {
    std::vector<GridText> texts;
    for (std::size_t column = 0; column < grid_.columns(); ++column) {
      const auto& text = grid_.at(row, column).text;
      if (!text.empty()) texts.push_back({text, row, column});
    }
    if (texts.empty()) return true;
    if (!layout_.has_figures(row)) {
      if (!figures_follow(row)) return false;
      read_section(texts);
      return true;
    }
    const auto labels = labels_of(row);
    above_ = labels;
    const Context own = read_labels(row, labels);
    if (!own.ignored) read_figures_of(row, own);
    return true;
  }

  /// A row of words alone: a heading of the rows that follow.
  void read_section(const std::vector<GridText>& texts) {
    const auto in_figures = std::count_if(texts.begin(), texts.end(), [&](const GridText& text) {
      const auto& columns = layout_.figure_columns;
      return std::find(columns.begin(), columns.end(), text.column) != columns.end();
    });
    if (texts.size() > 1 && in_figures > 0) {
      refuse(code::kPublishedSecondHeading, texts[0].row, texts[0].column);
    }
    Context said;
    for (const auto& text : texts) {
      if (const auto fault = said.add(rows_.read(text, {})))
        rows_.refuse_conflict(text.row, text.column, *fault);
    }
    if (said.ignored) return;
    // Under a new subject nothing of the old one is left; a new group takes the place of the one before.
    if (!said.indicator) said.indicator = section_.indicator;
    if (!said.category && said.indicator == section_.indicator) said.category = section_.category;
    section_ = std::move(said);
  }

  Context read_labels(std::size_t row, const std::vector<GridText>& labels) {
    Context own;
    bool said = false;
    for (std::size_t k = 0; k < labels.size(); ++k) {
      if (labels[k].text.empty()) continue;
      said = true;
      auto among = section_.variables.empty() ? label_breakdowns_[k] : section_.variables;
      if (const auto fault = own.add(rows_.read(labels[k], among)))
        rows_.refuse_conflict(row, labels[k].column, *fault);
    }
    if (!said) refuse(code::kPublishedNoHeading, row, layout_.label_columns.front());
    Context whole = section_;
    for (const auto& [variable, code] : own.domain) whole.domain.erase(variable);
    if (const auto fault = whole.add(own)) rows_.refuse_conflict(row, labels[0].column, *fault);
    return whole;
  }

  void read_figures_of(std::size_t row, const Context& own) {
    for (const std::size_t column : layout_.figure_columns) {
      const PrintedCell& cell = layout_.cells[row][column];
      if (cell.meaning == CellMeaning::kBlank || headings_[column].ignored) continue;
      if (cell.meaning == CellMeaning::kText) {
        throw Error({code::kPublishedNotNumber,
                     {{"file", grid_.file.string()},
                      {"cell", grid_.place(row, column)},
                      {"text", grid_.at(row, column).text}},
                     {},
                     {},
                     {}});
      }
      Context whole = headings_[column];
      if (const auto fault = whole.add(own)) rows_.refuse_conflict(row, column, *fault);
      if (!whole.unit && headings_[column].unit) whole.unit = headings_[column].unit;
      add_figure(row, column, whole);
    }
  }

  void add_figure(std::size_t row, std::size_t column, const Context& context) {
    PrintedFigure figure;
    figure.place = grid_.place(row, column);
    figure.text = grid_.at(row, column).text;
    figure.cell = layout_.cells[row][column];
    figure.domain = context.domain;
    result_.statistic_assumed = result_.statistic_assumed || !(context.statistic || declared_.statistic);
    figure.statistic = context.statistic.value_or(declared_.statistic.value_or(Statistic::kEstimate));
    const bool two = figure.cell.meaning == CellMeaning::kInterval;
    const bool fits =
        figure.cell.meaning == CellMeaning::kSuppressed || two == (figure.statistic == Statistic::kInterval);
    if (!fits) refuse(code::kPublishedNoHeading, row, column);
    figure.unit = unit_of(figure.statistic, context);
    set_subject(row, column, context, figure);
    const auto [first, added] = met_.emplace(
        std::tuple(figure.indicator, figure.category, figure.domain, figure.statistic), figure.place);
    if (!added) {
      throw Error({code::kPublishedTwice,
                   {{"file", grid_.file.string()}, {"cell", figure.place}, {"other", first->second}},
                   {},
                   {},
                   {}});
    }
    result_.figures.push_back(std::move(figure));
  }

  [[nodiscard]] std::optional<PrintedUnit> unit_of(Statistic statistic, const Context& context) const {
    if (in_unit_of_estimate(statistic)) {
      if (context.statistic_unit) return context.statistic_unit;
      if (declared_.unit) return declared_.unit;
      return context.unit ? context.unit : title_.unit;
    }
    const bool has_own = statistic == Statistic::kPopulation || statistic == Statistic::kCv;
    return has_own ? context.statistic_unit : std::nullopt;
  }

  void set_subject(std::size_t row, std::size_t column, const Context& context, PrintedFigure& figure) {
    if (context.indicator) {
      figure.indicator = *context.indicator;
    } else if (declared_.indicator) {
      figure.indicator = declared_.indicator->text;
    } else if (title_.indicator) {
      figure.indicator = *title_.indicator;
    } else if (names_.indicators.size() == 1) {
      figure.indicator = names_.indicators.front().id;
    } else {
      throw Error({code::kPublishedIndicator,
                   {{"file", grid_.file.string()},
                    {"cell", figure.place},
                    {"known", fmt::format("{}", fmt::join(ids_of(names_.indicators), ", "))}},
                   {},
                   {},
                   {}});
    }
    const auto subject = std::find_if(names_.indicators.begin(), names_.indicators.end(),
                                      [&](const auto& each) { return each.id == figure.indicator; });
    ensure(subject != names_.indicators.end(), "an indicator that is not among the names");
    if (context.category) figure.category = *context.category;
    if (context.category || subject->codes.empty()) return;
    if (subject->codes.size() == 1) {
      figure.category = subject->codes.front().code;
      return;
    }
    std::vector<std::string> known;
    for (const auto& code : subject->codes) known.push_back(code.code);
    throw Error({code::kPublishedCategory,
                 {{"file", grid_.file.string()},
                  {"cell", grid_.place(row, column)},
                  {"indicator", figure.indicator},
                  {"known", fmt::format("{}", fmt::join(known, ", "))}},
                 {},
                 {},
                 {}});
  }

  [[noreturn]] void refuse(Code code, std::size_t row, std::size_t column) const {
    throw Error({code, {{"file", grid_.file.string()}, {"cell", grid_.place(row, column)}}, {}, {}, {}});
  }

  const Grid& grid_;
  const StudyNames& names_;
  const Declared& declared_;
  Meanings meanings_;
  Layout layout_;
  ContextReader rows_;
  ContextReader columns_;
  Context title_;
  std::vector<Context> headings_;
  std::vector<std::set<std::string>> label_breakdowns_;  ///< of each column of labels
  std::vector<GridText> above_;
  Context section_;
  std::map<std::tuple<std::string, std::string, std::map<std::string, std::string>, Statistic>, std::string>
      met_;
  PrintedFigures result_;
};

}  // namespace

PrintedFigures read_figures(const Grid& grid, const StudyNames& names, const Declared& declared) {
  check_declared(names, declared);
  return FigureReader(grid, names, declared).read();
}

}  // namespace sondeo::published
