#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/estimation/estimator.hpp"

namespace sondeo::test {

/// The rows of a survey, drawn at random: any shape of design that has a linearised variance.
struct RandomSurvey {
  std::vector<double> stratum, psu, unit, population, units, weight;
  std::vector<double> y, x, group;  ///< NaN: no answer; group 1 to 4
  std::vector<std::int8_t> event;   ///< 1, 0, -1 no answer
  bool with_fpc = false;
  bool with_units = false;  ///< a second stage

  [[nodiscard]] std::size_t rows() const { return stratum.size(); }
  /// The rows at these places, in this order.
  [[nodiscard]] RandomSurvey taken(const std::vector<std::size_t>& places) const;
};

/// The same for the same seed, everywhere.
[[nodiscard]] RandomSurvey random_survey(unsigned seed);

/// What is estimated of it.
enum class Figure { kTotal, kEvents, kMean, kRatio, kProportion };
inline constexpr Figure kFigures[] = {Figure::kTotal, Figure::kEvents, Figure::kMean, Figure::kRatio,
                                      Figure::kProportion};

/// How it is estimated.
struct Way {
  std::string replicates = {};                     ///< "jkn", or empty: linearised
  std::optional<double> where = {};                ///< the rows of one group alone, as a domain
  std::optional<unsigned> threads = std::nullopt;  ///< 1
};

/// The figure of all rows, then of each group that exists, ascending (none of them with `where`).
[[nodiscard]] std::vector<estimation::Estimate> figures(const RandomSurvey& survey, Figure figure,
                                                        const Way& way = {});

}  // namespace sondeo::test
