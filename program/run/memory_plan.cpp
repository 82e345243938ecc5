#include "program/run/memory_plan.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "program/run/codes.hpp"
#include "program/run/whole_rows.hpp"

namespace sondeo::run {

namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;
/// The program and its reader with their libraries, before any row.
constexpr std::uint64_t kProgramBytes = 40 * kMegabyte;
/// What the moments of all rows take at a time at most, and while they are made.
constexpr std::uint64_t kWholeSums = 96 * kMegabyte;
constexpr std::uint64_t kSumsOfRow = 64;  ///< for each breakdown: the row as a PSU and cell of its own
/// Order of the rows, PSUs, a column being grouped or evaluated.
constexpr std::uint64_t kBesideColumns = 64;
constexpr std::uint64_t kNumber = sizeof(double);
constexpr std::uint64_t kCode = sizeof(std::int32_t);
constexpr std::uint64_t kTextBesideBytes = 64;
constexpr std::size_t kLeastRows = 4096;
constexpr std::size_t kMostRows = 250'000;  ///< of a part: more hide less of the reading

/// Bytes of a value: a text may be another in every row, and is there twice, as read and as decoded.
std::uint64_t bytes_of(const Variable& variable) {
  if (variable.type != VariableType::kText) return kNumber;
  return kCode + kTextBesideBytes + 2 * std::max<std::uint64_t>(variable.width, 1);
}

std::uint64_t file_bytes(const std::filesystem::path& path) {
  std::error_code failed;
  const auto bytes = std::filesystem::file_size(path, failed);
  return failed ? 0 : bytes;
}

/// Rows of a file that does not say them: a row takes a byte for each of its values at least.
std::uint64_t rows_of(const NeededFile& file) {
  if (file.rows >= 0) return static_cast<std::uint64_t>(file.rows);
  return file_bytes(file.path) / std::max<std::size_t>(file.variables.size(), 1);
}

std::uint64_t derived_of_row(const Level& level, const Plan& plan) {
  std::uint64_t bytes = kBesideColumns + kNumber * level.derived_count();
  std::set<std::string> roles;
  std::size_t breakdowns = 0;
  for (const auto* planned : plan.subjects()) {
    if (planned->level != &level) continue;
    roles.insert(planned->weight.role);
    bytes += 2 * kNumber + 1;  // numerator, denominator, base
    breakdowns = std::max(breakdowns, planned->by.size());
  }
  return bytes + 2 * kNumber * roles.size() + kCode * breakdowns;
}

std::size_t breakdowns_of(const Plan& plan) {
  std::size_t most = 0;
  for (const auto* planned : plan.subjects()) most = std::max(most, planned->by.size());
  return most + 1;
}

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes + kMegabyte - 1) / kMegabyte); }

Error refused(const MemoryNeeds& needs, std::uint64_t limit, const std::string& what) {
  return Error({code::kMemoryWhole,
                {{"needed", megabytes(needs.all())},
                 {"limit", std::to_string(limit / kMegabyte)},
                 {"files", megabytes(needs.files)},
                 {"columns", megabytes(needs.columns)},
                 {"derived", megabytes(needs.derived)},
                 {"sums", megabytes(needs.sums)},
                 {"program", megabytes(needs.program)},
                 {"what", what}},
                {},
                {},
                {}});
}

std::uint64_t least_for_parts(const MemoryNeeds& needs) {
  return needs.program + 4 * kLeastRows * needs.per_row_of_parts();
}

/// Half of what is left for rows goes to the sums, most of that to those that are kept.
PartSizes sizes_within(std::uint64_t limit, const MemoryNeeds& needs) {
  const std::uint64_t least = least_for_parts(needs);
  if (limit < least) {
    throw Error({code::kMemoryLeast, {{"limit", megabytes(limit)}, {"least", megabytes(least)}}, {}, {}, {}});
  }
  const std::uint64_t left = limit - needs.program;
  PartSizes sizes;
  sizes.rows = std::clamp<std::size_t>(left / 2 / needs.per_row_of_parts(), kLeastRows, kMostRows);
  sizes.part_sums = left / 8;
  sizes.all_sums = left / 8 * 3;
  return sizes;
}

}  // namespace

std::uint64_t MemoryNeeds::per_row_of_parts() const {
  const std::uint64_t worked_with = columns + derived;
  const std::uint64_t read_ahead = files + columns;
  return (worked_with + read_ahead) / std::max<std::uint64_t>(rows, 1) + 1;
}

MemoryNeeds memory_needs(const Levels& levels, const Plan& plan) {
  MemoryNeeds needs;
  needs.program = kProgramBytes;
  for (const auto& level : levels.all()) {
    std::uint64_t most = 0;
    for (const auto& file : level->needed_files()) {
      const std::uint64_t rows = rows_of(file);
      most = std::max(most, rows);
      needs.files = std::max(needs.files, file_bytes(file.path));  // one is read at a time
      for (const auto* variable : file.variables) needs.columns += rows * bytes_of(*variable);
    }
    needs.derived += most * derived_of_row(*level, plan);
    needs.sums += std::min(kWholeSums, most * breakdowns_of(plan) * kSumsOfRow);
    needs.rows = std::max(needs.rows, most);
  }
  return needs;
}

std::optional<PartSizes> plan_memory(const Study& study, const RunOptions& options, const Levels& levels,
                                     const Plan& plan, bool with_checks) {
  const MemoryNeeds needs = memory_needs(levels, plan);
  const auto reason = needs_all_rows(study, options, levels, plan, with_checks);
  const std::uint64_t limit = options.memory_limit;
  if (options.part_rows == 0 && limit == 0) {
    const std::uint64_t most = options.parts_above;
    const bool in_parts = !reason && needs.all() > most && least_for_parts(needs) <= most;
    return in_parts ? std::optional(sizes_within(most, needs)) : std::nullopt;
  }
  if (options.part_rows == 0 && needs.all() <= limit) return std::nullopt;
  if (reason) throw refused(needs, limit, *reason);
  PartSizes sizes = sizes_within(limit == 0 ? ~0ULL : limit, needs);
  if (options.part_rows != 0) sizes.rows = options.part_rows;
  return sizes;
}

}  // namespace sondeo::run
