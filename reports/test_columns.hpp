#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

/// One column of the table of tests.
struct TestColumn {
  std::string name;
  std::function<Cell(const estimation::TestResult&)> cell;
};

/// The columns of the table of tests in the order of DESIGN 6. The disaggregations stand after `variables`,
/// where some test was done inside a cell.
[[nodiscard]] std::vector<TestColumn> test_columns(const estimation::EstimateTable& table);

}  // namespace sondeo::reports
