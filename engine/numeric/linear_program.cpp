#include "engine/numeric/linear_program.hpp"

#include <algorithm>
#include <cmath>

#include <ClpPrimalColumnSteepest.hpp>
#include <ClpSimplex.hpp>
#include <ClpSolve.hpp>
#include <CoinPackedMatrix.hpp>

namespace sondeo::numeric {

namespace {

constexpr double kClpInfinity = std::numeric_limits<double>::max();  // COIN_DBL_MAX

/// Columns from which a program is first made smaller (rows and columns that follow from others go): where it
/// starts from the last solution is then of less use than to be small.
constexpr std::size_t kReducedColumns = 300;

constexpr int kPartialDevex = 2;  // of ClpPrimalColumnSteepest's modes

double bound_of(double value) { return std::isinf(value) ? std::copysign(kClpInfinity, value) : value; }

}  // namespace

struct LinearProgram::Model {
  std::vector<double> low;
  std::vector<double> high;
  std::vector<double> cost;
  std::vector<double> row_low;
  std::vector<double> row_high;
  std::vector<int> row_of;
  std::vector<int> column_of;
  std::vector<double> values;
  bool loaded = false;
  bool new_costs = true;  ///< since the last solution, which bounds alone leave dual feasible
  ClpSimplex simplex;

  void load() {
    const CoinPackedMatrix matrix(false, row_of.data(), column_of.data(), values.data(),
                                  static_cast<CoinBigIndex>(values.size()));
    CoinPackedMatrix full = matrix;
    full.setDimensions(static_cast<int>(row_low.size()), static_cast<int>(low.size()));
    simplex.setLogLevel(0);
    // Partial devex: the full products of steepest edge cost more than the steps that they save here.
    ClpPrimalColumnSteepest pricing(kPartialDevex);
    simplex.setPrimalColumnPivotAlgorithm(pricing);
    simplex.loadProblem(full, low.data(), high.data(), cost.data(), row_low.data(), row_high.data());
    loaded = true;
  }

  void solve_reduced() {
    ClpSolve how;
    how.setPresolveType(ClpSolve::presolveOn);
    how.setSolveType(ClpSolve::usePrimal);
    simplex.scaling(0);  // coefficients of counts are 1 and -1
    simplex.initialSolve(how);
  }
};

LinearProgram::LinearProgram(std::size_t columns) : model_(std::make_unique<Model>()) {
  model_->low.assign(columns, 0.0);
  model_->high.assign(columns, kClpInfinity);
  model_->cost.assign(columns, 0.0);
}

LinearProgram::~LinearProgram() = default;
LinearProgram::LinearProgram(LinearProgram&&) noexcept = default;
LinearProgram& LinearProgram::operator=(LinearProgram&&) noexcept = default;

void LinearProgram::set_bounds(std::size_t column, double low, double high) {
  model_->low[column] = bound_of(low);
  model_->high[column] = bound_of(high);
  if (model_->loaded) {
    model_->simplex.setColumnBounds(static_cast<int>(column), model_->low[column], model_->high[column]);
  }
}

void LinearProgram::set_cost(std::size_t column, double cost) {
  model_->new_costs = model_->new_costs || model_->cost[column] != cost;
  model_->cost[column] = cost;
  if (model_->loaded) model_->simplex.setObjectiveCoefficient(static_cast<int>(column), cost);
}

void LinearProgram::add_row(std::span<const std::size_t> columns, std::span<const double> values, double low,
                            double high) {
  const auto row = static_cast<int>(model_->row_low.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    model_->row_of.push_back(row);
    model_->column_of.push_back(static_cast<int>(columns[i]));
    model_->values.push_back(values[i]);
  }
  model_->row_low.push_back(bound_of(low));
  model_->row_high.push_back(bound_of(high));
}

std::optional<double> LinearProgram::minimise() {
  if (!model_->loaded) model_->load();
  if (model_->low.size() >= kReducedColumns) {
    model_->solve_reduced();
  } else if (model_->new_costs) {
    model_->simplex.primal();
  } else {
    model_->simplex.dual();
  }
  model_->new_costs = false;
  if (model_->simplex.isProvenDualInfeasible()) return -kUnbounded;
  if (!model_->simplex.isProvenOptimal()) return std::nullopt;
  return model_->simplex.objectiveValue();
}

std::vector<double> LinearProgram::solution() const {
  const double* first = model_->simplex.primalColumnSolution();
  return {first, first + model_->low.size()};
}

}  // namespace sondeo::numeric
