#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "published/grid.hpp"
#include "published/meaning.hpp"

namespace sondeo::published {

/// A text of the grid and where it stands.
struct GridText {
  std::string text;
  std::size_t row = 0;
  std::size_t column = 0;
};

/// Which cells of a grid are titles, headings, labels and figures.
struct Layout {
  char decimal = '.';
  std::vector<GridText> titles;            ///< above the headings
  std::vector<std::size_t> label_columns;  ///< what says of which group a row is
  std::vector<std::size_t> figure_columns;
  std::vector<std::vector<GridText>> headings;  ///< [columns of the grid]: from the top down
  std::size_t first_row = 0;                    ///< of the body
  std::vector<std::vector<PrintedCell>> cells;  ///< [rows][columns] of the grid, read as numbers

  [[nodiscard]] bool has_figure(std::size_t row, std::size_t column) const;
  /// Whether some column of figures has one in the row.
  [[nodiscard]] bool has_figures(std::size_t row) const;
};

/// What of a layout its user declares.
struct DeclaredLayout {
  std::optional<std::size_t> header_rows;  ///< rows of titles and headings, from the grid's first on
  std::vector<Written> rows;               ///< breakdowns of the first columns
  std::vector<Written> columns;            ///< breakdowns of the headings
  std::optional<char> decimal;
};

/// Finds titles, headings, labels and figures. The body begins at the first row with a figure; columns whose
/// cells are words are labels, and the columns of codes that a heading or the user names. Merged headings
/// count for all they cover; in rows without merged cells a heading counts up to the next.
/// @throws Error kPublishedNoRows; kPublishedDecimalUnknown, kPublishedDecimalMixed
[[nodiscard]] Layout find_layout(const Grid& grid, const Meanings& meanings, const DeclaredLayout& declared);

}  // namespace sondeo::published
