#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::reports {

/// A cell of the result table: a text, or a number (NaN: the cell has none).
using Cell = std::variant<std::string, double>;

/// One column of the result table.
struct ResultColumn {
  std::string name;
  std::function<Cell(const estimation::Estimate&)> cell;
};

/// The columns of the result table in the order of DESIGN 6: the same for every format. The columns that
/// `with_deff` and `with_fmi` add stand last, so that the others keep their position.
[[nodiscard]] std::vector<ResultColumn> result_columns(const estimation::EstimateTable& table);

/// Whether a column of every result table has that name: a disaggregation of the same name gets `by_` in
/// front.
[[nodiscard]] bool is_fixed_column(std::string_view name);

/// The shortest text that reads back to the same double, in every locale; "" for an absent number, "inf" for
/// the degrees of freedom of the normal.
[[nodiscard]] std::string number_text(double value);
/// The same of a cell; its text where it has one.
[[nodiscard]] std::string cell_text(const Cell& cell);

}  // namespace sondeo::reports
