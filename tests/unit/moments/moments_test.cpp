#include "engine/moments/moments.hpp"

#include <cmath>
#include <random>

#include <catch2/catch.hpp>

using namespace sondeo;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// Random rows: PSUs of very unequal size (one is larger than a block of rows), three cells, missing answers.
struct Rows {
  std::size_t count = 30'000;
  std::vector<std::int32_t> psu, cell;
  std::vector<double> weight, number, x;
  std::vector<std::int8_t> answer, base;

  Rows() {
    std::mt19937 random(20261121);
    const auto draw = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (std::size_t i = 0; i < count; ++i) {
      psu.push_back(i < 20'000 ? 3 : draw(40));
      cell.push_back(draw(4) - 1);
      weight.push_back(draw(10) == 0 ? 0.0 : 0.25 + draw(1000) / 64.0);
      answer.push_back(static_cast<std::int8_t>(draw(3) - 1));
      base.push_back(static_cast<std::int8_t>(draw(5) > 0));
      number.push_back(draw(20) == 0 ? missing_value() : 1e6 + draw(100000) / 7.0);
      x.push_back(draw(30) == 0 ? missing_value() : 1 + draw(9));
    }
  }
};

/// The sums of one cell and PSU added up row by row: the obvious way.
struct Naive {
  double weight = 0, y = 0, x = 0, n = 0;
};

Naive naive_sums(const Rows& rows, const std::vector<double>& y, bool with_x, std::int32_t cell,
                 std::int32_t psu) {
  Naive sums;
  for (std::size_t i = 0; i < rows.count; ++i) {
    const bool inside = (psu < 0 || rows.psu[i] == psu) && rows.cell[i] == cell && rows.base[i] == 1;
    if (!inside || rows.weight[i] == 0.0 || std::isnan(y[i]) || (with_x && std::isnan(rows.x[i]))) continue;
    sums.weight += rows.weight[i];
    sums.y += rows.weight[i] * y[i];
    sums.x += with_x ? rows.weight[i] * rows.x[i] : 0;
    sums.n += 1;
  }
  return sums;
}

}  // namespace

TEST_CASE("sums by PSU and cell are those of adding row by row, in PSUs larger than a block too") {
  const Rows rows;
  const auto order = design::order_by_psu(rows.psu, 40);
  moments::Variate answers{moments::Answers{rows.answer}, {}, rows.base, rows.weight};
  moments::Variate ratio{moments::Numbers{rows.number}, rows.x, rows.base, rows.weight};
  const moments::Variate variates[] = {answers, ratio};
  const moments::Cells cells[] = {{rows.cell, 3}};
  const auto reduced = moments::reduce(order, variates, cells, 2);
  const auto& result = reduced[0];
  std::vector<double> answer(rows.count);
  for (std::size_t i = 0; i < rows.count; ++i)
    answer[i] = rows.answer[i] < 0 ? missing_value() : rows.answer[i];
  for (std::int32_t cell = 0; cell < 3; ++cell) {
    const auto entries = result.entries(static_cast<std::size_t>(cell));
    REQUIRE(entries.size() == 40);
    for (const auto& entry : entries) {
      CAPTURE(cell, entry.psu);
      const Naive yes = naive_sums(rows, answer, false, cell, entry.psu);
      const Naive of_ratio = naive_sums(rows, rows.number, true, cell, entry.psu);
      CHECK_THAT(entry.sums[result.weight_at(0)], WithinRel(yes.weight, 1e-12));
      CHECK_THAT(entry.sums[result.y_at(0)], WithinRel(yes.y, 1e-12) || WithinAbs(yes.y, 0));
      CHECK_THAT(entry.sums[result.y_at(1)], WithinRel(of_ratio.y, 1e-12));
      CHECK_THAT(entry.sums[result.x_at(1)], WithinRel(of_ratio.x, 1e-12));
    }
    CHECK(result.sums(static_cast<std::size_t>(cell), 0).n == naive_sums(rows, answer, false, cell, -1).n);
    CHECK(result.sums(static_cast<std::size_t>(cell), 1).n ==
          naive_sums(rows, rows.number, true, cell, -1).n);
  }
}

TEST_CASE("the numbers of one group add up as those numbers with zeros in the other groups") {
  const Rows rows;
  const auto order = design::order_by_psu(rows.psu, 40);
  std::vector<std::int32_t> group;
  std::vector<double> in_group;
  for (std::size_t i = 0; i < rows.count; ++i) {
    group.push_back(static_cast<std::int32_t>(i % 5) - 1);
    const bool known = group[i] >= 0 && !std::isnan(rows.number[i]);
    in_group.push_back(!known ? missing_value() : group[i] == 2 ? rows.number[i] : 0.0);
  }
  const moments::Variate variates[] = {
      {moments::NumbersInGroup{rows.number, group, 2}, rows.number, rows.base, rows.weight},
      {moments::Numbers{in_group}, rows.number, rows.base, rows.weight}};
  const moments::Cells cells[] = {{rows.cell, 3}};
  const auto reduced = moments::reduce(order, variates, cells, 2);
  const auto& result = reduced[0];
  for (std::size_t cell = 0; cell < 3; ++cell) {
    for (const auto& entry : result.entries(cell)) {
      REQUIRE(entry.sums[result.weight_at(0)] == entry.sums[result.weight_at(1)]);
      REQUIRE(entry.sums[result.y_at(0)] == entry.sums[result.y_at(1)]);
      REQUIRE(entry.sums[result.x_at(0)] == entry.sums[result.x_at(1)]);
    }
    CHECK(result.sums(cell, 0).n == result.sums(cell, 1).n);
    CHECK(result.sums(cell, 0).n_events == result.sums(cell, 1).n_events);
  }
}

TEST_CASE("squares about the shift lose no digits although the numbers are far from 0") {
  const Rows rows;
  const auto order = design::order_by_psu(rows.psu, 40);
  const moments::Variate variate{moments::Numbers{rows.number}, {}, {}, rows.weight};
  const moments::Cells cells[] = {{{}, 1}};
  const auto reduced = moments::reduce(order, {&variate, 1}, cells, 1);
  const auto& result = reduced[0];
  long double weight = 0;
  long double y = 0;
  for (std::size_t i = 0; i < rows.count; ++i) {
    if (std::isnan(rows.number[i])) continue;
    weight += rows.weight[i];
    y += static_cast<long double>(rows.weight[i]) * rows.number[i];
  }
  const long double mean = y / weight;
  long double squares = 0;
  for (std::size_t i = 0; i < rows.count; ++i) {
    if (std::isnan(rows.number[i])) continue;
    squares += rows.weight[i] * (rows.number[i] - mean) * (rows.number[i] - mean);
  }
  const auto& sums = result.sums(0, 0);
  const double about_mean = sums.yy - sums.y * sums.y / static_cast<double>(weight);
  CHECK_THAT(about_mean, WithinRel(static_cast<double>(squares), 1e-11));
}

TEST_CASE("the moments have the same bits for 1, 2, 3, 7 and 16 threads", "[determinism]") {
  const Rows rows;
  const auto order = design::order_by_psu(rows.psu, 40);
  const moments::Variate variate{moments::Numbers{rows.number}, rows.x, rows.base, rows.weight};
  const moments::Cells cells[] = {{rows.cell, 3}, {{}, 1}};
  const auto alone = moments::reduce(order, {&variate, 1}, cells, 1);
  for (const unsigned threads : {2U, 3U, 7U, 16U}) {
    const auto together = moments::reduce(order, {&variate, 1}, cells, threads);
    for (std::size_t b = 0; b < 2; ++b) {
      for (std::size_t cell = 0; cell < alone[b].cell_count(); ++cell) {
        const auto expected = alone[b].entries(cell);
        const auto entries = together[b].entries(cell);
        REQUIRE(entries.size() == expected.size());
        for (std::size_t e = 0; e < entries.size(); ++e) {
          for (std::size_t term = 0; term < 3; ++term)
            REQUIRE(entries[e].sums[term] == expected[e].sums[term]);
        }
        REQUIRE(together[b].sums(cell, 0).yy == alone[b].sums(cell, 0).yy);
      }
    }
  }
}
