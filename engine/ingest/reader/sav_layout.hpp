#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::ingest::reader {

/// One part of a text that is wider than 255 bytes, or a whole shorter one.
struct SavSegment {
  std::size_t first_slot = 0;
  std::size_t slots = 1;
};

/// Where a variable stands in a row of eight-byte slots.
struct SavVariable {
  std::size_t width = 0;  ///< bytes of a text, 0 for a number
  std::vector<SavSegment> segments;
};

enum class SavCompression : std::int32_t { kNone = 0, kRows = 1, kBlocks = 2 };

/// What an SPSS system file says about its data section. ReadStat gives the variables; this gives what it
/// does not: where the data begin and how rows are laid out, so that they can be decoded directly, several
/// times faster.
struct SavLayout {
  bool swapped = false;  ///< the other byte order than this machine's
  SavCompression compression = SavCompression::kNone;
  std::int64_t rows = -1;
  double bias = 100;
  std::uint64_t system_missing = 0;  ///< bits, in this machine's order
  std::uint64_t lowest = 0;
  std::uint64_t highest = 0;
  std::size_t slots = 0;  ///< of a row
  std::size_t data_offset = 0;
  std::int32_t code_page = 0;  ///< 0: the file has none
  std::string encoding_name;   ///< of record 7/20
  std::vector<SavVariable> variables;
  std::map<std::string, std::vector<std::string>, std::less<>>
      long_missing;  ///< record 7/22: by variable name
};

/// @throws Failure (damaged) when records do not fit into the file or contradict each other
[[nodiscard]] SavLayout read_sav_layout(std::string_view file);

}  // namespace sondeo::ingest::reader
