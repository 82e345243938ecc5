#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "engine/numeric/compensated.hpp"
#include "program/run/targets.hpp"

namespace sondeo::run {

/// What is asked of the weights of rows that come in parts.
class MergedWeights {
 public:
  /// Adds the weight of a role, once for each part. @param unit_of_row  numbers of the design's combinations
  void add(const std::string& role, std::span<const double> weight,
           std::span<const std::int32_t> unit_of_row);
  /// After the last weight of a part.
  void end_part() { added_.clear(); }

  [[nodiscard]] WeightFacts facts(const std::string& role) const;
  /// Stands for the rows' weights: tells roles apart, and nothing else.
  [[nodiscard]] std::span<const double> token(const std::string& role) const;
  /// Units of the rows with weight, ascending. @param unit_of_number  of each combination
  [[nodiscard]] std::vector<std::int32_t> units(const std::string& role,
                                                std::span<const std::int32_t> unit_of_number) const;
  /// Kish's factor of each weight.
  void add_kish_factors(estimation::DesignSummary& summary) const;

 private:
  struct OfRole {
    numeric::CompensatedSum sum;
    numeric::CompensatedSum squares;
    double count = 0;
    std::vector<bool> met;  ///< by number of a combination
    std::array<double, 1> token{1.0};
  };
  std::map<std::string, OfRole> roles_;
  std::vector<std::string> order_;  ///< as first added
  std::vector<std::string> added_;  ///< of the part at hand
};

}  // namespace sondeo::run
