#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/estimation/model_result.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

/// One column of the table of coefficients.
struct ModelColumn {
  std::string name;
  std::function<Cell(const estimation::ModelResult& model, const estimation::Coefficient& coefficient)> cell;
};

/// The columns of the table of coefficients in the order of DESIGN 6, the model in front.
[[nodiscard]] const std::vector<ModelColumn>& model_columns();

/// Those of them that differ between the coefficients of a model.
[[nodiscard]] std::vector<ModelColumn> coefficient_columns();

/// What is said of a whole model beside its coefficients: name and value, in order.
[[nodiscard]] std::vector<std::pair<std::string, Cell>> model_facts(const estimation::ModelResult& model);

}  // namespace sondeo::reports
