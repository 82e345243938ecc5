#pragma once

#include <cstdint>
#include <vector>

#include "engine/ingest/reader/columns.hpp"
#include "engine/ingest/reader/mapped_input.hpp"

namespace sondeo::ingest::reader {

/// ReadStat's value pass over the wanted variables, for the formats that are not decoded directly.
/// @param window  its resume is not used: records have one length
/// @return rows read. @throws Failure
std::uint64_t read_stat_values(MappedInput& input, FileFormat format,
                               const std::vector<std::uint32_t>& wanted, const detail::RowWindow& window,
                               Columns& columns, detail::Answer& answer);

}  // namespace sondeo::ingest::reader
