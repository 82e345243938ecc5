#pragma once

#include <cstdint>
#include <string_view>

#include "engine/ingest/reader/columns.hpp"
#include "engine/ingest/reader/sav_layout.hpp"

namespace sondeo::ingest::reader {

/// The most rows that a system file of this size can hold; exact for uncompressed ones.
/// @throws Failure when the blocks of a .zsav contradict the file
[[nodiscard]] std::uint64_t most_rows(const SavLayout& layout, std::string_view file);

/// Decodes the rows of a window, as many as the columns have room for, and says in `answer` where they ended.
/// @return rows read. @throws Failure when the data section is truncated or damaged
std::uint64_t read_sav_values(const SavLayout& layout, std::string_view file,
                              const std::vector<std::uint32_t>& wanted, const detail::RowWindow& window,
                              Columns& columns, detail::Answer& answer);

}  // namespace sondeo::ingest::reader
