#include "engine/ingest/reader/sav_layout.hpp"

#include <bit>
#include <cfloat>
#include <charconv>
#include <cstring>
#include <limits>
#include <utility>

#include <readstat.h>

#include "engine/ingest/reader/failure.hpp"

// The records of a system file, as PSPP's "System File Format" appendix describes them.
namespace sondeo::ingest::reader {

namespace {

constexpr std::size_t kSlotBytes = 8;
constexpr std::size_t kHeaderBytes = 176;
constexpr std::size_t kSegmentBytes = 252;  ///< a wide text has one segment for so many bytes of its width

[[noreturn]] void damaged() { throw damage(READSTAT_ERROR_PARSE); }

/// Reads fixed-width values from a file's beginning on, never beyond its end.
class Cursor {
 public:
  Cursor(std::string_view bytes, std::size_t at, bool swapped) : bytes_(bytes), at_(at), swapped_(swapped) {}

  std::int32_t int32() { return static_cast<std::int32_t>(number<std::uint32_t>()); }
  std::uint64_t bits64() { return number<std::uint64_t>(); }
  double real() { return std::bit_cast<double>(bits64()); }
  std::string_view take(std::size_t count) {
    if (at_ > bytes_.size() || count > bytes_.size() - at_) damaged();
    const auto taken = bytes_.substr(at_, count);
    at_ += count;
    return taken;
  }
  /// A length that the file gives: not negative, not beyond the end.
  std::size_t length() {
    const std::int32_t value = int32();
    if (value < 0 || static_cast<std::size_t>(value) > bytes_.size()) damaged();
    return static_cast<std::size_t>(value);
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool at_end() const { return at_ >= bytes_.size(); }

 private:
  template <typename Unsigned>
  Unsigned number() {
    Unsigned value = 0;
    std::memcpy(&value, take(sizeof(value)).data(), sizeof(value));
    if constexpr (sizeof(Unsigned) == 4) return swapped_ ? __builtin_bswap32(value) : value;
    if constexpr (sizeof(Unsigned) == 8) return swapped_ ? __builtin_bswap64(value) : value;
  }
  std::string_view bytes_;
  std::size_t at_;
  bool swapped_;
};

std::string_view trimmed(std::string_view text) {
  const auto last = text.find_last_not_of(std::string_view(" \0", 2));
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

/// A variable record as it stands: wide texts have several, continuations of 8 bytes are counted.
struct Record {
  std::string name;
  std::size_t width = 0;
  std::size_t first_slot = 0;
  std::size_t slots = 1;
};

class LayoutReader {
 public:
  explicit LayoutReader(std::string_view file) : file_(file) {}

  SavLayout read() {
    read_header();
    Cursor cursor(file_, kHeaderBytes, layout_.swapped);
    for (bool more = true; more;) more = read_record(cursor);
    layout_.data_offset = cursor.at();
    assemble();
    return std::move(layout_);
  }

 private:
  void read_header() {
    if (file_.size() < kHeaderBytes) damaged();
    Cursor plain(file_, 64, false);
    const std::int32_t layout_code = plain.int32();
    layout_.swapped = layout_code != 2 && layout_code != 3;
    if (layout_.swapped && __builtin_bswap32(static_cast<std::uint32_t>(layout_code)) - 2U > 1U) damaged();
    Cursor cursor(file_, 72, layout_.swapped);
    const std::int32_t compression = cursor.int32();
    if (compression < 0 || compression > 2) damaged();
    layout_.compression = static_cast<SavCompression>(compression);
    cursor.take(4);  // the weight variable's index
    layout_.rows = cursor.int32();
    if (layout_.rows < 0) layout_.rows = -1;
    layout_.bias = cursor.real();
    layout_.system_missing = std::bit_cast<std::uint64_t>(-DBL_MAX);
    layout_.highest = std::bit_cast<std::uint64_t>(DBL_MAX);
    // The number next to -DBL_MAX.
    layout_.lowest = std::bit_cast<std::uint64_t>(-DBL_MAX) - 1;
  }

  /// False at the dictionary's end.
  bool read_record(Cursor& cursor) {
    switch (cursor.int32()) {
      case 2:
        read_variable(cursor);
        return true;
      case 3:
        skip_value_labels(cursor);
        return true;
      case 6:
        cursor.take(cursor.length() * 80);
        return true;
      case 7:
        read_extension(cursor);
        return true;
      case 999:
        cursor.int32();
        return false;
      default:
        damaged();
    }
  }

  void read_variable(Cursor& cursor) {
    const std::int32_t type = cursor.int32();
    const std::int32_t has_label = cursor.int32();
    const std::int32_t missing_count = cursor.int32();
    cursor.take(8);  // print and write formats
    const std::string_view name = cursor.take(8);
    // abs() of the smallest integer is no count: such a file is refused before ReadStat sees it.
    if (type < -1 || type > 255 || missing_count < -3 || missing_count > 3) damaged();
    if (has_label != 0) cursor.take((cursor.length() + 3) / 4 * 4);
    cursor.take(static_cast<std::size_t>(missing_count < 0 ? -missing_count : missing_count) * kSlotBytes);
    if (type == -1) {
      if (records_.empty()) damaged();
      ++records_.back().slots;
    } else {
      records_.push_back({std::string(trimmed(name)), static_cast<std::size_t>(type), layout_.slots, 1});
    }
    ++layout_.slots;
  }

  static void skip_value_labels(Cursor& cursor) {
    for (std::size_t left = cursor.length(); left > 0; --left) {
      cursor.take(kSlotBytes);
      const auto length = static_cast<unsigned char>(cursor.take(1).front());
      cursor.take((static_cast<std::size_t>(length) + 8) / 8 * 8 - 1);
    }
    if (cursor.int32() != 4) damaged();
    cursor.take(cursor.length() * sizeof(std::int32_t));
  }

  void read_extension(Cursor& cursor) {
    const std::int32_t subtype = cursor.int32();
    const std::size_t size = cursor.length();
    const std::size_t count = cursor.length();
    const std::size_t start = cursor.at();
    if (count != 0 && size > file_.size() / count) damaged();
    const std::string_view data = cursor.take(size * count);
    Cursor inside(file_.substr(0, start + data.size()), start, layout_.swapped);
    switch (subtype) {
      case 3:
        if (data.size() == 32) {
          inside.take(28);
          layout_.code_page = inside.int32();
        }
        return;
      case 4:
        if (data.size() == 24) {
          layout_.system_missing = inside.bits64();
          layout_.highest = inside.bits64();
          layout_.lowest = inside.bits64();
        }
        return;
      case 14:
        read_long_widths(data);
        return;
      case 20:
        layout_.encoding_name = std::string(trimmed(data));
        return;
      case 22:
        read_long_missing(inside);
        return;
      default:
        return;
    }
  }

  /// "NAME1=00480\0\tNAME2=..."
  void read_long_widths(std::string_view data) {
    while (!data.empty()) {
      const auto end = data.find('\t');
      const std::string_view entry = trimmed(data.substr(0, end));
      data = end == std::string_view::npos ? std::string_view() : data.substr(end + 1);
      const auto equals = entry.find('=');
      if (equals == std::string_view::npos) continue;
      std::size_t width = 0;
      const std::string_view digits = entry.substr(equals + 1);
      std::from_chars(digits.data(), digits.data() + digits.size(), width);
      if (width > 32767) damaged();
      if (width > 255) long_widths_[std::string(entry.substr(0, equals))] = width;
    }
  }

  void read_long_missing(Cursor& cursor) {
    while (!cursor.at_end()) {
      const std::string name(trimmed(cursor.take(cursor.length())));
      const auto count = static_cast<unsigned char>(cursor.take(1).front());
      const std::size_t width = cursor.length();
      for (unsigned i = 0; i < count; ++i) {
        layout_.long_missing[name].emplace_back(trimmed(cursor.take(width)));
      }
    }
  }

  /// Joins the segments of wide texts to variables.
  void assemble() {
    if (layout_.slots == 0) damaged();
    for (std::size_t i = 0; i < records_.size();) {
      SavVariable variable;
      variable.width = records_[i].width;
      std::size_t segments = 1;
      if (const auto wide = long_widths_.find(records_[i].name);
          wide != long_widths_.end() && variable.width != 0) {
        variable.width = wide->second;
        segments = (variable.width + kSegmentBytes - 1) / kSegmentBytes;
      }
      if (segments > records_.size() - i) damaged();
      for (std::size_t k = 0; k < segments; ++k) {
        const Record& record = records_[i + k];
        if ((record.width == 0) != (variable.width == 0)) damaged();
        variable.segments.push_back({record.first_slot, record.slots});
      }
      i += segments;
      layout_.variables.push_back(std::move(variable));
    }
  }

  std::string_view file_;
  SavLayout layout_;
  std::vector<Record> records_;
  std::map<std::string, std::size_t, std::less<>> long_widths_;
};

}  // namespace

SavLayout read_sav_layout(std::string_view file) { return LayoutReader(file).read(); }

}  // namespace sondeo::ingest::reader
