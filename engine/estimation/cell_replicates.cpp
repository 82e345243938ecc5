#include "engine/estimation/cell_replicates.hpp"

#include <algorithm>
#include <array>

#include "engine/numeric/lane.hpp"
#include "engine/numeric/registers.hpp"

namespace sondeo::estimation {

namespace {

using numeric::kLane;
using numeric::Lane;

constexpr std::size_t kTerms = 8;       // whose totals stay in registers, a lane of replicates each
constexpr std::size_t kMostUnits = 64;  // whose factors stay in the second-level cache

// A lane at any address.
using LooseLane [[gnu::vector_size(kLane * sizeof(double)), gnu::aligned(sizeof(double)), gnu::may_alias]] =
    double;

/// A few units of a cell with their factors, and where the totals go.
struct Units {
  std::span<const double* const> factors;  ///< [units][R]
  const double* sums;                      ///< [units x kTerms]
  std::size_t replicates;
  double* totals;  ///< [kTerms x stride]
  std::size_t stride;
};

/// Adds factor x sum of all units to the totals of kTerms terms, a lane of replicates at a time; what is left
/// of them one by one.
[[gnu::always_inline]] inline void add_products(const Units& units) {
  std::size_t r = 0;
  for (; r + kLane <= units.replicates; r += kLane) {
    std::array<Lane, kTerms> totals;
    for (std::size_t j = 0; j < kTerms; ++j) {
      totals[j] = *reinterpret_cast<const LooseLane*>(units.totals + j * units.stride + r);
    }
    for (std::size_t i = 0; i < units.factors.size(); ++i) {
      const Lane factors = *reinterpret_cast<const LooseLane*>(units.factors[i] + r);
      for (std::size_t j = 0; j < kTerms; ++j) totals[j] += factors * units.sums[i * kTerms + j];
    }
    for (std::size_t j = 0; j < kTerms; ++j) {
      *reinterpret_cast<LooseLane*>(units.totals + j * units.stride + r) = totals[j];
    }
  }
  for (; r < units.replicates; ++r) {
    for (std::size_t i = 0; i < units.factors.size(); ++i) {
      for (std::size_t j = 0; j < kTerms; ++j) {
        units.totals[j * units.stride + r] += units.factors[i][r] * units.sums[i * kTerms + j];
      }
    }
  }
}

// One function for each kind of processor, for whose registers the loop above is then compiled.
void add_plain(const Units& units) { add_products(units); }

#if defined(__x86_64__)
[[gnu::target("avx2")]] void add_avx2(const Units& units) { add_products(units); }
[[gnu::target("avx512f,avx512bw,avx512vl,avx512dq")]] void add_avx512(const Units& units) {
  add_products(units);
}
#endif

auto chosen() {
#if defined(__x86_64__)
  return numeric::for_widest_registers(add_plain, add_avx2, add_avx512);
#else
  return add_plain;
#endif
}

}  // namespace

void CellReplicates::add_up(std::span<const moments::BreakdownMoments::Entry> entries, std::size_t terms,
                            const design::Replicates& replicates) {
  static const auto kAdd = chosen();
  const std::size_t groups = (terms + kTerms - 1) / kTerms;
  count_ = replicates.scheme.count();
  stride_ = (count_ + kLane - 1) / kLane * kLane;
  totals_.assign(groups * kTerms * stride_, 0.0);
  sums_.assign(kMostUnits * kTerms, 0.0);
  std::array<const double*, kMostUnits> factors{};
  for (std::size_t first = 0; first < entries.size(); first += kMostUnits) {
    const auto units = entries.subspan(first, std::min(kMostUnits, entries.size() - first));
    for (std::size_t i = 0; i < units.size(); ++i) {
      factors[i] = replicates.of_unit(static_cast<std::size_t>(units[i].psu)).data();
    }
    for (std::size_t group = 0; group < groups; ++group) {
      const std::size_t begin = group * kTerms;
      const std::size_t count = std::min(kTerms, terms - begin);
      for (std::size_t i = 0; i < units.size(); ++i) {
        std::copy_n(units[i].sums + begin, count, &sums_[i * kTerms]);
      }
      kAdd(
          {std::span(factors).first(units.size()), sums_.data(), count_, &totals_[begin * stride_], stride_});
    }
  }
}

}  // namespace sondeo::estimation
