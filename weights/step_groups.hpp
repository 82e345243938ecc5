#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/table/grouping.hpp"
#include "weights/step_data.hpp"

namespace sondeo::weights {

/// Rows that a step works on: those with weight in which its `where` holds. Ascending.
[[nodiscard]] std::vector<std::int32_t> active_rows(const StepData& data, std::span<const double> weights);

/// The groups of a step's rows by some of its columns, the rows compacted.
struct StepGroups {
  std::vector<std::int32_t> group_of_row;    ///< [rows]; -1 for the others
  std::vector<std::vector<CodeValue>> keys;  ///< [groups][columns]; ascending; one empty key without columns
  [[nodiscard]] std::size_t count() const { return keys.size(); }
};

/// @param names  of the columns, for the message
/// @throws Error kStepClassMissing  when a row has no code in one of the columns
[[nodiscard]] StepGroups group_step_rows(const StepData& data, std::span<const Column> columns,
                                         std::span<const Written> names,
                                         std::span<const std::int32_t> active);

/// "1/2": codes as messages show them; "all" for none.
[[nodiscard]] std::string group_label(const std::vector<CodeValue>& key);

}  // namespace sondeo::weights
