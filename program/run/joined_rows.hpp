#pragma once

#include <span>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/data_spec.hpp"
#include "engine/ingest/join.hpp"
#include "engine/table/table.hpp"

namespace sondeo::run {

/// The column by which files of replicate weights without a key are joined: the row of the data file, from 1.
inline constexpr const char* kRowNumber = "row";

/// The columns of the joined file by which it is joined.
[[nodiscard]] std::vector<Written> key_of(const ingest::JoinSpec& join);

/// Which rows of a joined file belong to those of a level's table, by the keys or by row number.
/// @param level_key  of the table; the join may have its own
/// @throws Error as `ingest::match_rows`; kReplicateRowNumber
[[nodiscard]] ingest::JoinResult match_joined(const Table& table, std::span<const Written> level_key,
                                              const Table& joined, const ingest::JoinSpec& join);

/// What is worth a warning: rows without a partner, and rows of a replicate file that nobody takes.
[[nodiscard]] Diagnostics unmatched_findings(const std::string& level, const ingest::JoinResult& match,
                                             const Table& joined, const ingest::JoinSpec& join);

}  // namespace sondeo::run
