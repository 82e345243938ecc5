#include "engine/numeric/value_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <span>
#include <utility>

namespace sondeo::numeric {

namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
constexpr std::array<unsigned, 3> kShifts = {31, 42, 53};  // of the digits: the leading 33 bits
constexpr std::size_t kFew = 2048;                         // not worth the digits' counts

/// The value's bits, in the order of values as those of whole numbers are.
std::uint64_t ordered_bits(double value) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);  // -0 becomes 0
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

bool before(const NumberedValue& a, const NumberedValue& b) {
  return a.value != b.value ? a.value < b.value : a.number < b.number;
}

std::size_t digit_of(const NumberedValue& one, unsigned shift) {
  return (ordered_bits(one.value) >> shift) & (kDigits - 1);
}

/// Puts the values into the order of one digit, equal ones as they stood.
void order_by_digit(std::span<const NumberedValue> from, std::span<NumberedValue> to, unsigned shift) {
  std::array<std::size_t, kDigits> next{};
  for (const auto& one : from) ++next[digit_of(one, shift)];
  std::size_t begin = 0;
  for (auto& place : next) begin += std::exchange(place, begin);
  for (const auto& one : from) to[next[digit_of(one, shift)]++] = one;
}

}  // namespace

void sort_by_value(std::vector<NumberedValue>& values) {
  if (values.size() > kFew) {
    std::vector<NumberedValue> other(values.size());
    for (const unsigned shift : kShifts) {
      order_by_digit(values, other, shift);
      values.swap(other);
    }
  }
  // What has the same leading bits stands together now: most often equal values, in their order.
  constexpr unsigned kLeft = kShifts[0];
  const bool by_digits = values.size() > kFew;
  for (auto first = values.begin(); first != values.end();) {
    const auto leading = ordered_bits(first->value) >> kLeft;
    const auto last = by_digits ? std::find_if(first, values.end(),
                                               [leading](const NumberedValue& one) {
                                                 return ordered_bits(one.value) >> kLeft != leading;
                                               })
                                : values.end();
    if (!std::is_sorted(first, last, before)) std::sort(first, last, before);
    first = last;
  }
}

}  // namespace sondeo::numeric
