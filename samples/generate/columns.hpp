#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/table/table.hpp"

namespace sondeo::samples {

using Labels = std::map<double, std::string>;

inline Variable variable(std::string name, std::string label, Labels labels = {},
                         std::string format = "F8.0") {
  Variable result;
  result.name = std::move(name);
  result.label = std::move(label);
  result.labels.numbers = std::move(labels);
  result.format = std::move(format);
  return result;
}

/// A column with a number of each unit.
template <class Unit, class Value>
void add(Table& table, const std::vector<Unit>& units, Variable metadata, Value&& value) {
  std::vector<double> values;
  values.reserve(units.size());
  for (const Unit& unit : units) values.push_back(static_cast<double>(value(unit)));
  table.add(Column::of_numbers(std::move(metadata), std::move(values)));
}

/// A code, or missing where nothing was asked.
inline double asked(int code) { return code == 0 ? missing_value() : static_cast<double>(code); }

}  // namespace sondeo::samples
