#pragma once

#include <optional>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "weights/code_lists.hpp"

namespace sondeo::weights {

/// One `[[response]]` of a study: the outcome of a stage of the fieldwork.
struct ResponseSpec {
  Written name;                       ///< "household", "selected woman", "violence module"
  std::optional<Written> level;       ///< absent: the only table
  CodeLists outcome;                  ///< meanings are positions in kDispositionNames
  std::optional<double> eligible;     ///< e; absent: as the known were found
  std::vector<Written> by;            ///< rates for the categories of each of these as well
  std::optional<Written> weight;      ///< a role whose base weights weigh the rates too
  std::optional<Written> substitute;  ///< a condition: units that stand for others
  std::optional<Written> where;       ///< the rows that are units of the stage
  std::optional<Written> after;       ///< the stage before, whose rates the overall ones are multiplied by
};

/// Reads the `[[response]]` sections; none when there are none.
/// @throws Error kResponseAfter for a stage that does not stand before; kSpec...
[[nodiscard]] std::vector<ResponseSpec> read_response(spec::Section& root);

}  // namespace sondeo::weights
