#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/ingest/reader/sav_layout.hpp"

namespace sondeo::ingest::reader {

/// Rows of an SPSS data section, decoded into blocks: the slots that are wanted, each with its values one
/// after another (a number) or its bytes row by row (a text).
class SavRows {
 public:
  /// Called with the number of rows in the block.
  using Drain = std::function<void(std::size_t rows)>;

  /// @param wanted  variables whose slots are kept
  SavRows(const SavLayout& layout, const std::vector<std::uint32_t>& wanted, Drain drain);

  /// Takes the next bytes of an uncompressed section. @return how many were used
  std::size_t feed_plain(std::string_view bytes);
  /// Takes the next bytes of a compressed section. @return how many were used
  std::size_t feed_compressed(std::string_view bytes);
  /// Hands over what is left of the last block.
  void finish();
  /// Where a compressed section stands between two rows, beside its bytes: a row may end inside a group of
  /// eight control codes.
  struct Control {
    std::uint64_t codes = 0;
    std::uint64_t used = 8;
  };
  [[nodiscard]] Control control() const;
  /// Goes on where other rows ended. @throws Failure for what no rows end with
  void go_on(const Control& control);
  /// No more than so many rows are taken.
  void stop_after(std::uint64_t rows) { limit_ = rows; }

  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  /// The file says, or the limit, that there are no more rows.
  [[nodiscard]] bool ended() const { return ended_; }
  /// Values (bits as in the file) of the wanted variable number `k` in the current block; a text has
  /// `slots_of(k)` for each row.
  [[nodiscard]] const std::uint64_t* block(std::size_t k) const { return stage_.data() + base_of_[k]; }
  [[nodiscard]] std::size_t slots_of(std::size_t k) const { return slots_of_[k]; }
  [[nodiscard]] std::size_t block_rows() const { return block_rows_; }

 private:
  struct Target {
    std::size_t base;
    std::size_t stride;  ///< from row to row; 0 for slots that nobody wants
  };
  void row_done();

  std::vector<Target> targets_;
  std::vector<std::size_t> base_of_;
  std::vector<std::size_t> slots_of_;
  std::vector<std::uint64_t> stage_;
  std::array<std::uint64_t, 256> meaning_{};
  std::array<unsigned char, 8> control_{};
  std::size_t control_at_ = 8;
  std::size_t slot_ = 0;
  std::size_t row_ = 0;
  std::size_t block_rows_ = 0;
  std::uint64_t rows_ = 0;
  std::uint64_t limit_ = ~0ULL;
  bool ended_ = false;
  Drain drain_;
};

}  // namespace sondeo::ingest::reader
