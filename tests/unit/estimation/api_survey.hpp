#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/table/grouping.hpp"
#include "engine/table/table.hpp"

namespace sondeo::test {

/// A table of numbers from tests/reference/api (empty = missing).
Table read_numbers(const std::string& file);

/// R's figures of tests/reference/api/expected.csv by case.
struct Expected {
  double estimate, se, deff, low, high;
};
std::map<std::string, Expected> expected_figures();

/// The fields of a file of tests/reference/api, line by line, without its heading.
std::vector<std::vector<std::string>> reference_lines(const std::string& file);

/// A survey in memory: its design and what estimates need.
class ApiSurvey {
 public:
  ApiSurvey(const std::string& file, const std::optional<std::string>& strata,
            const std::optional<std::string>& psu, const std::optional<std::string>& fpc,
            design::LonelyPsu lonely = design::LonelyPsu::kFail);

  [[nodiscard]] const design::SampleDesign& design() const { return design_; }
  [[nodiscard]] const design::RowOrder& order() const { return order_; }
  /// Numbers of a column. The spans stay valid.
  [[nodiscard]] const std::vector<double>& numbers(const std::string& name) const {
    return numbers_.at(name);
  }

  /// A target over all rows with the file's weight "pw".
  [[nodiscard]] estimation::Target target(estimation::Measure measure, const std::string& y,
                                          const std::string& x = "") const;
  /// The total, and the cells of `by` if it is not empty.
  [[nodiscard]] std::vector<estimation::Breakdown> breakdowns(const std::string& by = "") const;
  [[nodiscard]] std::vector<estimation::Estimate> estimate(const estimation::Target& target,
                                                           const std::string& by = "",
                                                           const estimation::EstimateSpec& spec = {},
                                                           unsigned threads = 1) const;

 private:
  Table table_;
  std::map<std::string, std::vector<double>> numbers_;
  std::map<std::string, std::vector<std::int8_t>> answers_;
  std::map<std::string, Grouping> groupings_;
  design::SampleDesign design_;
  design::RowOrder order_;
};

}  // namespace sondeo::test
