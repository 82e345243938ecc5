#pragma once

#include <string>
#include <vector>

#include "program/run/study.hpp"

namespace sondeo::run {

/// How an indicator's definition differs between two editions.
struct DefinitionChange {
  std::vector<std::string> parts;  ///< "universe", "construct:physical_12m", "item:p601", ascending
  bool harmonised = false;         ///< both editions name the same common subset where they differ

  [[nodiscard]] bool comparable() const { return parts.empty() || harmonised; }
};

/// Compares what the indicator is made of in both editions: measure, unit, expressions, reference periods,
/// missing policies, universes, and the codes of the items that ask for it. Spelling does not count; a
/// variable of the file is the same under the same name, an item whatever `[map]` calls it.
/// @return nothing differs where either study does not define it
[[nodiscard]] DefinitionChange definition_change(const Study& first, const Study& second,
                                                 const std::string& indicator);

}  // namespace sondeo::run
