#include "engine/estimation/hot_deck.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

using namespace sondeo::estimation;  // NOLINT(google-build-using-namespace)

namespace {

/// Eight rows of two classes; rows 2 and 6 lack a value, 7 neither lacks nor gives one.
struct Deck {
  std::vector<std::int8_t> needs{0, 0, 1, 0, 0, 0, 1, 0};
  std::vector<std::int8_t> gives{1, 1, 0, 1, 1, 1, 0, 0};
  std::vector<double> weight;
  std::size_t minimum = 1;

  [[nodiscard]] HotDeckResult draw(std::uint32_t implicate, std::uint64_t seed = 1) const {
    const HotDeck deck{needs, gives, {{0, 0, 0, 0, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 0, 0, 0}}, weight, minimum};
    return draw_donors(deck, {seed, implicate, 1});
  }
};

}  // namespace

TEST_CASE("a hot deck takes donors from the row's own class") {
  const Deck deck;
  for (std::uint32_t implicate = 1; implicate <= 200; ++implicate) {
    const auto drawn = deck.draw(implicate);
    REQUIRE(drawn.rows == std::vector<std::int32_t>{2, 6});
    CHECK((drawn.donors[0] == 0 || drawn.donors[0] == 1 || drawn.donors[0] == 3));
    CHECK((drawn.donors[1] == 4 || drawn.donors[1] == 5));
    CHECK(drawn.collapsed == 0);
    CHECK(drawn.without == 0);
  }
}

TEST_CASE("a hot deck gives the same donors for the same seed, and others for another data set") {
  const Deck deck;
  std::set<std::vector<std::int32_t>> donors;
  for (std::uint32_t implicate = 1; implicate <= 50; ++implicate) {
    CHECK(deck.draw(implicate).donors == deck.draw(implicate).donors);
    donors.insert(deck.draw(implicate).donors);
  }
  CHECK(donors.size() == 6);  // 3 donors x 2 donors
}

TEST_CASE("a class with too few donors is joined to a wider one") {
  Deck deck;
  deck.minimum = 3;
  std::set<std::int32_t> of_second;
  for (std::uint32_t implicate = 1; implicate <= 200; ++implicate) {
    const auto drawn = deck.draw(implicate);
    CHECK(drawn.collapsed == 1);
    of_second.insert(drawn.donors[1]);
  }
  CHECK(of_second == std::set<std::int32_t>{0, 1, 3, 4, 5});
}

TEST_CASE("rows for which there is no donor are counted") {
  Deck deck;
  deck.gives.assign(8, 0);
  const auto drawn = deck.draw(1);
  CHECK(drawn.rows.empty());
  CHECK(drawn.without == 2);
}

TEST_CASE("donors are drawn in proportion to their weight, through the bootstrap of the donors") {
  Deck deck;
  deck.weight = {1, 1, 1, 3, 1, 1, 1, 1};
  // By hand: of 3 draws, k are row 3 with probability choose(3, k) / 3^3 * 2^(3-k); then it is taken with
  // probability 3k / (3k + 3 - k): (12 * 3/5 + 6 * 6/7 + 1) / 27 = 0.4942.
  const double expected = (12 * 3.0 / 5 + 6 * 6.0 / 7 + 1) / 27;
  std::size_t taken = 0;
  constexpr std::uint32_t kTimes = 4000;
  for (std::uint32_t i = 1; i <= kTimes; ++i) taken += deck.draw(1, i).donors[0] == 3 ? std::size_t{1} : 0;
  CHECK(static_cast<double>(taken) / kTimes == Approx(expected).margin(0.032));  // four standard errors
}
