#pragma once

#include <span>
#include <string_view>

namespace sondeo::cli {

/// Under which heading of the help a flag stands.
enum class FlagGroup { kWhat, kDesign, kEstimate, kReading, kResult, kEverywhere };

/// A flag as the parser and the help know it: one table for both, so that they cannot differ.
struct Flag {
  const char* name;        ///< "--where"
  const char* short_name;  ///< "-o", or ""
  const char* value;       ///< what stands for its value in the help; "" for a switch
  bool repeatable;         ///< several occurrences, one value each
  FlagGroup group;
  const char* help;  ///< English, for the catalogue
};

/// Every flag of every command.
[[nodiscard]] std::span<const Flag> all_flags();
/// The flag of that name (long or short), or null.
[[nodiscard]] const Flag* find_flag(std::string_view name);
/// The heading of a group, English.
[[nodiscard]] const char* group_heading(FlagGroup group);

}  // namespace sondeo::cli
