#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/table/column.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires {

/// An item of the instrument and the variable of a file that holds its answers.
struct ItemVariable {
  std::string item;
  std::string variable;
  const Item* asked =
      nullptr;  ///< in the instrument given; null when it lists no items and `[map]` alone renames
};

/// An item as a study maps it.
struct MappedItem {
  std::string item;
  std::string level;
  std::string variable;         ///< the mapped one, or the item's own id; empty: a standard item not mapped
  bool mapped = false;          ///< `[map]` says it
  std::optional<bool> in_file;  ///< absent: no file to look at, or no variable
};

/// What `[map]` writes: item = variable.
using ItemPairs = std::span<const std::pair<Written, Written>>;

/// The items of one level with their variables: the mapped name, or else the item's own id. Items whose
/// variable is not in the file are left out: that matters only when something uses them.
/// @param level      items of this level and those without one; all for ""
/// @param available  names of the file's variables
/// @param file       what messages call the file
/// @throws Error kMapVariableAbsent  a mapped variable that the file lacks, with the nearest
/// @throws Error kMapUnknownItem     a mapped item that the instrument lacks, with the nearest
[[nodiscard]] std::vector<ItemVariable> map_items(const Instrument& instrument, std::string_view level,
                                                  ItemPairs map, std::span<const std::string> available,
                                                  const std::string& file);

/// The column as the instrument sees it: named `id`; the item's missing codes with their reasons, before the
/// file's; its label; its codes' labels, in a language, for codes that the file has no label for.
/// Codes are matched by what they say: on a text column the code 1 is "1", on a number column "01" is 1 and
/// ".a" is Stata's missing value .a.
/// @throws Error kItemCodeNotNumber  a code that says no number, on a number column
[[nodiscard]] Column with_item(const Column& column, const Item& item, const std::string& id,
                               std::string_view language);

}  // namespace sondeo::questionnaires
