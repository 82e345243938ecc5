#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/expression/node.hpp"

namespace sondeo::expression::detail {

/// What the parser knows of a function.
struct FunctionEntry {
  Function function;
  std::string_view name;
  std::size_t fewest;      ///< arguments
  std::size_t most;        ///< arguments
  std::string_view usage;  ///< as an example, for messages
};

/// The entry of a function name; null for none. `missing`, `cut` and `recode` have their own grammar.
const FunctionEntry* function_named(std::string_view name);
const FunctionEntry& entry_of(Function function);
/// Arguments of these are lists: a pattern in one of them stands for all its names.
bool takes_list(Function function);
/// Every name that can stand before "(", for nearest names.
std::vector<std::string> function_names();

}  // namespace sondeo::expression::detail
