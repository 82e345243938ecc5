#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

/// One column of the table of coefficients.
struct ModelColumn {
  std::string name;
  std::function<Cell(const estimation::ModelResult& model, const estimation::Coefficient& coefficient)> cell;
};

/// The columns of the table of coefficients in the order of DESIGN 6, the model in front; fmi last where the
/// table has it.
[[nodiscard]] std::vector<ModelColumn> model_columns(const estimation::EstimateTable& table);

/// Those of them that differ between the coefficients of a model.
[[nodiscard]] std::vector<ModelColumn> coefficient_columns(const estimation::EstimateTable& table);

/// What is said of a whole model beside its coefficients: name and value, in order.
[[nodiscard]] std::vector<std::pair<std::string, Cell>> model_facts(const estimation::ModelResult& model);

}  // namespace sondeo::reports
