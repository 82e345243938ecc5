#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/estimation/rubin.hpp"

namespace sondeo::run {

/// Multiply imputed data: `[imputation]` of a study, or the same flags of the command line. Exactly one of
/// files, id, variables and the hot decks of the study says where the completed data sets are.
struct ImputationSpec {
  Place place;
  /// Of each level that was imputed its completed files, names and patterns; the table's own file is one of
  /// them. The level is "" where the study has one table.
  std::vector<std::pair<Written, std::vector<Written>>> files;
  std::optional<Written> id;  ///< variable of stacked data sets: 1 to m, and 0 for the incomplete data
  /// Imputed variables: the name under which a variable is used, and its m completed columns, in order.
  std::vector<std::pair<Written, std::vector<Written>>> variables;
  bool by_hot_deck = false;                    ///< the study's `[[impute]]` make them
  std::size_t implicates = 5;                  ///< how many they make
  std::uint64_t seed = 1;                      ///< of their draws
  std::optional<estimation::ImputationDf> df;  ///< absent: Barnard-Rubin, or as `like` has it
};

}  // namespace sondeo::run
