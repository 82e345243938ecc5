#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sondeo::expression {

/// From `first` to `last`, both included: numbers ("01" to "06": zeros in front are kept) or single letters.
struct NameRange {
  std::string first;
  std::string last;
  bool operator==(const NameRange&) const = default;
};

/// One of several ranges between brackets: `[a-c,e-g]`.
using NameRanges = std::vector<NameRange>;

/// A name with a part left open: `d105[a-g]`, `p8_[1-12]`, `f[01-06]_[1-2]`, `P8_*` (a star only at the end).
struct NamePattern {
  std::vector<std::variant<std::string, NameRanges>> parts;
  bool open_end = false;  ///< ends with `*`
  bool operator==(const NamePattern&) const = default;
};

/// How many names a pattern's ranges may give.
inline constexpr std::size_t kMostPatternNames = 10'000;

/// A range whose bounds are numbers of at most nine digits, or letters of one case, the first not after the
/// last.
bool ascending(const NameRange& range);

/// How many names the ranges give, not counting what an open end adds.
std::size_t spelled_count(const NamePattern& pattern);

/// All names that the ranges give, in their order (of several ranges the last runs fastest); a pattern with
/// an open end gives only its beginning.
std::vector<std::string> spelled_names(const NamePattern& pattern);

/// The names of `available` that the pattern means: in the order of its ranges, with an open end in the order
/// of `available` for each beginning.
std::vector<std::string> matching_names(const NamePattern& pattern, std::span<const std::string> available);

/// The pattern as it is written in an expression.
std::string to_text(const NamePattern& pattern);

/// A name as it is written in an expression: between backquotes when it has other characters than letters,
/// digits and _, or is a reserved word.
std::string written_name(std::string_view name);

}  // namespace sondeo::expression
