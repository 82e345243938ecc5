#include "engine/ingest/detail/narrow_column.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <type_traits>

namespace sondeo::ingest::detail {

namespace {

constexpr std::uint64_t kQuietNan = 0x7FF8000000000000ULL;
constexpr std::size_t kMissingCodes = 27;  // '.', .a-.z

template <typename Integer>
constexpr Integer kFirstMissing = static_cast<Integer>(std::numeric_limits<Integer>::max() -
                                                       (kMissingCodes - 1));

/// 0 for system missing, 1-26 for the tags.
int missing_code(double value) {
  const auto low = static_cast<unsigned char>(std::bit_cast<std::uint64_t>(value) & 0xFFU);
  return low >= 'a' && low <= 'z' ? low - 'a' + 1 : 0;
}

double missing_of_code(int code) {
  return code == 0 ? std::bit_cast<double>(kQuietNan) : tagged_missing(static_cast<char>('a' + code - 1));
}

template <typename To, typename From>
To widened(From value) {
  if (value >= kFirstMissing<From>) {
    const int code = static_cast<int>(value - kFirstMissing<From>);
    if constexpr (std::is_same_v<To, double>) {
      return missing_of_code(code);
    } else {
      return static_cast<To>(kFirstMissing<To> + code);
    }
  }
  return static_cast<To>(value);
}

}  // namespace

double tagged_missing(char tag) {
  return std::bit_cast<double>(kQuietNan | static_cast<std::uint64_t>(static_cast<unsigned char>(tag)));
}

template <typename From, typename To>
void NarrowColumn::widen() {
  const auto* from = reinterpret_cast<const From*>(area_);
  auto* to = reinterpret_cast<To*>(area_);
  for (std::size_t i = size_; i > 0; --i) to[i - 1] = widened<To>(from[i - 1]);
}

void NarrowColumn::widen_once() {
  switch (width_) {
    case Width::kInt8:
      widen<std::int8_t, std::int16_t>();
      width_ = Width::kInt16;
      return;
    case Width::kInt16:
      widen<std::int16_t, std::int32_t>();
      width_ = Width::kInt32;
      return;
    case Width::kInt32:
    case Width::kDouble:
      widen<std::int32_t, double>();
      width_ = Width::kDouble;
      return;
  }
}

/// Writes the values after those there; false when one does not fit (what was written is then written again).
/// No branch but selections, so that the compiler works on several values at once.
template <typename Integer>
bool NarrowColumn::store_narrow(std::span<const double> values) {
  auto* out = reinterpret_cast<Integer*>(area_) + size_;
  constexpr double kLow = std::numeric_limits<Integer>::min();
  constexpr double kHigh = static_cast<double>(kFirstMissing<Integer>) - 1.0;
  unsigned misfits = 0;
  unsigned missing = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    const bool absent = value != value;
    const double bounded = value >= kLow && value <= kHigh ? value : 0.0;
    const auto whole = static_cast<std::int32_t>(bounded);
    // -0.0 compares equal to 0: its sign is no survey answer and is dropped.
    misfits |= static_cast<unsigned>(static_cast<double>(whole) != value) & static_cast<unsigned>(!absent);
    missing |= static_cast<unsigned>(absent);
    out[i] = absent ? kFirstMissing<Integer> : static_cast<Integer>(whole);
  }
  if (misfits != 0) return false;
  if (tags_ && missing != 0) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::isnan(values[i]))
        out[i] = static_cast<Integer>(kFirstMissing<Integer> + missing_code(values[i]));
    }
  }
  return true;
}

void NarrowColumn::store_doubles(std::span<const double> values) {
  auto* out = reinterpret_cast<double*>(area_) + size_;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    out[i] = std::isnan(value) ? missing_of_code(tags_ ? missing_code(value) : 0) : value;
  }
}

void NarrowColumn::append(std::span<const double> values) {
  const auto stored = [&] {
    switch (width_) {
      case Width::kInt8:
        return store_narrow<std::int8_t>(values);
      case Width::kInt16:
        return store_narrow<std::int16_t>(values);
      case Width::kInt32:
        return store_narrow<std::int32_t>(values);
      case Width::kDouble:
        store_doubles(values);
    }
    return true;
  };
  while (!stored()) widen_once();
  size_ += values.size();
}

}  // namespace sondeo::ingest::detail
