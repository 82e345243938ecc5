#include "reports/protection.hpp"

#include <algorithm>

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
  CHECK(protect(release).size() == 3);
  const auto intervals = derivable(release);
  CHECK(is_wide_enough(release.cells[0], intervals.at(0)));
  CHECK(std::none_of(release.cells.begin() + 9, release.cells.end(),
                     [](const ReleaseCell& cell) { return cell.withheld; }));
}

TEST_CASE("the cheapest counts are withheld") {
  Release release = square();
  for (const std::size_t dear : {1U, 2U}) release.cells[dear].cost = 1000;
  protect(release);
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
  CHECK(protect(release) == std::vector<std::size_t>{1});
}
