#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/table/table.hpp"

namespace sondeo::ingest {

/// What a join allows and where it was asked for.
struct JoinOptions {
  bool many_to_one = false;         ///< several left rows may have one right row (children of a parent)
  std::string right_source = {};    ///< name of the right file or level, for messages
  std::optional<Place> place = {};  ///< of the key that the user wrote
};

/// Which right row belongs to each left row.
struct JoinResult {
  std::vector<std::int32_t> rows;  ///< right row of each left row, -1 for none; [left.rows()]
  std::size_t matched = 0;
  std::size_t unmatched = 0;     ///< left rows with a whole key that the right table lacks
  std::size_t missing_keys = 0;  ///< left rows whose key has a missing part: they never match
};

/// Matches rows by keys of one or several columns, position by position, in time linear in the rows.
/// Texts match exactly (right-trimmed as read), numbers by value.
/// @throws Error 3xxx for an unknown key or a text against a number; 5xxx when keys of the right table, or
///   without `many_to_one` of the left table, are not unique
[[nodiscard]] JoinResult match_rows(const Table& left, std::span<const std::string> left_key,
                                    const Table& right, std::span<const std::string> right_key,
                                    const JoinOptions& options = {});

}  // namespace sondeo::ingest
