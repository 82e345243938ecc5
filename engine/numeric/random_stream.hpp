#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace sondeo::numeric {

/// Four random words from a counter and a key: Philox 4x32-10, a bijection of the counter for each key.
/// @source Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC11; its
/// known answers are in tests/unit/numeric
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// What random numbers are for: the same seed gives other numbers for another purpose.
enum class RandomPurpose : std::uint32_t {
  kBootstrapReplicates = 1,
  kPseudoPopulation = 2,
  kHalfSamples = 3,
  kGeneralisedBootstrap = 4,
  kPairedJackknife = 5,
  kLaterHalfSamples = 6,
  kHotDeck = 7
};

/// Random numbers that depend on nothing but (seed, purpose, replicate, stratum) and how many were taken:
/// never on threads or on what else was drawn.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, RandomPurpose purpose, std::uint32_t replicate, std::uint32_t stratum)
      : counter_{0, static_cast<std::uint32_t>(purpose), replicate, stratum},
        key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)} {}

  /// A whole number in [0, bound), each as likely as the others; bound > 0.
  /// @source Lemire (2019), "Fast random integer generation in an interval", ACM TOMACS 29(1)
  [[nodiscard]] std::uint32_t below(std::uint32_t bound);

  /// A number inside (0, 1): 53 bits and a half.
  [[nodiscard]] double uniform();

  /// A number of the standard normal distribution.
  /// @source Box and Muller (1958), Annals of Mathematical Statistics 29:610-611
  [[nodiscard]] double normal();

 private:
  std::uint32_t next();

  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> words_{};
  std::size_t taken_ = 4;
  std::optional<double> other_normal_;  ///< Box and Muller's come in pairs
};

}  // namespace sondeo::numeric
