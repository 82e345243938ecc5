#include "reports/protection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

using namespace sondeo::reports;

namespace {

/// Three rows by three columns with all margins; the count at the top left is sensitive.
Release square() {
  Release release;
  const double counts[] = {2, 20, 30, 25, 35, 15, 40, 10, 50};
  for (const double count : counts) release.atoms.push_back(count);
  const auto add = [&](std::vector<std::uint32_t> atoms) {
    ReleaseCell cell;
    for (const auto atom : atoms) cell.count += release.atoms[atom];
    cell.cost = 1 + cell.count;
    cell.atoms = std::move(atoms);
    release.cells.push_back(std::move(cell));
  };
  for (std::uint32_t atom = 0; atom < 9; ++atom) add({atom});
  for (std::uint32_t k = 0; k < 3; ++k) add({3 * k, 3 * k + 1, 3 * k + 2});
  for (std::uint32_t k = 0; k < 3; ++k) add({k, k + 3, k + 6});
  add({0, 1, 2, 3, 4, 5, 6, 7, 8});
  release.cells[0].withheld = true;
  release.cells[0].below = 1;
  release.cells[0].above = 3;
  return release;
}

}  // namespace

TEST_CASE("a count that is withheld alone follows from its row") {
  const auto intervals = derivable(square());
  REQUIRE(intervals.size() == 1);
  CHECK(intervals[0].low == Approx(2));
  CHECK(intervals[0].high == Approx(2));
  CHECK_FALSE(is_wide_enough(square().cells[0], intervals[0]));
}

TEST_CASE("three more counts protect one in a cross with its margins, and no margin is withheld") {
  Release release = square();
  CHECK(protect(release).added.size() == 3);
  const auto intervals = derivable(release);
  CHECK(is_wide_enough(release.cells[0], intervals.at(0)));
  CHECK(std::none_of(release.cells.begin() + 9, release.cells.end(),
                     [](const ReleaseCell& cell) { return cell.withheld; }));
}

TEST_CASE("the cheapest counts are withheld") {
  Release release = square();
  for (const std::size_t dear : {1U, 2U}) release.cells[dear].cost = 1000;
  static_cast<void>(protect(release));
  CHECK_FALSE(release.cells[1].withheld);
  CHECK_FALSE(release.cells[2].withheld);
  CHECK(is_wide_enough(release.cells[0], derivable(release).at(0)));
}

TEST_CASE("a total that is nothing but the sensitive count cannot be shown") {
  Release release;
  release.atoms = {3.0};
  for (int k = 0; k < 2; ++k) release.cells.push_back({{0}, 3, 1, k == 0, 0, 0});
  release.cells[0].below = 2;
  release.cells[0].above = 3;
  CHECK(protect(release).added == std::vector<std::size_t>{1});
}

namespace {

/// 1,872 kinds in three dimensions, with all margins of two and of one; some counts of two are small.
Release cube() {
  constexpr std::array<std::uint32_t, 3> kSizes = {12, 12, 13};
  Release release;
  std::map<std::array<std::uint32_t, 4>, std::vector<std::uint32_t>> atoms_of;
  for (std::uint32_t a = 0; a < kSizes[0]; ++a) {
    for (std::uint32_t b = 0; b < kSizes[1]; ++b) {
      for (std::uint32_t c = 0; c < kSizes[2]; ++c) {
        const auto atom = static_cast<std::uint32_t>(release.atoms.size());
        release.atoms.push_back((atom * 2654435761U >> 16U) % 5 < 2 ? 1.0 : 0.0);
        release.most.push_back(3);
        for (std::uint32_t margin = 1; margin < 8; ++margin) {
          atoms_of[{margin, margin & 1U ? 0 : a, margin & 2U ? 0 : b, margin & 4U ? 0 : c}].push_back(atom);
        }
      }
    }
  }
  for (auto& [key, atoms] : atoms_of) {
    ReleaseCell cell;
    for (const auto atom : atoms) cell.count += release.atoms[atom];
    cell.cost = 1 + cell.count;
    cell.atoms = std::move(atoms);
    if (cell.count > 0 && cell.count < 3) {
      cell.withheld = true;
      cell.below = cell.count - std::floor(cell.count / 2);
      cell.above = std::max(3.0, 2 * cell.count) - cell.count;
    }
    release.cells.push_back(std::move(cell));
  }
  return release;
}

}  // namespace

TEST_CASE("in a large release, too, every sensitive count has the interval that it needs") {
  Release release = cube();
  REQUIRE(release.atoms.size() > kExactAtoms);
  const auto sensitive = std::count_if(release.cells.begin(), release.cells.end(),
                                       [](const ReleaseCell& cell) { return cell.sensitive(); });
  REQUIRE(sensitive > 5);
  REQUIRE_FALSE(too_narrow(release, {}).empty());
  const auto done = protect(release);
  CHECK(too_narrow(release, done.alternatives).empty());
  CHECK(too_narrow(release, {}).empty());  // the attack itself, without the alternatives
}

namespace {

/// Two cubes, the second of some of the first's cases, kind by kind.
Release nested_cubes() {
  Release release = cube();
  const std::size_t kinds = release.atoms.size();
  const std::size_t cells = release.cells.size();
  for (std::uint32_t kind = 0; kind < kinds; ++kind) {
    release.atoms.push_back(kind % 7 == 0 ? 0.0 : release.atoms[kind]);
    release.most.push_back(release.most[kind]);
    release.relations.push_back({{kind}, {static_cast<std::uint32_t>(kinds + kind)}, false});
  }
  for (std::size_t number = 0; number < cells; ++number) {
    ReleaseCell cell;
    for (const auto atom : release.cells[number].atoms) {
      cell.atoms.push_back(static_cast<std::uint32_t>(kinds) + atom);
      cell.count += release.atoms[cell.atoms.back()];
    }
    cell.cost = 1 + cell.count;
    if (cell.count > 0 && cell.count < 3) {
      cell.withheld = true;
      cell.below = cell.count - std::floor(cell.count / 2);
      cell.above = 3 - cell.count;
    }
    release.cells.push_back(std::move(cell));
  }
  return release;
}

}  // namespace

TEST_CASE("linked populations of a large release are protected, the same for any number of threads") {
  Release one = nested_cubes();
  Release two = one;
  Release* const first = &one;
  Release* const second = &two;
  const auto done = protect(std::span(&first, 1), 1).front();
  CHECK(done.added == protect(std::span(&second, 1), 2).front().added);
  CHECK(too_narrow(one, done.alternatives).empty());
}

TEST_CASE("an alternative that shows in a published count, or has fewer cases than none, proves nothing") {
  const Release release = square();
  CHECK(too_narrow(release, {{{0, 5.0}}, {{0, -2.0}, {1, 2.0}}}).size() == 1);
  Release alone = square();
  for (auto& cell : alone.cells) cell.withheld = true;
  CHECK(too_narrow(alone, {{{0, -3.0}}}).empty());
  alone.most.assign(alone.atoms.size(), 2);
  CHECK(too_narrow(alone, {{{0, 5.0}}}).size() == 1);
}

namespace {

/// Four counts and their total; the first is sensitive.
Release four_and_total() {
  Release release;
  release.atoms = {2, 20, 30, 25};
  for (std::uint32_t atom = 0; atom < 4; ++atom)
    release.cells.push_back({{atom}, release.atoms[atom], 1 + release.atoms[atom], atom == 0, 0, 0});
  release.cells.push_back({{0, 1, 2, 3}, 77, 1000, false, 0, 0});
  release.cells[0].below = 1;
  release.cells[0].above = 3;
  return release;
}

}  // namespace

TEST_CASE("a published sum of weights is held against the counts, and goes with its count") {
  Release counts = four_and_total();
  CHECK(protect(counts).added.size() == 1);
  Release sums = four_and_total();
  sums.weights = {{1, 2, 4, 7}};
  ReleaseCell sum = sums.cells[4];
  sum.weights = 0;
  sum.count = 2 + 40 + 120 + 175;
  sum.goes_with = {4};
  sums.cells[4].goes_with = {5};
  sums.cells.push_back(sum);
  CHECK(protect(sums).added.size() == 2);  // three unknowns for two equations
  CHECK(is_wide_enough(sums.cells[0], derivable(sums).at(0)));
  CHECK(sums.cells[4].withheld == sums.cells[5].withheld);
}
