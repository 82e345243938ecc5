#pragma once

#include <cstdint>
#include <optional>

#include "program/run/levels.hpp"
#include "program/run/plan.hpp"
#include "program/run/row_parts.hpp"

namespace sondeo::run {

/// The most memory that a run can take, in bytes, from what its files say of themselves: the columns are
/// counted as if none were narrow, so that a limit is kept whatever the values are.
struct MemoryNeeds {
  std::uint64_t program = 0;  ///< both processes, without rows
  std::uint64_t files = 0;    ///< of the files' own bytes, while they are read
  std::uint64_t columns = 0;  ///< as read
  std::uint64_t derived = 0;  ///< computed from them, row by row
  std::uint64_t sums = 0;     ///< moments
  std::uint64_t rows = 0;     ///< of the file, where there is one

  [[nodiscard]] std::uint64_t all() const { return program + files + columns + derived + sums; }
  /// Of one row of a part, where there is one file: the next part is read while one is worked with.
  [[nodiscard]] std::uint64_t per_row_of_parts() const;
};

[[nodiscard]] MemoryNeeds memory_needs(const Levels& levels, const Plan& plan);

/// Whether all rows fit into the limit of memory together (nothing), or in parts of what size. Without a
/// limit rows that would take much memory come in parts where they can.
/// @throws Error kMemoryWhole, kMemoryLeast  when they do not, and cannot come in parts
[[nodiscard]] std::optional<PartSizes> plan_memory(const Study& study, const RunOptions& options,
                                                   const Levels& levels, const Plan& plan, bool with_checks);

}  // namespace sondeo::run
