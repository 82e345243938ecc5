#include "engine/estimation/part_scores.hpp"

#include "engine/numeric/registers.hpp"

namespace sondeo::estimation {

namespace {

/// A few numbers and bits at a time, as many as a processor's registers hold: compilers take vectors that are
/// wider apart one by one where a choice depends on each number.
/// `kBits` are those of the first of them.
/// @tparam kWidth  how many
template <std::size_t kWidth>
struct Few;
template <>
struct Few<2> {
  using Numbers [[gnu::vector_size(16), gnu::may_alias]] = double;
  using Bits [[gnu::vector_size(16)]] = std::int64_t;
  static constexpr Bits kBits = {1, 2};
};
template <>
struct Few<4> {
  using Numbers [[gnu::vector_size(32), gnu::may_alias]] = double;
  using Bits [[gnu::vector_size(32)]] = std::int64_t;
  static constexpr Bits kBits = {1, 2, 4, 8};
};
template <>
struct Few<8> {
  using Numbers [[gnu::vector_size(64), gnu::may_alias]] = double;
  using Bits [[gnu::vector_size(64)]] = std::int64_t;
  static constexpr Bits kBits = {1, 2, 4, 8, 16, 32, 64, 128};
};

template <std::size_t kWidth>
[[gnu::always_inline]] inline auto& few_of(double* numbers) {
  return *reinterpret_cast<typename Few<kWidth>::Numbers*>(numbers);
}
template <std::size_t kWidth>
[[gnu::always_inline]] inline const auto& few_of(const double* numbers) {
  return *reinterpret_cast<const typename Few<kWidth>::Numbers*>(numbers);
}

/// The entry of a PSU in a cell, new where it has none yet.
template <std::size_t kLanes>
[[gnu::always_inline]] inline std::size_t entry_of(std::int32_t cell, std::int32_t first_of_psu,
                                                   PartScores<kLanes>& work) {
  std::int32_t& entry = work.last_entry[static_cast<std::size_t>(cell)];
  if (entry >= first_of_psu) return static_cast<std::size_t>(entry);
  const bool met = entry >= 0;
  const std::size_t made = work.entries++;
  if (met) {
    work.sums_of[made] = work.sums_of[static_cast<std::size_t>(entry)];
  } else {
    work.sums_of[made] = static_cast<std::int32_t>(work.cells_met);
    if (work.cells_met == work.sums.size()) work.sums.resize(2 * work.cells_met + 16);
    work.sums[work.cells_met] = {};
    work.sums[work.cells_met].cell = cell;
    ++work.cells_met;
  }
  work.scores[made] = {};
  work.answered[made] = 0;
  entry = static_cast<std::int32_t>(made);
  return made;
}

template <std::size_t kWidth, std::size_t kLanes>
[[gnu::always_inline]] inline void add_row(std::uint32_t bits, double weight, std::size_t yes_bit,
                                           const RowScores<kLanes>& of_row, Numbers<kLanes>& scores) {
  const auto answered = static_cast<std::int64_t>(bits);
  const auto yes = static_cast<std::int64_t>(bits >> yes_bit);
  constexpr typename Few<kWidth>::Numbers kNone{};
  for (std::size_t first = 0; first < kLane * kLanes; first += kWidth) {
    const auto bit = Few<kWidth>::kBits << static_cast<std::int64_t>(first);
    const auto& of_yes = few_of<kWidth>(of_row.yes.at(first));
    const auto& of_no = few_of<kWidth>(of_row.no.at(first));
    const auto score = weight * ((yes & bit) != 0 ? of_yes : of_no);
    few_of<kWidth>(scores.at(first)) += (answered & bit) != 0 ? score : kNone;
  }
}

/// Rows of one PSU, from the first to the last by where they stand in the part.
struct PsuRows {
  std::size_t begin;
  std::size_t end;
};

template <std::size_t kWidth, std::size_t kLanes>
[[gnu::always_inline]] inline void add_psu(const PartRows& rows, const PsuRows& psu,
                                           std::span<const RowScores<kLanes>> row_scores,
                                           PartScores<kLanes>& work) {
  const auto first_of_psu = static_cast<std::int32_t>(work.entries);
  for (std::size_t i = psu.begin; i < psu.end; ++i) {
    const std::int32_t cell = rows.cells[i];
    if (cell < 0) continue;
    const std::size_t entry = entry_of(cell, first_of_psu, work);
    add_row<kWidth>(rows.bits[i], rows.weight[i], rows.yes_bit, row_scores[static_cast<std::size_t>(cell)],
                    work.scores[entry]);
    work.answered[entry] |= rows.bits[i];
  }
}

/// The same where all rows are in one cell: its scores stay in registers.
template <std::size_t kWidth, std::size_t kLanes>
[[gnu::always_inline]] inline void add_whole_psu(const PartRows& rows, const PsuRows& psu,
                                                 const RowScores<kLanes>& of_row, PartScores<kLanes>& work) {
  if (psu.begin == psu.end) return;
  const std::size_t entry = entry_of(0, static_cast<std::int32_t>(work.entries), work);
  Numbers<kLanes> scores{};
  std::uint32_t answered = 0;
  for (std::size_t i = psu.begin; i < psu.end; ++i) {
    add_row<kWidth>(rows.bits[i], rows.weight[i], rows.yes_bit, of_row, scores);
    answered |= rows.bits[i];
  }
  work.scores[entry] = scores;
  work.answered[entry] = answered;
}

template <std::size_t kWidth, std::size_t kLanes>
[[gnu::always_inline]] inline void add_scores(const PartRows& rows,
                                              std::span<const RowScores<kLanes>> row_scores,
                                              PartScores<kLanes>& work) {
  const auto place = [&](std::size_t psu) {
    return static_cast<std::size_t>(rows.psu_start[psu] - rows.psu_start[0]);
  };
  for (std::size_t psu = 0; psu + 1 < rows.psu_start.size(); ++psu) {
    const PsuRows of_psu{place(psu), place(psu + 1)};
    if (rows.cells.empty()) {
      add_whole_psu<kWidth>(rows, of_psu, row_scores[0], work);
    } else {
      add_psu<kWidth>(rows, of_psu, row_scores, work);
    }
  }
}

/// Totals and PSUs with cases of every cell.
template <std::size_t kWidth, std::size_t kLanes>
[[gnu::always_inline]] inline void add_totals(PartScores<kLanes>& work) {
  constexpr typename Few<kWidth>::Numbers kNone{};
  constexpr auto kOne = kNone + 1.0;
  for (std::size_t e = 0; e < work.entries; ++e) {
    auto& sums = work.sums[static_cast<std::size_t>(work.sums_of[e])];
    const auto answered = static_cast<std::int64_t>(work.answered[e]);
    if (sums.psus == 0) sums.first = work.scores[e];
    sums.psus += 1;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      sums.distance.lanes[lane] += work.scores[e].lanes[lane] - sums.first.lanes[lane];
    }
    for (std::size_t first = 0; first < kLane * kLanes; first += kWidth) {
      const auto bit = Few<kWidth>::kBits << static_cast<std::int64_t>(first);
      few_of<kWidth>(sums.cases.at(first)) += (answered & bit) != 0 ? kOne : kNone;
    }
  }
}

template <std::size_t kLanes>
[[gnu::always_inline]] inline void add_squares(PartScores<kLanes>& work) {
  for (std::size_t e = 0; e < work.entries; ++e) {
    auto& sums = work.sums[static_cast<std::size_t>(work.sums_of[e])];
    const double part = 1 / sums.psus;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const Lane from_first = work.scores[e].lanes[lane] - sums.first.lanes[lane];
      const Lane from_mean = from_first - sums.distance.lanes[lane] * part;
      sums.squares.lanes[lane] += from_mean * from_mean;
    }
  }
}

template <std::size_t kWidth, std::size_t kLanes>
[[gnu::always_inline]] inline void sum_in_lanes(const PartRows& rows,
                                                std::span<const RowScores<kLanes>> row_scores,
                                                PartScores<kLanes>& work) {
  add_scores<kWidth>(rows, row_scores, work);
  add_totals<kWidth>(work);
  add_squares(work);
}

template <std::size_t kLanes>
using SumPart = void (*)(const PartRows&, std::span<const RowScores<kLanes>>, PartScores<kLanes>&);

// One function for each kind of processor, for whose registers the loops above are then compiled.
template <std::size_t kLanes>
void sum_plain(const PartRows& rows, std::span<const RowScores<kLanes>> row_scores,
               PartScores<kLanes>& work) {
  sum_in_lanes<2>(rows, row_scores, work);
}

#if defined(__x86_64__)
template <std::size_t kLanes>
[[gnu::target("avx2")]] void sum_avx2(const PartRows& rows, std::span<const RowScores<kLanes>> row_scores,
                                      PartScores<kLanes>& work) {
  sum_in_lanes<4>(rows, row_scores, work);
}

template <std::size_t kLanes>
[[gnu::target("avx512f,avx512bw,avx512vl,avx512dq")]] void sum_avx512(
    const PartRows& rows, std::span<const RowScores<kLanes>> row_scores, PartScores<kLanes>& work) {
  sum_in_lanes<8>(rows, row_scores, work);
}
#endif

template <std::size_t kLanes>
SumPart<kLanes> chosen() {
#if defined(__x86_64__)
  return numeric::for_widest_registers<SumPart<kLanes>>(sum_plain<kLanes>, sum_avx2<kLanes>,
                                                        sum_avx512<kLanes>);
#else
  return sum_plain<kLanes>;
#endif
}

}  // namespace

template <std::size_t kLanes>
void sum_part(const PartRows& rows, std::span<const RowScores<kLanes>> row_scores, PartScores<kLanes>& work) {
  static const SumPart<kLanes> kSum = chosen<kLanes>();
  work.entries = 0;
  work.cells_met = 0;
  if (work.scores.size() < rows.bits.size()) {  // each row may be an entry
    work.scores.resize(rows.bits.size());
    work.answered.resize(rows.bits.size());
    work.sums_of.resize(rows.bits.size());
  }
  kSum(rows, row_scores, work);
  for (const auto& sums : work.result()) work.last_entry[static_cast<std::size_t>(sums.cell)] = -1;
}

template void sum_part<1>(const PartRows&, std::span<const RowScores<1>>, PartScores<1>&);
template void sum_part<2>(const PartRows&, std::span<const RowScores<2>>, PartScores<2>&);

}  // namespace sondeo::estimation
