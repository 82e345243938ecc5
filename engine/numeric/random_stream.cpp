#include "engine/numeric/random_stream.hpp"

#include <cmath>
#include <numbers>

namespace sondeo::numeric {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  constexpr std::uint64_t kMultiplier0 = 0xD2511F53U;
  constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57U;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9U;
  constexpr std::uint32_t kWeyl1 = 0xBB67AE85U;
  constexpr int kRounds = 10;
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t product0 = kMultiplier0 * counter[0];
    const std::uint64_t product1 = kMultiplier1 * counter[2];
    counter = {static_cast<std::uint32_t>(product1 >> 32U) ^ counter[1] ^ key[0],
               static_cast<std::uint32_t>(product1),
               static_cast<std::uint32_t>(product0 >> 32U) ^ counter[3] ^ key[1],
               static_cast<std::uint32_t>(product0)};
    key = {key[0] + kWeyl0, key[1] + kWeyl1};
  }
  return counter;
}

std::uint32_t RandomStream::next() {
  if (taken_ == words_.size()) {
    words_ = philox(counter_, key_);
    ++counter_[0];
    taken_ = 0;
  }
  return words_[taken_++];
}

std::uint32_t RandomStream::below(std::uint32_t bound) {
  std::uint64_t product = std::uint64_t{next()} * bound;
  auto low = static_cast<std::uint32_t>(product);
  if (low < bound) {
    const std::uint32_t threshold = (0U - bound) % bound;
    while (low < threshold) {
      product = std::uint64_t{next()} * bound;
      low = static_cast<std::uint32_t>(product);
    }
  }
  return static_cast<std::uint32_t>(product >> 32U);
}

double RandomStream::uniform() {
  constexpr unsigned kLowBits = 21;
  const std::uint64_t high = std::uint64_t{next()} << kLowBits;
  const std::uint64_t bits = high | next() >> (32U - kLowBits);
  return std::ldexp(static_cast<double>(bits) + 0.5, -53);
}

double RandomStream::normal() {
  if (other_normal_) {
    const double value = *other_normal_;
    other_normal_.reset();
    return value;
  }
  const double length = std::sqrt(-2 * std::log(uniform()));
  const double angle = 2 * std::numbers::pi * uniform();
  other_normal_ = length * std::sin(angle);
  return length * std::cos(angle);
}

}  // namespace sondeo::numeric
