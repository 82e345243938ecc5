#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/table/table.hpp"

namespace sondeo::expression::testing {

inline Variable variable_named(std::string name) {
  Variable variable;
  variable.name = std::move(name);
  return variable;
}

/// A column stored as it is given.
template <typename Integer>
Column stored(Variable variable, std::vector<Integer> codes) {
  auto owner = std::make_shared<const std::vector<Integer>>(std::move(codes));
  return {std::move(variable), StoredNumbers(std::span<const Integer>(*owner)), owner};
}

/// A question with answers 1, 2, 3 in 8 bits: 7 not applicable, 8 don't know, 9 refused, 6 not asked.
inline Variable question(std::string name) {
  Variable variable = variable_named(std::move(name));
  variable.missing.ranges = {{6, 6, Missing::kNotAsked},
                             {7, 7, Missing::kNotApplicable},
                             {8, 8, Missing::kDontKnow},
                             {9, 9, Missing::kRefused}};
  return variable;
}

/// Numbers with any reason of missing.
inline Column numbers(std::string name, std::vector<double> values) {
  return Column::of_numbers(variable_named(std::move(name)), std::move(values));
}

inline Table table_of(std::vector<Column> columns) {
  Table table;
  for (auto& column : columns) table.add(std::move(column));
  return table;
}

}  // namespace sondeo::expression::testing
