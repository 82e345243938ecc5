#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/moments/variate.hpp"

namespace sondeo::moments {

/// Yes/no variates of one weight, as the bits of a word for each row: to each of its sums a row adds its
/// weight or nothing. Rows without weight have no bit.
class AnswerTerms {
 public:
  static constexpr std::size_t kMost = 15;  ///< variates, and one base

  /// How many of the variates, from the first on, one word holds; 0 if the first is not yes/no, or a ratio.
  [[nodiscard]] static std::size_t count_fitting(std::span<const Variate> variates);

  /// @param variates  as many as fit; [rows] each
  AnswerTerms(std::span<const Variate> variates, unsigned threads);

  [[nodiscard]] std::size_t variates() const { return base_of_variate_.size(); }
  /// Bits of a word that are used.
  [[nodiscard]] std::size_t count() const { return 2 * variates() + bases_.size(); }
  /// The bit of rows of the variate's base with an answer, that of those whose answer is yes, and that of all
  /// rows of its base.
  [[nodiscard]] static std::size_t answered_bit(std::size_t variate) { return variate; }
  [[nodiscard]] std::size_t yes_bit(std::size_t variate) const { return variates() + variate; }
  [[nodiscard]] std::size_t base_bit(std::size_t variate) const {
    return 2 * variates() + base_of_variate_[variate];
  }
  [[nodiscard]] std::span<const std::uint32_t> bits() const { return bits_; }  ///< [rows]
  [[nodiscard]] std::span<const double> weight() const { return weight_; }     ///< [rows]

 private:
  void fill(std::span<const Variate> variates, std::size_t first, std::size_t last);

  std::vector<std::span<const std::int8_t>> bases_;  ///< the different ones
  std::vector<std::size_t> base_of_variate_;
  std::span<const double> weight_;
  std::vector<std::uint32_t> bits_;
};

}  // namespace sondeo::moments
