#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/moments/answer_terms.hpp"
#include "engine/moments/moments.hpp"

namespace sondeo::moments {

/// For every cell of one breakdown: of each bit of the terms, how many rows have it and their weight.
class AnswerTotals {
 public:
  AnswerTotals(std::size_t cells, std::size_t bits)
      : bits_(bits), weights_(cells * bits), counts_(cells * bits) {}

  [[nodiscard]] std::span<const double> weights(std::size_t cell) const {  ///< [bits]
    return std::span(weights_).subspan(cell * bits_, bits_);
  }
  [[nodiscard]] std::span<const std::uint64_t> counts(std::size_t cell) const {  ///< [bits]
    return std::span(counts_).subspan(cell * bits_, bits_);
  }
  [[nodiscard]] std::span<double> weights(std::size_t cell) {
    return std::span(weights_).subspan(cell * bits_, bits_);
  }
  [[nodiscard]] std::span<std::uint64_t> counts(std::size_t cell) {
    return std::span(counts_).subspan(cell * bits_, bits_);
  }
  /// As `reduce` gives them.
  [[nodiscard]] CellSums sums(const AnswerTerms& terms, std::size_t cell, std::size_t variate) const;

 private:
  std::size_t bits_;
  std::vector<double> weights_;        ///< [cells x bits]
  std::vector<std::uint64_t> counts_;  ///< [cells x bits]
};

/// One pass over the rows: totals of every bit in every cell. Blocks of rows are the same for every number of
/// threads and are put together in their order with compensation: the same bits whatever the threads.
/// @return  [cells.size()]
/// @source moments.md
std::vector<AnswerTotals> add_answers(const design::RowOrder& order, const AnswerTerms& terms,
                                      std::span<const Cells> cells, unsigned threads);

}  // namespace sondeo::moments
