#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "engine/table/column.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::weights {

/// A variable whose codes each mean one of several things.
struct CodeLists {
  Written variable;
  std::map<CodeValue, std::size_t> meanings;  ///< positions in a list of names
};

/// `{ variable = "result", FIRST = [1], SECOND = [2, 3], ... }`: a list of codes under each of the names, of
/// which the first must be there.
/// @throws Error kStatusCodeTwice; kSpec...
[[nodiscard]] CodeLists read_code_lists(spec::Section section, std::span<const std::string_view> names);

/// What each of the rows means; 0 for the others. [rows of the column]
/// @param step   what messages call the step
/// @param names  of the meanings, for the message
/// @throws Error kStatusMissing (rows without a code), kStatusUncovered (lists the codes without a meaning)
[[nodiscard]] std::vector<std::size_t> meanings_of_rows(const CodeLists& lists, const std::string& step,
                                                        std::span<const std::string_view> names,
                                                        const Column& column,
                                                        std::span<const std::int32_t> rows);

}  // namespace sondeo::weights
