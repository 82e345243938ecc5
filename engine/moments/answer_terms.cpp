#include "engine/moments/answer_terms.hpp"

#include <algorithm>
#include <limits>

#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::moments {

namespace {

constexpr std::size_t kBlockRows = 16384;  // their bits stay in the first-level cache
constexpr std::size_t kWordBits = std::numeric_limits<std::uint32_t>::digits;

bool is_yes_no(const Variate& variate) {
  const bool answers =
      std::holds_alternative<Answers>(variate.y) || std::holds_alternative<InGroup>(variate.y);
  return answers && variate.x.empty();
}

bool same_rows(std::span<const std::int8_t> a, std::span<const std::int8_t> b) {
  return a.data() == b.data() && a.size() == b.size();
}

/// The number of a base among those met, which it joins if it is new.
std::size_t number_of(std::span<const std::int8_t> base, std::vector<std::span<const std::int8_t>>& met) {
  const auto found =
      std::find_if(met.begin(), met.end(), [base](const auto& other) { return same_rows(base, other); });
  const auto number = static_cast<std::size_t>(found - met.begin());
  if (found == met.end()) met.push_back(base);
  return number;
}

/// Rows of a block and where their bits go.
struct BlockOfRows {
  std::size_t first;
  std::span<std::uint32_t> bits;
};

template <typename Value, typename IsAnswer, typename IsYes>
void put_answers(const BlockOfRows& block, std::span<const Value> values, std::uint32_t answered_bit,
                 std::uint32_t yes_bit, IsAnswer is_answer, IsYes is_yes) {
  const auto of_block = values.subspan(block.first, block.bits.size());
  for (std::size_t i = 0; i < block.bits.size(); ++i) {
    const std::uint32_t answered = is_answer(of_block[i]) ? answered_bit : 0U;
    const std::uint32_t yes = is_yes(of_block[i]) ? yes_bit : 0U;
    block.bits[i] |= answered | yes;
  }
}

void put_variate(const BlockOfRows& block, const Values& y, std::uint32_t answered_bit,
                 std::uint32_t yes_bit) {
  if (const auto* answers = std::get_if<Answers>(&y)) {
    put_answers(
        block, answers->values, answered_bit, yes_bit,
        [](std::int8_t value) { return value == 0 || value == 1; },
        [](std::int8_t value) { return value == 1; });
    return;
  }
  const auto& in_group = std::get<InGroup>(y);
  put_answers(
      block, in_group.group_of_row, answered_bit, yes_bit, [](std::int32_t group) { return group >= 0; },
      [wanted = in_group.group](std::int32_t group) { return group >= 0 && group == wanted; });
}

}  // namespace

std::size_t AnswerTerms::count_fitting(std::span<const Variate> variates) {
  std::vector<std::span<const std::int8_t>> bases;
  std::size_t count = 0;
  for (const auto& variate : variates) {
    if (!is_yes_no(variate) || variate.weight.data() != variates.front().weight.data()) break;
    number_of(variate.base, bases);
    if (2 * (count + 1) + bases.size() > kWordBits) break;
    ++count;
  }
  return count;
}

AnswerTerms::AnswerTerms(std::span<const Variate> variates, unsigned threads)
    : weight_(variates.front().weight), bits_(weight_.size()) {
  for (const auto& variate : variates) base_of_variate_.push_back(number_of(variate.base, bases_));
  const std::size_t rows = bits_.size();
  numeric::parallel_blocks((rows + kBlockRows - 1) / kBlockRows, threads, [&](std::size_t block) {
    fill(variates, block * kBlockRows, std::min(rows, (block + 1) * kBlockRows));
  });
}

void AnswerTerms::fill(std::span<const Variate> variates, std::size_t first, std::size_t last) {
  const BlockOfRows block{first, std::span(bits_).subspan(first, last - first)};
  std::vector<std::uint32_t> outside(bases_.size());  // bits that rows outside a base lack
  for (std::size_t v = 0; v < variates.size(); ++v) {
    const std::uint32_t answered = 1U << answered_bit(v);
    const std::uint32_t yes = 1U << yes_bit(v);
    put_variate(block, variates[v].y, answered, yes);
    outside[base_of_variate_[v]] |= answered | yes | 1U << base_bit(v);
  }
  for (std::size_t b = 0; b < bases_.size(); ++b) {
    const std::uint32_t base_bit = 1U << (2 * variates.size() + b);
    const std::uint32_t kept = ~outside[b];
    for (std::size_t i = 0; i < block.bits.size(); ++i) {
      const bool inside = bases_[b].empty() || bases_[b][first + i] == 1;
      block.bits[i] = inside ? block.bits[i] | base_bit : block.bits[i] & kept;
    }
  }
  for (std::size_t i = 0; i < block.bits.size(); ++i) {
    block.bits[i] = weight_[first + i] != 0.0 ? block.bits[i] : 0U;
  }
}

}  // namespace sondeo::moments
