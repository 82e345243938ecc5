#include "reports/covariance_csv.hpp"

#include <vector>

#include "reports/csv.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

std::string write_covariance_csv(const estimation::CovarianceMatrix& matrix) {
  std::vector<std::string> cells{"estimate"};
  cells.insert(cells.end(), matrix.keys.begin(), matrix.keys.end());
  std::string result = csv_line(cells);
  for (std::size_t row = 0; row < matrix.keys.size(); ++row) {
    cells.assign(1, matrix.keys[row]);
    for (std::size_t column = 0; column < matrix.keys.size(); ++column) {
      cells.push_back(number_text(matrix.at(row, column)));
    }
    result += csv_line(cells);
  }
  return result;
}

}  // namespace sondeo::reports
