#include "reports/test_columns.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace sondeo::reports {

namespace {

using estimation::EstimateTable;
using estimation::TestResult;

TestColumn text_column(const char* name, std::string TestResult::*member) {
  return {name, [member](const TestResult& test) -> Cell { return test.*member; }};
}

TestColumn number_column(const char* name, double TestResult::*member) {
  return {name, [member](const TestResult& test) -> Cell { return test.*member; }};
}

TestColumn part_column(std::string name, std::vector<std::string> TestResult::*member, std::size_t index) {
  return {std::move(name), [member, index](const TestResult& test) -> Cell {
            const auto& parts = test.*member;
            return index < parts.size() ? parts[index] : std::string();
          }};
}

bool has_cells(const EstimateTable& table) {
  return std::any_of(table.tests.begin(), table.tests.end(), [](const TestResult& test) {
    return std::any_of(test.cell.begin(), test.cell.end(), [](const auto& code) { return !code.empty(); });
  });
}

}  // namespace

std::vector<TestColumn> test_columns(const EstimateTable& table) {
  std::vector<TestColumn> columns;
  columns.push_back(text_column("test", &TestResult::test));
  columns.push_back(text_column("variables", &TestResult::variables));
  if (has_cells(table)) {
    for (std::size_t i = 0; i < table.disaggregations.size(); ++i) {
      columns.push_back(part_column(table.disaggregations[i].name, &TestResult::cell, i));
    }
    for (std::size_t i = 0; i < table.disaggregations.size(); ++i) {
      columns.push_back(part_column(table.disaggregations[i].name + "_label", &TestResult::cell_labels, i));
    }
  }
  columns.push_back(text_column("statistic", &TestResult::statistic));
  columns.push_back(number_column("value", &TestResult::value));
  columns.push_back(number_column("df1", &TestResult::df1));
  columns.push_back(number_column("df2", &TestResult::df2));
  columns.push_back(number_column("p", &TestResult::p));
  columns.push_back(number_column("p_adjusted", &TestResult::p_adjusted));
  columns.push_back(
      {"note", [](const TestResult& test) -> Cell { return fmt::format("{}", fmt::join(test.notes, ";")); }});
  return columns;
}

}  // namespace sondeo::reports
