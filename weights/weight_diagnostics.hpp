#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "weights/step_data.hpp"

namespace sondeo::weights {

/// Shares at which the distribution of weights is told.
inline constexpr std::array<double, 7> kSummaryQuantiles = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

/// The distribution of the weights that are not 0.
struct WeightSummary {
  std::size_t count = 0;
  double sum = 0;
  double minimum = 0;  ///< NaN without any, as all that follows
  double maximum = 0;
  double mean = 0;
  std::array<double, 7> quantiles{};  ///< at kSummaryQuantiles, interpolated (rule hf7), each row counting 1
  double cv = 0;                      ///< sqrt(relvar), relvar = sum (w - mean)^2 / n / mean^2
  double deff = 0;                    ///< Kish's 1 + relvar: the unequal weighting effect
  double effective_count = 0;         ///< count / deff
};

[[nodiscard]] WeightSummary summarise(std::span<const double> weights);

/// What a step did to the weights of a role.
struct StepReport {
  std::string kind;  ///< "base", "trim" ...; "start" for what the steps began with
  std::string name;
  WeightSummary weights;  ///< after the step
  WeightSummary factors;  ///< after / before, of the rows that have both; of "start" none
  std::vector<std::pair<std::string, std::string>> facts;  ///< English names and values
  std::vector<StepMargin> margins;
};

/// The steps of a role.
struct RoleReport {
  std::string role;
  std::string level;
  std::size_t rows = 0;
  std::size_t replicates = 0;
  std::vector<StepReport> steps;  ///< the first is "start"
};

/// after / before of the rows that have weight before and after. [those rows]
[[nodiscard]] std::vector<double> factors_between(std::span<const double> before,
                                                  std::span<const double> after);

}  // namespace sondeo::weights
