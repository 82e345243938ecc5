#include "engine/moments/lane_sums.hpp"

#include "engine/numeric/registers.hpp"

namespace sondeo::moments {

namespace {

using Add = void (*)(std::span<const std::int32_t>, const LaneTerms&, const LaneSums&);

// Inlined into one function for each kind of processor, for whose registers it is then compiled.
[[gnu::always_inline]] inline void add(std::span<const std::int32_t> cells, const LaneTerms& terms,
                                       const LaneSums& sums) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] < 0) continue;
    const auto cell = static_cast<std::size_t>(cells[i]);
    const NumberLane* from = terms.numbers + i * terms.number_lanes;
    NumberLane* to = sums.numbers + cell * sums.number_lanes;
    for (std::size_t lane = 0; lane < terms.number_lanes; ++lane) {
      for (std::size_t j = 0; j < NumberLane::kWidth; ++j) to[lane].numbers[j] += from[lane].numbers[j];
    }
    const CountLane* counts = terms.counts + i * terms.count_lanes;
    CountLane* counted = sums.counts + cell * sums.count_lanes;
    for (std::size_t lane = 0; lane < terms.count_lanes; ++lane) {
      for (std::size_t j = 0; j < CountLane::kWidth; ++j) {
        counted[lane].counts[j] =
            static_cast<std::uint16_t>(counted[lane].counts[j] + counts[lane].counts[j]);
      }
    }
  }
}

void add_plain(std::span<const std::int32_t> cells, const LaneTerms& terms, const LaneSums& sums) {
  add(cells, terms, sums);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void add_avx2(std::span<const std::int32_t> cells, const LaneTerms& terms,
                                      const LaneSums& sums) {
  add(cells, terms, sums);
}

[[gnu::target("avx512f,avx512bw")]] void add_avx512(std::span<const std::int32_t> cells,
                                                    const LaneTerms& terms, const LaneSums& sums) {
  add(cells, terms, sums);
}

Add chosen() { return numeric::for_widest_registers<Add>(add_plain, add_avx2, add_avx512); }
#else
Add chosen() { return add_plain; }
#endif

}  // namespace

void add_lanes(std::span<const std::int32_t> cells, const LaneTerms& terms, const LaneSums& sums) {
  static const Add kAdd = chosen();
  kAdd(cells, terms, sums);
}

}  // namespace sondeo::moments
