#include "engine/estimation/row_description.hpp"

namespace sondeo::estimation {

namespace {

/// Codes and labels of a cell in the table's columns. `Row`: Estimate or TestResult
template <typename Row>
void set_cell(const LevelRows& rows, const Breakdown& breakdown, std::size_t cell, Row& row) {
  std::vector<std::string> codes(rows.disaggregation_columns);
  std::vector<std::string> labels(rows.disaggregation_columns);
  for (std::size_t k = 0; k < breakdown.columns.size(); ++k) {
    codes[breakdown.columns[k]] = breakdown.codes[cell][k];
    labels[breakdown.columns[k]] = breakdown.labels[cell][k];
  }
  row.cell = std::move(codes);
  row.cell_labels = std::move(labels);
}

}  // namespace

Estimate describe_row(const LevelRows& rows, const Target& target, const Breakdown& breakdown,
                      std::size_t cell, double level) {
  Estimate row;
  row.indicator = target.indicator;
  row.indicator_label = target.indicator_label;
  row.category = target.category;
  row.category_label = target.category_label;
  row.measure = measure_name(target.measure);
  row.unit = target.unit;
  row.level = level;
  row.per = target.per;
  set_cell(rows, breakdown, cell, row);
  return row;
}

TestResult describe_test(const LevelRows& rows, const Breakdown& breakdown, std::size_t cell) {
  TestResult test;
  set_cell(rows, breakdown, cell, test);
  return test;
}

void set_counts(const CellEstimate& cell, Estimate& row) {
  row.n = cell.sums.n;
  row.n_events = cell.sums.n_events;
  row.n_victims = cell.sums.n_victims;
  row.n_missing = cell.sums.n_base - cell.sums.n;
  row.missing_share = cell.missing_share;
  row.weight_sum = cell.weight;
  row.n_psu = cell.units.psus;
  row.n_strata = cell.units.strata;
}

}  // namespace sondeo::estimation
