#include "engine/moments/merge.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include <catch2/catch.hpp>

using namespace sondeo;
using namespace sondeo::moments;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr std::int32_t kPsus = 9;
constexpr std::int32_t kCells = 4;
constexpr std::int32_t kCategories = 3;

/// Rows of a small survey; the last category and the last cell come late, PSUs in no order.
struct Rows {
  std::vector<std::int32_t> psu, cell, category;
  std::vector<double> weight, amount, near_million, x;
  std::vector<std::int8_t> answer, base;

  explicit Rows(std::size_t count) {
    std::mt19937 random(7);
    const auto draw = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (std::size_t i = 0; i < count; ++i) {
      const bool late = i > 2 * count / 3;
      psu.push_back(draw(kPsus));
      cell.push_back(draw(late ? kCells + 1 : kCells) - 1);
      category.push_back(draw(late ? kCategories + 1 : kCategories) - 1);
      weight.push_back(draw(10) == 0 ? 0.0 : 0.25 + draw(1000) / 64.0);
      amount.push_back(i < count / 5 || draw(9) == 0 ? missing_value() : draw(4000) / 7.0);
      near_million.push_back(draw(9) == 0 ? missing_value() : 1e6 + draw(500) / 7.0);
      x.push_back(draw(30) == 0 ? missing_value() : 1 + draw(9));
      answer.push_back(static_cast<std::int8_t>(draw(3) - 1));
      base.push_back(static_cast<std::int8_t>(draw(5) > 0));
    }
  }
  template <typename Value>
  static std::span<const Value> part(const std::vector<Value>& all, std::size_t from, std::size_t count) {
    return std::span(all).subspan(from, std::min(count, all.size() - from));
  }
  /// Four variates, then a category each.
  [[nodiscard]] std::vector<Variate> variates(std::size_t from, std::size_t count,
                                              const std::vector<std::int32_t>& categories) const {
    const auto b = part(base, from, count);
    const auto w = part(weight, from, count);
    std::vector<Variate> all{{Answers{part(answer, from, count)}, {}, b, w},
                             {Numbers{part(amount, from, count)}, {}, b, w},
                             {Numbers{part(near_million, from, count)}, {}, b, w},
                             {Numbers{part(amount, from, count)}, part(x, from, count), b, w}};
    for (const auto k : categories) all.push_back({InGroup{part(category, from, count), k}, {}, b, w});
    return all;
  }
};

/// Reduces rows [from, from + count) as a part with numbers of its own, and adds it.
void add_part(const Rows& rows, std::size_t from, std::size_t count, MergedMoments& merged) {
  const auto psus = Rows::part(rows.psu, from, count);
  std::vector<std::int32_t> numbers;  // the part's PSUs backwards: its numbers are not the whole's
  for (std::int32_t psu = kPsus - 1; psu >= 0; --psu) {
    if (std::find(psus.begin(), psus.end(), psu) != psus.end()) numbers.push_back(psu);
  }
  std::vector<std::int32_t> own;
  for (const auto psu : psus) {
    own.push_back(
        static_cast<std::int32_t>(std::find(numbers.begin(), numbers.end(), psu) - numbers.begin()));
  }
  std::vector<std::int32_t> seen;
  const auto categories = Rows::part(rows.category, from, count);
  for (std::int32_t k = 0; k < kCategories; ++k) {
    if (std::find(categories.begin(), categories.end(), k) != categories.end()) seen.push_back(k);
  }
  std::vector<MergedMoments::Place> places{{0, 0, true}, {1, 1, true}, {2, 2, true}, {3, 3, true}};
  for (std::size_t i = 0; i < seen.size(); ++i) places.push_back({4, 4 + seen[i], i == 0});
  if (seen.empty()) places.push_back({4, -1, true});
  auto variates = rows.variates(from, count, seen.empty() ? std::vector{kCategories} : seen);
  const auto order = design::order_by_psu(own, numbers.size());
  const Cells cells[] = {{Rows::part(rows.cell, from, count), kCells}};
  const auto part = reduce(order, variates, cells, 1);
  const std::vector<std::int32_t> same{0, 1, 2, 3};
  merged.add(part[0], places, same, numbers);
}

void check_sums(const CellSums& found, const CellSums& expected) {
  CHECK(found.n == expected.n);
  CHECK(found.n_base == expected.n_base);
  CHECK(found.n_events == expected.n_events);
  CHECK(found.n_victims == expected.n_victims);
  CHECK_THAT(found.base_weight, WithinRel(expected.base_weight, 1e-13));
}

/// The weighted square deviations of y that the squares stand for, whatever they are about.
double spread(const CellSums& sums, double weight) { return sums.yy - sums.y * sums.y / weight; }

}  // namespace

TEST_CASE("moments of parts of any length are those of the whole") {
  const Rows rows(600);
  const std::vector<std::int32_t> categories{0, 1, 2};
  const auto variates = rows.variates(0, 600, categories);
  const auto order = design::order_by_psu(rows.psu, kPsus);
  const Cells cells[] = {{rows.cell, kCells}};
  const auto reduced = reduce(order, variates, cells, 1);
  const BreakdownMoments& whole = reduced[0];
  for (const std::size_t length : {1U, 7U, 100U, 599U, 600U}) {
    MergedMoments merged;
    for (std::size_t from = 0; from < 600; from += length) add_part(rows, from, length, merged);
    std::vector<MergedMoments::Whole> of_whole{{0, 0, false}, {1, 1, false}, {2, 2, false}, {3, 3, true}};
    for (std::int32_t k = 0; k < kCategories; ++k) of_whole.push_back({4, 4 + k, false});
    const std::vector<std::int32_t> same_cells{0, 1, 2, 3};
    const std::vector<std::int32_t> same_psus{0, 1, 2, 3, 4, 5, 6, 7, 8};
    const auto found = merged.finish(of_whole, same_cells, same_psus);
    for (std::size_t cell = 0; cell < kCells; ++cell) {
      const auto entries = found.entries(cell);
      const auto expected = whole.entries(cell);
      REQUIRE(entries.size() == expected.size());
      for (std::size_t v = 0; v < of_whole.size(); ++v) {
        CAPTURE(length, cell, v);
        check_sums(found.sums(cell, v), whole.sums(cell, v));
        double weight = 0;
        for (std::size_t e = 0; e < entries.size(); ++e) {
          REQUIRE(entries[e].psu == expected[e].psu);
          const double* a = entries[e].sums;
          const double* b = expected[e].sums;
          weight += a[found.weight_at(v)];
          CHECK_THAT(a[found.weight_at(v)], WithinRel(b[whole.weight_at(v)], 1e-13));
          CHECK_THAT(a[found.y_at(v)], WithinRel(b[whole.y_at(v)], 1e-13));
          CHECK_THAT(a[found.x_at(v)], WithinRel(b[whole.x_at(v)], 1e-13));
        }
        const bool numbers = v >= 1 && v <= 3;
        if (!numbers) continue;
        CHECK_THAT(spread(found.sums(cell, v), weight),
                   WithinRel(spread(whole.sums(cell, v), weight), 1e-11));
      }
    }
    CHECK(whole.shift(2).far);
    CHECK(found.shift(2).far);
    CHECK_FALSE(found.shift(1).far);
    CHECK(merged.bytes() > 0);
  }
}

TEST_CASE("scores of numbers far from zero keep their digits over parts") {
  const Rows rows(600);
  const auto variates = rows.variates(0, 600, {});
  const auto order = design::order_by_psu(rows.psu, kPsus);
  const Cells total[] = {{{}, 1}};
  const auto reduced = reduce(order, variates, total, 1);
  MergedMoments merged;
  const std::vector<std::int32_t> one{0, 1, 2, 3};
  for (std::size_t from = 0; from < 600; from += 13) add_part(rows, from, 13, merged);
  const std::vector<MergedMoments::Whole> of_whole{{2, 2, false}};
  const auto found = merged.finish(of_whole, one, std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8});
  // t(y - shift) of the merged, shifted back to the whole's shift, is the whole's.
  REQUIRE(found.shift(0).far);
  std::map<std::int32_t, double> by_psu;
  const double by = found.shift(0).y - reduced[0].shift(2).y;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    for (const auto& entry : found.entries(cell)) {
      by_psu[entry.psu] += entry.sums[found.centred_at(0)] + by * entry.sums[found.weight_at(0)];
    }
  }
  const Cells cells[] = {{rows.cell, kCells}};
  const auto of_cells = reduce(order, variates, cells, 1);
  for (const auto& [psu, sum] : by_psu) {
    double expected = 0;
    for (std::size_t cell = 0; cell < kCells; ++cell) {
      for (const auto& entry : of_cells[0].entries(cell)) {
        if (entry.psu == psu) expected += entry.sums[of_cells[0].centred_at(2)];
      }
    }
    CHECK_THAT(sum, WithinRel(expected, 1e-10) || WithinAbs(expected, 1e-7));
  }
}
