#pragma once

#include <string>
#include <vector>

#include "engine/spec/document.hpp"
#include "weights/weighting_section.hpp"

namespace sondeo::test {

/// The only step of a study's text.
inline weights::WeightingStep step_of(const std::string& lines) {
  const auto document = spec::Document::parse("[[weighting]]\n" + lines, "s.toml");
  spec::Section root = document.root();
  return weights::read_weighting(root).at(0);
}

inline Column number_values(const std::string& name, std::vector<double> values) {
  Variable variable;
  variable.name = name;
  return Column::of_numbers(std::move(variable), std::move(values));
}

/// A step made ready for columns, given in the order of its variables.
inline weights::StepFunction prepared(const std::string& lines, std::vector<Column> columns,
                                      const std::vector<double>& full,
                                      std::vector<std::int8_t> condition = {}) {
  const auto step = step_of(lines);
  weights::StepData data;
  data.step = step.name;
  data.place = step.place;
  data.columns = std::move(columns);
  data.condition = std::move(condition);
  return weights::prepare(step, std::move(data), {full, full});
}

/// What a step makes of the full sample's weights.
inline weights::StepOutcome outcome_of(const std::string& lines, std::vector<Column> columns,
                                       const std::vector<double>& full,
                                       std::vector<std::int8_t> condition = {}) {
  return prepared(lines, std::move(columns), full, std::move(condition))({full, full});
}

}  // namespace sondeo::test
