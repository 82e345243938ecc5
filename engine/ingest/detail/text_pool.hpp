#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::ingest::detail {

/// The distinct texts of a column, numbered in order of first appearance.
/// Open addressing over one run of bytes: a column of identifiers has as many texts as rows.
class TextPool {
 public:
  TextPool();

  /// The id of a text, which is added when it is new; -1 for the empty text, which means missing.
  std::int32_t id_of(std::string_view text);

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view text(std::size_t id) const;
  /// All texts one after another, and where each ends.
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const std::vector<std::uint64_t>& ends() const { return ends_; }

 private:
  struct Slot {
    std::uint32_t hash;
    std::int32_t id;
  };
  void grow();

  std::string bytes_;
  std::vector<std::uint64_t> ends_;
  std::vector<Slot> slots_;
  std::string last_text_;  // neighbours in a file often share a text (a PSU's name)
  std::int32_t last_id_ = -1;
};

}  // namespace sondeo::ingest::detail
