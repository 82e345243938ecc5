#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/ingest/csv_dialect.hpp"
#include "program/cli/command_line.hpp"

namespace sondeo::cli {

// What the values of flags mean. Everything here throws Error 2xxx with the value's place.

/// The position of the value among the allowed words.
std::size_t choice(const Written& value, std::span<const std::string_view> allowed);
std::size_t choice(const Written& value, std::initializer_list<std::string_view> allowed);

/// A number; with a point, in every locale.
double number(const Written& value);

/// A number between 0 and 1, neither of them.
double inside_0_1(const Written& value);

/// A number above 0.
double positive_number(const Written& value);

/// A whole number from `low` to `high`.
std::uint64_t whole_number(const Written& value, std::uint64_t low, std::uint64_t high);

/// An amount of memory in bytes: "500M", "2G", "2GiB" (powers of 1024), "2GB" (of 1000).
std::uint64_t memory_size(const Written& value);

/// The parts between commas, each with its place; spaces around them do not count.
std::vector<Written> parts(const Written& value);

/// `name = expression`, split at the first single '='.
struct Named {
  std::string name;  ///< the expression itself when none is given
  Written expression;
};
Named named_expression(const Written& value);

/// The dialect that the CSV flags declare for `file`, if any.
std::optional<ingest::CsvDialect> declared_dialect(const CommandLine& line, std::string_view file);

/// A part of a value, spaces around it left out.
Written trimmed(const Written& value, std::size_t offset, std::size_t length);

/// A flag's value that is a variable or expression, spaces around it left out.
std::optional<Written> formula(const CommandLine& line, std::string_view flag);

/// A flag that says something about another is refused when that is not there.
void need_beside(const CommandLine& line, std::string_view flag, std::string_view needed);

/// In which form the result is written.
enum class Format { kTable, kCsv, kJson };
Format format_of(const CommandLine& line);

}  // namespace sondeo::cli
