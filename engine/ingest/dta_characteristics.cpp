#include "engine/ingest/dta_characteristics.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/codes.hpp"

namespace sondeo::ingest {

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{16} << 20U;
constexpr std::string_view kOfDataSet = "_dta";

/// A file's bytes from some place on, each step within the file.
class Bytes {
 public:
  explicit Bytes(const std::filesystem::path& path) : path_(path), file_(path, std::ios::binary) {
    std::error_code error;
    size_ = std::filesystem::file_size(path, error);
    if (!file_ || error) {
      throw Error({code::kFileUnreadable,
                   {{"file", path.string()}, {"reason", std::to_string(error ? error.value() : errno)}},
                   {},
                   {},
                   {}});
    }
  }

  [[noreturn]] void damaged() const {
    throw Error({code::kCharacteristicsDamaged, {{"file", path_.string()}}, {}, {}, {}});
  }
  void go_to(std::uint64_t place) {
    if (place > size_) damaged();
    at_ = place;
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(place));
  }
  void skip(std::uint64_t count) {
    if (count > size_ - at_) damaged();
    go_to(at_ + count);
  }
  /// @throws Error kCharacteristicsDamaged  where there are not so many, or they are too many altogether
  std::string take(std::uint64_t count) {
    taken_ += count;
    if (count > size_ - at_ || taken_ > kMostBytes) damaged();
    std::string bytes(count, '\0');
    file_.read(bytes.data(), static_cast<std::streamsize>(count));
    if (!file_) damaged();
    at_ += count;
    return bytes;
  }
  /// Whether these bytes come next; then they are passed.
  bool pass(std::string_view expected) {
    const std::uint64_t before = at_;
    if (expected.size() <= size_ - at_ && take(expected.size()) == expected) return true;
    go_to(before);
    return false;
  }
  void expect(std::string_view expected) {
    if (!pass(expected)) damaged();
  }
  std::uint64_t number(std::size_t bytes, bool most_significant_first) {
    std::string text = take(bytes);
    if (!most_significant_first) std::reverse(text.begin(), text.end());
    std::uint64_t value = 0;
    for (const char byte : text) value = value << 8U | static_cast<std::uint8_t>(byte);
    return value;
  }

 private:
  const std::filesystem::path& path_;
  std::ifstream file_;
  std::uint64_t size_ = 0;
  std::uint64_t at_ = 0;
  std::uint64_t taken_ = 0;
};

/// The text up to its closing zero.
std::string up_to_zero(std::string_view text) { return std::string(text.substr(0, text.find('\0'))); }

/// Whose it is, its name and its text: the first two in `width` bytes each.
void keep(std::string_view content, std::size_t width, std::map<std::string, std::string>& out) {
  if (content.size() < 2 * width || up_to_zero(content.substr(0, width)) != kOfDataSet) return;
  out[up_to_zero(content.substr(width, width))] = up_to_zero(content.substr(2 * width));
}

/// Formats 113 to 115: after the variables' labels, each with a type and a length, until both are 0.
std::map<std::string, std::string> read_fields(Bytes& bytes, std::uint8_t release) {
  constexpr std::uint64_t kHeaderEnd = 109;
  constexpr std::size_t kName = 33;
  const bool big = bytes.number(1, true) == 1;
  bytes.skip(2);
  const std::uint64_t variables = bytes.number(2, big);
  const std::uint64_t format = release == 113 ? 12 : 49;
  bytes.go_to(kHeaderEnd);
  bytes.skip(variables * (1 + kName + format + kName + 81) + 2 * (variables + 1));
  std::map<std::string, std::string> found;
  for (;;) {
    const std::uint64_t type = bytes.number(1, big);
    const std::uint64_t length = bytes.number(4, big);
    if (type == 0 && length == 0) return found;
    const std::string content = bytes.take(length);
    if (type == 1) keep(content, kName, found);
  }
}

/// Formats 117 to 119: in a section of their own, whose place the map in the file's head gives.
std::map<std::string, std::string> read_section(Bytes& bytes) {
  constexpr std::uint64_t kPlacesBefore = 8;  // of other sections in the map
  bytes.expect("<stata_dta><header><release>");
  const std::string release = bytes.take(3);
  bytes.expect("</release><byteorder>");
  const bool big = bytes.take(3) == "MSF";
  bytes.expect("</byteorder><K>");
  bytes.skip(release == "119" ? 4 : 2);
  bytes.expect("</K><N>");
  bytes.skip(release == "117" ? 4 : 8);
  bytes.expect("</N><label>");
  bytes.skip(bytes.number(release == "117" ? 1 : 2, big));
  bytes.expect("</label><timestamp>");
  bytes.skip(bytes.number(1, big));
  bytes.expect("</timestamp></header><map>");
  bytes.skip(kPlacesBefore * 8);
  bytes.go_to(bytes.number(8, big));
  bytes.expect("<characteristics>");
  std::map<std::string, std::string> found;
  while (bytes.pass("<ch>")) {
    const std::uint64_t length = bytes.number(4, big);
    keep(bytes.take(length), release == "117" ? 33 : 129, found);
    bytes.expect("</ch>");
  }
  bytes.expect("</characteristics>");
  return found;
}

}  // namespace

std::map<std::string, std::string> dta_characteristics(const std::filesystem::path& file) {
  Bytes bytes(file);
  const auto first = static_cast<std::uint8_t>(bytes.number(1, true));
  if (first >= 113 && first <= 115) return read_fields(bytes, first);
  if (first != '<') return {};
  bytes.go_to(0);
  return read_section(bytes);
}

}  // namespace sondeo::ingest
