#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/table/column.hpp"

namespace sondeo::test {

/// A numeric column as tests write it.
inline Column column(const std::string& name, std::vector<double> values) {
  Variable variable;
  variable.name = name;
  return Column::of_numbers(variable, std::move(values));
}

}  // namespace sondeo::test
