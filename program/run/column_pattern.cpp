#include "program/run/column_pattern.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fnmatch.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/listed.hpp"
#include "engine/expression/codes.hpp"
#include "engine/expression/name_pattern.hpp"

namespace sondeo::run {

namespace {

using expression::NamePattern;
using expression::NameRange;
using expression::NameRanges;

[[noreturn]] void refuse(Code code, const Written& pattern, const std::string& source,
                         const std::vector<std::string>& names = {}) {
  std::vector<Argument> arguments = {{"pattern", pattern.text}, {"source", source}};
  if (!names.empty()) {
    arguments.push_back({"count", std::to_string(names.size())});
    arguments.push_back({"names", listed(names)});
  }
  throw Error({code, std::move(arguments), pattern.place, {}, {}});
}

[[noreturn]] void refuse_range(const Written& pattern, std::size_t offset, std::string_view range) {
  throw Error({code::kPatternRange,
               {{"range", std::string(range)}},
               pattern.at(offset, std::max<std::size_t>(range.size(), 1)),
               {},
               {}});
}

/// `1-80` or `a-c,e`, which begin `offset` bytes into the pattern.
NameRanges read_ranges(const Written& pattern, std::size_t offset, std::string_view text) {
  NameRanges ranges;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string_view part = text.substr(start, end - start);
    const std::size_t dash = part.find('-');
    const bool single = dash == std::string_view::npos;
    NameRange range{std::string(part.substr(0, dash)), std::string(single ? part : part.substr(dash + 1))};
    if (!expression::ascending(range)) refuse_range(pattern, offset + start, part);
    ranges.push_back(std::move(range));
    start = end + 1;
  }
  return ranges;
}

NamePattern read_pattern(const Written& written) {
  NamePattern pattern;
  std::string_view rest = written.text;
  pattern.open_end = rest.ends_with('*');
  if (pattern.open_end) rest.remove_suffix(1);
  std::size_t at = 0;
  while (at < rest.size()) {
    const std::size_t open = std::min(rest.find('[', at), rest.size());
    if (open > at) pattern.parts.emplace_back(std::string(rest.substr(at, open - at)));
    if (open == rest.size()) break;
    const std::size_t close = rest.find(']', open);
    if (close == std::string_view::npos) refuse_range(written, open, rest.substr(open));
    pattern.parts.emplace_back(read_ranges(written, open + 1, rest.substr(open + 1, close - open - 1)));
    at = close + 1;
  }
  if (expression::spelled_count(pattern) > expression::kMostPatternNames) {
    throw Error({code::kPatternSize,
                 {{"pattern", written.text}, {"limit", std::to_string(expression::kMostPatternNames)}},
                 written.place,
                 {},
                 {}});
  }
  return pattern;
}

std::vector<std::string> names_of_ranges(const Written& written, std::span<const std::string> available,
                                         const std::string& source, const PatternFaults& faults) {
  const NamePattern pattern = read_pattern(written);
  auto found = expression::matching_names(pattern, available);
  if (found.empty()) refuse(faults.absent, written, source);
  if (pattern.open_end) return found;
  std::vector<std::string> missing;
  for (auto& name : expression::spelled_names(pattern)) {
    if (std::find(found.begin(), found.end(), name) == found.end()) missing.push_back(std::move(name));
  }
  if (!missing.empty()) refuse(faults.missing, written, source, missing);
  return found;
}

/// A name that ends in digits: what stands before them, and their number.
struct Numbered {
  std::string stem;
  std::size_t number = 0;
  std::size_t digits = 0;
};

std::optional<Numbered> numbered(const std::string& name) {
  constexpr std::size_t kMostDigits = 6;
  const std::size_t last = name.find_last_not_of("0123456789");
  const std::size_t start = last == std::string::npos ? 0 : last + 1;
  const std::size_t digits = name.size() - start;
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  Numbered result{name.substr(0, start), 0, digits};
  std::from_chars(name.data() + start, name.data() + name.size(), result.number);
  return result;
}

/// Names that the numbers of the found ones pass over.
std::vector<std::string> holes(const std::vector<std::string>& found) {
  struct Run {
    std::set<std::size_t> numbers;
    std::size_t digits = 0;  ///< of the shortest: what zeros in front fill up to
  };
  std::map<std::string, Run> runs;
  for (const auto& name : found) {
    const auto parts = numbered(name);
    if (!parts) continue;
    Run& run = runs[parts->stem];
    run.digits = run.numbers.empty() ? parts->digits : std::min(run.digits, parts->digits);
    run.numbers.insert(parts->number);
  }
  std::vector<std::string> missing;
  for (const auto& [stem, run] : runs) {
    for (std::size_t number = *run.numbers.begin(); number < *run.numbers.rbegin(); ++number) {
      if (!run.numbers.contains(number)) missing.push_back(fmt::format("{}{:0{}}", stem, number, run.digits));
    }
  }
  return missing;
}

bool has_ranges(const Written& pattern) { return pattern.text.find('[') != std::string::npos; }

/// A name, or a pattern with * and ?.
std::vector<std::string> names_of_glob(const Written& pattern, std::span<const std::string> available) {
  std::vector<std::string> found;
  for (const auto& name : available) {
    if (fnmatch(pattern.text.c_str(), name.c_str(), 0) == 0) found.push_back(name);
  }
  return found;
}

}  // namespace

std::vector<std::string> columns_like(const Written& pattern, std::span<const std::string> available,
                                      const std::string& source, const PatternFaults& faults) {
  if (has_ranges(pattern)) return names_of_ranges(pattern, available, source, faults);
  auto found = names_of_glob(pattern, available);
  if (found.empty()) refuse(faults.absent, pattern, source);
  const auto missing = holes(found);
  if (!missing.empty()) refuse(faults.gap, pattern, source, missing);
  return found;
}

bool any_column_like(const Written& pattern, std::span<const std::string> available) {
  if (!has_ranges(pattern)) return !names_of_glob(pattern, available).empty();
  return !expression::matching_names(read_pattern(pattern), available).empty();
}

}  // namespace sondeo::run
