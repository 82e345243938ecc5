#include "engine/estimation/replicate_df.hpp"

#include <cmath>
#include <cstdint>

#include <catch2/catch.hpp>

using namespace sondeo;
using estimation::GivenReplicates;
using estimation::replicate_df;

namespace {

/// Jackknife factors of `psus` PSUs, `rows` rows that take turns: no two neighbours are of one PSU.
GivenReplicates jackknife(std::size_t psus, std::size_t rows, std::span<const double> full, bool combined) {
  GivenReplicates given;
  given.combined = combined;
  given.scheme.rscales.assign(psus, 1.0);
  for (std::size_t r = 0; r < psus; ++r) {
    std::vector<double> factors(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const double factor = row % psus == r ? 0.0 : static_cast<double>(psus) / static_cast<double>(psus - 1);
      factors[row] = combined ? full[row] * factor : factor;
    }
    Variable variable;
    variable.name = std::to_string(r);
    given.columns.push_back(Column::of_numbers(variable, factors));
  }
  return given;
}

std::vector<double> weights(std::size_t rows) {
  std::vector<double> full(rows);
  for (std::size_t row = 0; row < rows; ++row) full[row] = 1 + static_cast<double>(row * 7 % 13);
  return full;
}

}  // namespace

TEST_CASE("the df of replicate weights is the PSUs with rows of a domain, less one", "[property]") {
  // Jackknife factors of k of the n PSUs are k independent rows: rank k (R: degf of the subset)
  constexpr std::size_t kPsus = 12;
  constexpr std::size_t kRows = 600;
  const auto full = weights(kRows);
  std::vector<std::int32_t> part(kRows, -1);
  for (std::size_t row = 0; row < kRows; ++row) {
    const std::size_t psu = row % kPsus;
    if (psu < 5) part[row] = 0;
    if (psu == 7) part[row] = 1;
    if (psu >= 10) part[row] = 3;
  }
  for (const bool combined : {true, false}) {
    const auto given = jackknife(kPsus, kRows, full, combined);
    CHECK(replicate_df(given, full) == 11);
    CHECK(replicate_df(given, full, part, 4) == std::vector<double>{4, 0, -1, 1});
  }
}

TEST_CASE("rows without weight are in no replicate and in no df") {
  constexpr std::size_t kRows = 60;
  auto full = weights(kRows);
  const auto given = jackknife(6, kRows, full, true);
  for (std::size_t row = 0; row < kRows; ++row) {
    if (row % 6 < 2) full[row] = 0;
  }
  CHECK(replicate_df(given, full) == 3);
}
