#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/numeric/sparse_rows.hpp"
#include "engine/table/column.hpp"

namespace sondeo::design {

/// Known totals of a population: how many are in each category of some variables, or the total of a number,
/// in the whole or in each part of it. Here the groups that the sample has.
struct Margin {
  std::string name;                        ///< "sex,age_group", "household_size"
  std::vector<std::string> variables;      ///< whose categories they are: "sex", "age_group"
  std::string summed;                      ///< the variable that is added up; empty: rows are counted
  std::vector<std::int32_t> group_of_row;  ///< [rows]; -1: no code, or no weight. Empty: one group
  std::vector<std::vector<std::string>>
      keys;                     ///< codes of each group, ascending; one empty key without groups
  std::vector<double> numbers;  ///< [rows] what is added up; empty: 1 for each row

  [[nodiscard]] std::size_t groups() const { return keys.size(); }
  /// "sex,age_group=1/15-19"
  [[nodiscard]] std::string group_name(std::size_t group) const;
};

/// The columns of a margin with the names by which the user knows them.
struct MarginColumns {
  std::vector<std::pair<Written, const Column*>> categories;
  std::optional<std::pair<Written, const Column*>> number;
};

/// Most regressors of a calibration: the square of their number is kept.
inline constexpr std::size_t kMostCalibrationRegressors = 2000;

/// The margin that rows with weight make up.
/// @throws Error kMarginMissing (rows with weight and no value), kMarginNotNumber (a text to be added up),
///         kMarginTooMany (more groups than kMostCalibrationRegressors)
[[nodiscard]] Margin make_margin(const MarginColumns& columns, std::span<const double> weights);

/// The regressors of a calibration on margins: for each row one number for each margin, at its group.
struct Regressors {
  std::vector<std::string> names;            ///< [p] "region=1", "household_size"
  std::vector<std::size_t> first_of_margin;  ///< [margins + 1] columns
  numeric::SparseRows profiles;              ///< the different rows, p columns
  std::vector<std::int32_t> profile_of_row;  ///< [rows]; -1: does not take part
};

/// @param takes_part  1: the row does; it has a code and a number in every margin. [rows]
/// @throws Error kMarginTooMany
[[nodiscard]] Regressors make_regressors(std::span<const Margin> margins,
                                         std::span<const std::int8_t> takes_part);

/// The same with the regressors' weighted mean over the rows that have the same cluster, so that these get
/// the same g: one weight for a household. Rows without a cluster (-1) keep their own.
/// @source R survey calibrate(aggregate.stage); Lemaitre and Dufour (1987), Survey Methodology 13:199-207
[[nodiscard]] Regressors averaged_within(const Regressors& regressors,
                                         std::span<const std::int32_t> cluster_of_row,
                                         std::span<const double> weights);

}  // namespace sondeo::design
