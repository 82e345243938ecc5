#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/ingest/file.hpp"

/// What the library and its reader program hand each other through one shared memory file. The library writes
/// a Request and the columns it wants; the reader answers in the same place, lays the columns after it and
/// metadata and texts at the end. The reader runs on hostile input: whatever comes back is checked before it
/// is used.
namespace sondeo::ingest::detail {

inline constexpr int kInputDescriptor = 3;
inline constexpr int kMemoryDescriptor = 4;
inline constexpr std::uint64_t kRequestMagic = 0x31716552'6f646e73ULL;
inline constexpr std::uint64_t kAnswerMagic = 0x31736e41'6f646e73ULL;
inline constexpr std::size_t kHeaderBytes = 4096;
inline constexpr std::size_t kAreaAlignment = 4096;
inline constexpr std::size_t kMostVariables = 1'000'000;

/// Which rows of a file are read: those after `first_row`, at most `row_count`; 0: all of them.
struct RowWindow {
  std::uint64_t first_row = 0;
  std::uint64_t row_count = 0;
  std::array<std::uint64_t, 3> resume{};  ///< where the rows before ended, as the reader answered then
};

struct Request {
  std::uint64_t magic = kRequestMagic;
  std::uint32_t reads_values = 0;  ///< 0: metadata only
  std::uint32_t format = 0;        ///< FileFormat
  std::uint32_t sandboxed = 1;
  std::int32_t parent = 0;         ///< process id of the one who asks
  std::uint64_t memory_limit = 0;  ///< bytes
  std::uint64_t seconds = 0;       ///< of CPU time
  char encoding[64] = {};          ///< override, or empty
  std::uint32_t column_count = 0;  ///< that many 32-bit variable indices stand at kHeaderBytes
  std::uint32_t padding = 0;
  RowWindow window;
};

enum class Outcome : std::uint32_t {
  kNone,  ///< the reader did not get to its end
  kRead,
  kDamaged,         ///< detail: ReadStat's error number
  kRowsImpossible,  ///< rows: declared, bound: what the file can hold
  kTruncated,       ///< rows: found, bound: declared
  kOverLimit,       ///< bound: bytes needed
  kOutOfMemory,
  kUndecodable,      ///< the variables concerned follow in the metadata
  kUnknownEncoding,  ///< the encoding is named in the metadata
  kVersion,          ///< a version that is not supported
  kTooManyRows,      ///< more rows than can be counted in 31 bits
  kInternal
};

struct Answer {
  std::uint64_t magic = 0;
  Outcome outcome = Outcome::kNone;
  std::int32_t detail = 0;
  std::int64_t rows = 0;
  std::uint64_t bound = 0;
  std::uint64_t rows_done = 0;  ///< while it works: for progress
  std::uint64_t rows_total = 0;
  std::uint64_t metadata_offset = 0;
  std::uint64_t metadata_bytes = 0;
  std::array<std::uint64_t, 3> resume{};  ///< where a window of rows ended
  std::uint64_t column_count = 0;         ///< ColumnAnswers follow the metadata's Variables in the metadata
};

enum class Storage : std::uint32_t { kInt8 = 1, kInt16 = 2, kInt32 = 4, kDouble = 8, kText = 100 };

struct ColumnAnswer {
  std::uint32_t variable = 0;
  Storage storage = Storage::kInt8;
  std::uint64_t offset = 0;       ///< of the values, or of a text column's 32-bit ids
  std::uint64_t text_count = 0;   ///< distinct texts
  std::uint64_t ends_offset = 0;  ///< 64-bit ends of the texts
  std::uint64_t bytes_offset = 0;
  std::uint64_t byte_count = 0;
};

static_assert(std::is_trivially_copyable_v<Request> && sizeof(Request) <= kHeaderBytes);
static_assert(std::is_trivially_copyable_v<Answer> && sizeof(Answer) <= kHeaderBytes);
static_assert(std::is_trivially_copyable_v<ColumnAnswer>);

/// Metadata as the reader finds it.
struct Metadata {
  std::string label;
  std::string encoding;        ///< in which texts were decoded
  std::string named_encoding;  ///< of SPSS' encoding-name record, when it contradicts the code page
  std::string page_encoding;   ///< of the code page, then
  std::int64_t rows = -1;
  std::vector<Variable> variables;
  std::vector<ColumnAnswer> columns;
  std::vector<std::string> undecodable;  ///< variables whose texts could not be decoded
};

/// Writes fixed-width numbers and counted texts one after another.
class ByteWriter {
 public:
  template <typename Value>
  requires std::is_trivially_copyable_v<Value>
  void put(const Value& value) {
    const auto* bytes = reinterpret_cast<const char*>(&value);
    bytes_.append(bytes, sizeof(Value));
  }
  void put_text(std::string_view text);
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Thrown, and caught in the same module, when bytes handed over do not mean what they should.
struct HandoverFault {};

/// Reads what a ByteWriter wrote. @throws HandoverFault beyond the end
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <typename Value>
  requires std::is_trivially_copyable_v<Value> Value get() {
    Value value;
    copy(&value, sizeof(Value));
    return value;
  }
  std::string get_text();
  /// A count of things that take at least `least_bytes` each.
  std::uint64_t get_count(std::size_t least_bytes);
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

 private:
  void copy(void* to, std::size_t count);
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

[[nodiscard]] std::string packed(const Metadata& metadata);
/// @throws HandoverFault
[[nodiscard]] Metadata unpacked(std::span<const std::byte> bytes);

}  // namespace sondeo::ingest::detail
