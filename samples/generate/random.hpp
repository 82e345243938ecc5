#pragma once

#include <cstdint>

namespace sondeo::samples {

/// Random numbers that are the same on every machine: integer arithmetic and exact division only.
/// @source Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators (SplitMix64)
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// A number in [0, 1), a multiple of 2^-53.
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  /// A number in [low, high).
  double between(double low, double high) { return low + (high - low) * unit(); }
  /// An integer from low to high, both included.
  int integer(int low, int high) { return low + static_cast<int>(unit() * (high - low + 1)); }
  /// Yes with this probability.
  bool happens(double probability) { return unit() < probability; }
  /// Mean 0, about variance 1: twelve uniforms, so that no library's logarithm decides a digit.
  double about_normal() {
    double value = -6.0;
    for (int draw = 0; draw < 12; ++draw) value += unit();
    return value;
  }

 private:
  std::uint64_t next() {
    std::uint64_t mixed = (state_ += 0x9E3779B97F4A7C15ULL);
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace sondeo::samples
