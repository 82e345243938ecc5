#include "published/layout.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "published/codes.hpp"

namespace sondeo::published {

namespace {

bool is_figure(const PrintedCell& cell) {
  return cell.meaning != CellMeaning::kBlank && cell.meaning != CellMeaning::kText;
}

/// A figure that is no mark: what alone shows where the body begins.
bool is_number(const PrintedCell& cell) {
  return cell.meaning == CellMeaning::kNumber || cell.meaning == CellMeaning::kInterval;
}

[[noreturn]] void refuse_mixed(const Grid& grid, const GridText& first, const GridText& other) {
  throw Error({code::kPublishedDecimalMixed,
               {{"file", grid.file.string()},
                {"cell", grid.place(first.row, first.column)},
                {"text", first.text},
                {"other", grid.place(other.row, other.column)},
                {"other_text", other.text}},
               {},
               {},
               {}});
}

/// The decimal mark that the texts of a grid agree upon.
char decimal_mark(const Grid& grid) {
  std::optional<GridText> point;
  std::optional<GridText> comma;
  std::optional<GridText> either;
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t column = 0; column < grid.columns(); ++column) {
      const GridCell& cell = grid.at(row, column);
      if (cell.number || cell.text.empty()) continue;
      const GridText here{cell.text, row, column};
      const auto evidence = decimal_evidence(cell.text);
      if (evidence == DecimalEvidence::kPoint && !point) point = here;
      if (evidence == DecimalEvidence::kComma && !comma) comma = here;
      if (evidence == DecimalEvidence::kEither && !either) either = here;
    }
  }
  if (point && comma) refuse_mixed(grid, *point, *comma);
  if (either && !point && !comma) {
    throw Error({code::kPublishedDecimalUnknown,
                 {{"file", grid.file.string()},
                  {"cell", grid.place(either->row, either->column)},
                  {"text", either->text}},
                 {},
                 {},
                 {}});
  }
  return comma ? ',' : '.';
}

class LayoutFinder {
 public:
  LayoutFinder(const Grid& grid, const Meanings& meanings, const DeclaredLayout& declared)
      : grid_(grid), meanings_(meanings), declared_(declared) {}

  Layout find() {
    layout_.decimal = declared_.decimal ? *declared_.decimal : decimal_mark(grid_);
    read_cells();
    find_first_row();
    find_columns();
    find_headings();
    return std::move(layout_);
  }

 private:
  void read_cells() {
    for (std::size_t row = 0; row < grid_.rows(); ++row) {
      auto& cells = layout_.cells.emplace_back();
      anchors_.push_back(0);
      for (std::size_t column = 0; column < grid_.columns(); ++column) {
        const GridCell& cell = grid_.at(row, column);
        cells.push_back(read_printed(cell.text, layout_.decimal));
        if (!cell.merged && !cell.text.empty()) ++anchors_.back();
        if (cell.number) cells.back() = {CellMeaning::kNumber, {*cell.number}, {}};
      }
    }
  }

  /// How many texts a row has, merged cells counted once.
  [[nodiscard]] std::size_t anchors(std::size_t row) const { return anchors_[row]; }

  /// A row of headings that are codes of the breakdowns declared for the columns.
  [[nodiscard]] bool is_row_of_codes(std::size_t row) const {
    if (declared_.columns.empty()) return false;
    for (std::size_t column = 1; column < grid_.columns(); ++column) {
      const auto& text = grid_.at(row, column).text;
      if (text.empty()) continue;
      const auto found = meanings_.of(text);
      const bool code = std::any_of(found.begin(), found.end(), [&](const Meaning& meaning) {
        return std::any_of(declared_.columns.begin(), declared_.columns.end(),
                           [&](const auto& variable) { return variable.text == meaning.variable; });
      });
      const bool total = std::any_of(found.begin(), found.end(), [](const Meaning& meaning) {
        return meaning.kind == Meaning::Kind::kTotal;
      });
      if (!code && !total) return false;
    }
    return true;
  }

  /// Behind the first column some cell has a number; a lone number is one of a title.
  [[nodiscard]] bool begins_body(std::size_t row) const {
    if (anchors(row) < 2 || is_row_of_codes(row)) return false;
    const auto& cells = layout_.cells[row];
    return std::any_of(cells.begin() + 1, cells.end(), is_number);
  }

  void find_first_row() {
    if (declared_.header_rows) {
      layout_.first_row = *declared_.header_rows;
    } else {
      while (layout_.first_row < grid_.rows() && !begins_body(layout_.first_row)) ++layout_.first_row;
    }
    if (layout_.first_row < grid_.rows() && grid_.columns() > 1) return;
    throw Error({code::kPublishedNoRows, {{"file", grid_.file.string()}}, {}, {}, {}});
  }

  /// Whether a heading above the body calls a column so.
  template <class Test>
  [[nodiscard]] bool headed(std::size_t column, Test test) const {
    for (std::size_t row = 0; row < layout_.first_row; ++row) {
      if (anchors(row) > 1 && test(grid_.shown(row, column))) return true;
    }
    return false;
  }

  [[nodiscard]] bool names_breakdown(const std::string& text) const {
    if (text.empty()) return false;
    const auto found = meanings_.of(text);
    return meanings_.vocabulary().is_code(text) ||
           std::any_of(found.begin(), found.end(),
                       [](const Meaning& meaning) { return meaning.kind == Meaning::Kind::kVariable; });
  }

  [[nodiscard]] bool is_ignored(const std::string& text) const {
    const auto found = text.empty() ? std::vector<Meaning>() : meanings_.of(text);
    return found.size() == 1 && found[0].kind == Meaning::Kind::kIgnored;
  }

  void find_columns() {
    std::vector<bool> labels(grid_.columns(), false);
    std::vector<bool> ignored(grid_.columns(), false);
    std::size_t count = 0;
    for (std::size_t column = 0; column < grid_.columns(); ++column) {
      std::size_t words = 0;
      std::size_t filled = 0;
      for (std::size_t row = layout_.first_row; row < grid_.rows(); ++row) {
        const auto meaning = layout_.cells[row][column].meaning;
        if (anchors(row) < 2 || meaning == CellMeaning::kBlank) continue;
        ++filled;
        words += meaning == CellMeaning::kText ? 1U : 0U;
      }
      ignored[column] = headed(column, [&](const auto& text) { return is_ignored(text); });
      labels[column] =
          !ignored[column] &&
          (2 * words > filled || headed(column, [&](const auto& text) { return names_breakdown(text); }));
      count += labels[column] ? 1U : 0U;
    }
    // Codes without a heading: as many of the first columns as breakdowns are declared.
    for (std::size_t column = 0; column < labels.size() && count < declared_.rows.size(); ++column) {
      if (labels[column] || ignored[column]) continue;
      labels[column] = true;
      ++count;
    }
    for (std::size_t column = 0; column < labels.size(); ++column) {
      if (labels[column]) layout_.label_columns.push_back(column);
      if (!labels[column] && !ignored[column]) layout_.figure_columns.push_back(column);
    }
    // Without words and without a heading that says so, the first column may be codes or figures.
    if (layout_.label_columns.empty()) {
      throw Error({code::kPublishedNoHeading,
                   {{"file", grid_.file.string()}, {"cell", grid_.place(layout_.first_row, 0)}},
                   {},
                   {},
                   {}});
    }
  }

  [[nodiscard]] bool is_label(std::size_t column) const {
    const auto& labels = layout_.label_columns;
    return std::find(labels.begin(), labels.end(), column) != labels.end();
  }

  /// A row above the body with one text: a title, unless it stands over columns of figures and not over all.
  [[nodiscard]] bool is_title(std::size_t row) const {
    if (anchors(row) != 1) return false;
    for (std::size_t column = 0; column < grid_.columns(); ++column) {
      const GridCell& cell = grid_.at(row, column);
      if (cell.merged || cell.text.empty()) continue;
      const bool over_all = column <= layout_.figure_columns.front() &&
                            cell.last_column >= layout_.figure_columns.back() && cell.last_column > column;
      const bool means = !meanings_.of(cell.text).empty();
      return column < layout_.figure_columns.front() || over_all || (cell.last_column == column && !means);
    }
    return true;
  }

  [[nodiscard]] bool has_merged(std::size_t row) const {
    return std::any_of(grid_.cells[row].begin(), grid_.cells[row].end(),
                       [](const GridCell& cell) { return cell.merged; });
  }

  /// Whether another row of headings below says something in the column.
  [[nodiscard]] bool headed_below(std::size_t row, std::size_t column) const {
    for (std::size_t below = row + 1; below < layout_.first_row; ++below) {
      if (!grid_.shown(below, column).empty()) return true;
    }
    return false;
  }

  void find_headings() {
    layout_.headings.resize(grid_.columns());
    if (layout_.figure_columns.empty()) return;
    for (std::size_t row = 0; row < layout_.first_row; ++row) {
      if (anchors(row) == 0) continue;
      if (is_title(row)) {
        for (std::size_t column = 0; column < grid_.columns(); ++column) {
          const auto& text = grid_.at(row, column).text;
          if (!text.empty()) layout_.titles.push_back({text, row, column});
        }
        continue;
      }
      add_headings(row);
    }
  }

  void add_headings(std::size_t row) {
    GridText last;
    for (std::size_t column = 0; column < grid_.columns(); ++column) {
      GridText here{grid_.shown(row, column), row, column};
      if (is_label(column)) last = {};
      const bool reaches = here.text.empty() && !last.text.empty() && !has_merged(row) &&
                           headed_below(row, column) && !is_label(column);
      if (reaches) here = last;
      if (here.text.empty()) continue;
      last = here;
      layout_.headings[column].push_back(std::move(here));
    }
  }

  const Grid& grid_;
  const Meanings& meanings_;
  const DeclaredLayout& declared_;
  Layout layout_;
  std::vector<std::size_t> anchors_;  ///< [rows]
};

}  // namespace

bool Layout::has_figure(std::size_t row, std::size_t column) const { return is_figure(cells[row][column]); }

bool Layout::has_figures(std::size_t row) const {
  return std::any_of(figure_columns.begin(), figure_columns.end(),
                     [&](std::size_t column) { return has_figure(row, column); });
}

Layout find_layout(const Grid& grid, const Meanings& meanings, const DeclaredLayout& declared) {
  return LayoutFinder(grid, meanings, declared).find();
}

}  // namespace sondeo::published
