#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sondeo::ingest::detail {

/// Builds a number column in the narrowest type that holds it (engine/table/column.hpp), in memory given by
/// the caller: eight bytes for every row that may come. It begins with one byte a value and, when a value
/// does not fit, widens what is there in place, from the back: most survey columns never leave their first
/// byte.
class NarrowColumn {
 public:
  enum class Width : std::uint32_t { kInt8 = 1, kInt16 = 2, kInt32 = 4, kDouble = 8 };

  NarrowColumn() = default;
  /// @param area  room for `capacity` doubles, aligned for double
  /// @param tags  whether missing values may carry tags
  NarrowColumn(std::byte* area, std::size_t capacity, bool tags)
      : area_(area), capacity_(capacity), tags_(tags) {}

  /// Adds values. A NaN is missing: with tags its low byte is 'a'-'z', or it is system missing.
  /// @pre size() + values.size() <= capacity
  void append(std::span<const double> values);

  [[nodiscard]] Width width() const { return width_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] std::size_t byte_count() const { return size_ * static_cast<std::size_t>(width_); }

 private:
  template <typename Integer>
  bool store_narrow(std::span<const double> values);
  void store_doubles(std::span<const double> values);
  template <typename From, typename To>
  void widen();
  void widen_once();

  std::byte* area_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
  Width width_ = Width::kInt8;
  bool tags_ = false;
};

/// A missing number with Stata's tag letter ('a'-'z').
[[nodiscard]] double tagged_missing(char tag);

}  // namespace sondeo::ingest::detail
