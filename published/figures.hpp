#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "published/layout.hpp"

namespace sondeo::published {

/// What the user declares of a printed table; the rest is read from it.
struct Declared {
  DeclaredLayout layout;
  std::optional<Written> indicator;    ///< of figures whose headings and title name none
  std::optional<Statistic> statistic;  ///< likewise
  std::optional<PrintedUnit> unit;     ///< of estimates, standard errors and intervals
  std::vector<DeclaredHeading> headings;
};

/// A figure of a printed table and what it is of.
struct PrintedFigure {
  std::string place;  ///< "B7"
  std::string text;
  PrintedCell cell;
  std::string indicator;
  std::string category;                       ///< "" where the indicator has none
  std::map<std::string, std::string> domain;  ///< code by breakdown; none: the total
  Statistic statistic = Statistic::kEstimate;
  std::optional<PrintedUnit> unit;  ///< where a heading, the title or the user says it
};

struct PrintedFigures {
  std::vector<PrintedFigure> figures;  ///< by row, then column
  char decimal = '.';
  bool statistic_assumed = false;  ///< some figures were taken as estimates: no heading names a statistic
};

/// Reads what each figure of a printed table is of. What is not known, or may be of several things, is
/// refused with its place: nothing is guessed.
/// @throws Error kPublished...; kDeclared...  for what the user declares
[[nodiscard]] PrintedFigures read_figures(const Grid& grid, const StudyNames& names,
                                          const Declared& declared);

}  // namespace sondeo::published
