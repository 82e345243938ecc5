// Weighting classes: which are merged with which.
#include <array>

#include <catch2/catch.hpp>

#include "weights/response_propensity.hpp"
#include "weights/weighting_classes.hpp"

using sondeo::CodeValue;
using sondeo::weights::ClassRule;
using sondeo::weights::ClassTally;
using sondeo::weights::merge_classes;

namespace {

using Keys = std::vector<std::vector<CodeValue>>;

/// Respondents and nonrespondents, each of weight 1.
ClassTally tally_of(std::size_t respondents, std::size_t nonrespondents) {
  ClassTally tally;
  tally.counts = {respondents, nonrespondents, 0, 0};
  tally.weights = {static_cast<double>(respondents), static_cast<double>(nonrespondents), 0, 0};
  return tally;
}

std::vector<std::int32_t> merged(const Keys& keys, const std::vector<ClassTally>& tallies,
                                 const std::vector<std::size_t>& order, const ClassRule& rule) {
  return merge_classes(keys, tallies, order, rule).class_of_group;
}

const Keys kRegionsByArea{{1.0, 1.0}, {1.0, 2.0}, {2.0, 1.0}, {2.0, 2.0}};

}  // namespace

TEST_CASE("a class that is too small takes its neighbour in the variable given up first", "[weights]") {
  const std::vector<ClassTally> tallies{tally_of(40, 5), tally_of(3, 5), tally_of(50, 1), tally_of(60, 1)};
  ClassRule rule;
  rule.minimum_cases = 30;
  CHECK(merged(kRegionsByArea, tallies, {1, 0}, rule) == std::vector<std::int32_t>{0, 0, 1, 2});
  // Given up the other way round, region 1 area 2 goes to region 2 area 2.
  const auto other = merge_classes(kRegionsByArea, tallies, std::vector<std::size_t>{0, 1}, rule);
  CHECK(other.class_of_group[1] == other.class_of_group[3]);
  CHECK(other.class_of_group[0] != other.class_of_group[1]);
  CHECK(other.tallies.size() == 3);
}

TEST_CASE("of two neighbours the smaller one is taken", "[weights]") {
  const Keys keys{{1.0}, {2.0}, {3.0}};
  ClassRule rule;
  rule.minimum_cases = 10;
  CHECK(merged(keys, {tally_of(50, 0), tally_of(5, 0), tally_of(20, 0)}, {0}, rule) ==
        std::vector<std::int32_t>{0, 1, 1});
  CHECK(merged(keys, {tally_of(20, 0), tally_of(5, 0), tally_of(20, 0)}, {0}, rule) ==
        std::vector<std::int32_t>{0, 0, 1});
}

TEST_CASE("merging goes on through the variables until the class stands", "[weights]") {
  ClassRule rule;
  rule.minimum_cases = 30;
  const std::vector<ClassTally> tallies{tally_of(4, 1), tally_of(3, 1), tally_of(50, 1), tally_of(60, 1)};
  const auto classes = merge_classes(kRegionsByArea, tallies, std::vector<std::size_t>{1, 0}, rule);
  CHECK(classes.class_of_group == std::vector<std::int32_t>{0, 0, 0, 1});
  CHECK(classes.tallies[0].count(sondeo::weights::ResponseStatus::kRespondent) == 57);
}

TEST_CASE("a response rate that is too low, and a factor that is too large, merge classes", "[weights]") {
  const Keys keys{{1.0}, {2.0}};
  const std::vector<ClassTally> tallies{tally_of(10, 40), tally_of(40, 10)};
  ClassRule rate;
  rate.minimum_rate = 0.3;
  CHECK(merged(keys, tallies, {0}, rate) == std::vector<std::int32_t>{0, 0});
  rate.minimum_rate = 0.2;
  CHECK(merged(keys, tallies, {0}, rate) == std::vector<std::int32_t>{0, 1});
  ClassRule factor;
  factor.maximum_factor = 4.9;
  CHECK(merged(keys, tallies, {0}, factor) == std::vector<std::int32_t>{0, 0});
}

TEST_CASE("classes that nothing can mend are one in the end", "[weights]") {
  ClassRule rule;
  rule.minimum_cases = 1000;
  const auto classes = merge_classes(
      kRegionsByArea, std::vector<ClassTally>{tally_of(1, 0), tally_of(2, 0), tally_of(3, 0), tally_of(4, 0)},
      std::vector<std::size_t>{1, 0}, rule);
  CHECK(classes.tallies.size() == 1);
  CHECK_FALSE(stands(classes.tallies[0], rule));
}

TEST_CASE("scores are cut into classes of equal numbers, equal scores together", "[weights]") {
  using sondeo::weights::score_classes;
  CHECK(score_classes(std::vector<double>{0.5, 0.1, 0.2, 0.4, 0.3}, 5) ==
        std::vector<std::int32_t>{4, 0, 1, 3, 2});
  CHECK(score_classes(std::vector<double>{0.3, 0.3, 0.3, 0.8}, 2) == std::vector<std::int32_t>{0, 0, 0, 1});
  CHECK(score_classes(std::vector<double>{0.3, 0.3, 0.3}, 5) == std::vector<std::int32_t>{0, 0, 0});
}
