#include <array>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/numeric/column_rank.hpp"
#include "engine/numeric/hadamard.hpp"
#include "engine/numeric/random_stream.hpp"

using namespace sondeo::numeric;

TEST_CASE("Philox 4x32-10 gives the known answers of its authors", "[reference]") {
  // Random123 1.09, tests/kat_vectors, philox4x32 10
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U});
  constexpr std::uint32_t kOnes = 0xffffffffU;
  CHECK(philox({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}) ==
        Words{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU});
  CHECK(philox({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}, {0xa4093822U, 0x299f31d0U}) ==
        Words{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U});
}

TEST_CASE("random whole numbers below a bound are all about as frequent") {
  // 60,000 draws: each of 6 values 10,000 times, standard deviation 91; 5 of them
  std::array<int, 6> seen{};
  RandomStream stream(7, RandomPurpose::kBootstrapReplicates, 1, 2);
  for (int i = 0; i < 60'000; ++i) ++seen.at(stream.below(6));
  for (const int count : seen) CHECK(std::abs(count - 10'000) < 457);
}

TEST_CASE("streams of another seed, replicate or stratum differ") {
  const auto first = [](std::uint64_t seed, std::uint32_t replicate, std::uint32_t stratum) {
    RandomStream stream(seed, RandomPurpose::kBootstrapReplicates, replicate, stratum);
    return stream.below(0x80000000U);
  };
  CHECK(first(1, 1, 1) == first(1, 1, 1));
  CHECK(first(1, 1, 1) != first(2, 1, 1));
  CHECK(first(1, 1, 1) != first(std::uint64_t{1} << 32U, 1, 1));
  CHECK(first(1, 1, 1) != first(1, 2, 1));
  CHECK(first(1, 1, 1) != first(1, 1, 2));
}

TEST_CASE("Hadamard matrices have orthogonal rows and a first column of ones", "[property]") {
  for (std::size_t least = 1; least <= 260; ++least) {
    const auto matrix = hadamard(least);
    REQUIRE(matrix);
    REQUIRE(matrix->order >= least);
    REQUIRE(matrix->order <= least + 12);
    bool orthogonal = true;
    for (std::size_t i = 0; i < matrix->order; ++i) {
      orthogonal = orthogonal && matrix->at(i, 0) == 1;
      for (std::size_t j = 0; j <= i; ++j) {
        int product = 0;
        for (std::size_t k = 0; k < matrix->order; ++k) product += matrix->at(i, k) * matrix->at(j, k);
        orthogonal = orthogonal && product == (i == j ? static_cast<int>(matrix->order) : 0);
      }
    }
    CAPTURE(least, matrix->order);
    CHECK(orthogonal);
  }
  CHECK(hadamard(5)->order == 8);
  CHECK(hadamard(9)->order == 12);
  CHECK(hadamard(89)->order == 96);  // 92 is of neither construction
  CHECK_FALSE(hadamard(kMostHadamardOrder + 1));
}

TEST_CASE("the rank of columns is that of R's qr") {
  // R: qr(cbind(a, b, a + b, a + 1e-7 * c))$rank is 2, with 1e-3 it is 3
  const std::vector<double> a{1, 2, 3, 4, 5}, b{2, 0, 1, 1, 3}, c{1, 0, 0, 2, -1};
  const auto rank = [&](double part) {
    std::vector<std::array<double, 4>> rows;
    std::vector<double> lengths(4);
    for (std::size_t i = 0; i < a.size(); ++i) {
      rows.push_back({a[i], b[i], a[i] + b[i], a[i] + part * c[i]});
      for (std::size_t k = 0; k < 4; ++k) lengths[k] += rows.back().at(k) * rows.back().at(k);
    }
    ColumnRank columns(lengths);
    for (const auto& row : rows) columns.add_row(row);
    return columns.rank();
  };
  CHECK(rank(1e-7) == 2);
  CHECK(rank(1e-3) == 3);
}
