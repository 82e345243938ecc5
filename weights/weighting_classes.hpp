#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/table/grouping.hpp"
#include "weights/response_status.hpp"

namespace sondeo::weights {

/// Units and weights of a class by status.
struct ClassTally {
  std::array<std::size_t, 4> counts{};
  std::array<double, 4> weights{};

  void add(const ClassTally& other);
  [[nodiscard]] std::size_t count(ResponseStatus status) const {
    return counts[static_cast<std::size_t>(status)];
  }
  [[nodiscard]] double weight(ResponseStatus status) const {
    return weights[static_cast<std::size_t>(status)];
  }
  /// What those of known eligibility are multiplied by to stand for the unknown: all / known; 1 without any.
  [[nodiscard]] double eligibility_factor() const;
  /// What respondents are multiplied by, after that: (respondents + nonrespondents) / respondents.
  [[nodiscard]] double response_factor() const;
};

/// Which classes may stand.
struct ClassRule {
  std::size_t minimum_cases = 1;       ///< respondents
  std::optional<double> minimum_rate;  ///< weighted share of respondents among the eligible
  std::optional<double> maximum_factor;
  bool of_response = true;  ///< whether respondents are adjusted; else only the unknown are shared out
};

/// Whether the class can stand for its nonrespondents and unknown as the rule asks.
[[nodiscard]] bool stands(const ClassTally& tally, const ClassRule& rule);

/// Classes made of groups.
struct MergedClasses {
  std::vector<std::int32_t> class_of_group;
  std::vector<ClassTally> tallies;                ///< [classes]
  std::vector<std::vector<std::int32_t>> groups;  ///< [classes] of each, ascending
};

/// Merges groups until every class stands. The variables are given up in the order stated: first, groups that
/// differ in the first of these alone may become one class, then those that differ in the first two, and so
/// on. Among classes that may be merged, the one with the fewest respondents of those that do not stand takes
/// the neighbour, in the order of the codes, that has fewer respondents (the one before where they are
/// equal).
/// @param keys   codes of the groups, ascending
/// @param order  positions of the variables in a key, the one given up first first
/// @return       where even all together do not stand, a single class
[[nodiscard]] MergedClasses merge_classes(const std::vector<std::vector<CodeValue>>& keys,
                                          std::span<const ClassTally> tallies,
                                          std::span<const std::size_t> order, const ClassRule& rule);

}  // namespace sondeo::weights
