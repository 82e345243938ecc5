#include "engine/design/margins.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace sondeo;

namespace {

design::Margin categories(std::string name, std::vector<std::int32_t> group_of_row, std::size_t groups) {
  design::Margin margin;
  margin.name = std::move(name);
  margin.group_of_row = std::move(group_of_row);
  for (std::size_t g = 0; g < groups; ++g) margin.keys.push_back({std::to_string(g + 1)});
  return margin;
}

design::Margin number(std::string name, std::vector<double> numbers) {
  design::Margin margin;
  margin.name = std::move(name);
  margin.numbers = std::move(numbers);
  margin.keys.emplace_back();
  return margin;
}

}  // namespace

TEST_CASE("rows with the same categories and numbers share a profile", "[design]") {
  const std::vector<design::Margin> margins{categories("sex", {0, 1, 0, 0, -1}, 2),
                                            number("size", {3, 4, 3, 5, 9})};
  const auto regressors = design::make_regressors(margins, std::vector<std::int8_t>{1, 1, 1, 1, 0});
  CHECK(regressors.names == std::vector<std::string>{"sex=1", "sex=2", "size"});
  CHECK(regressors.first_of_margin == std::vector<std::size_t>{0, 2, 3});
  CHECK(regressors.profile_of_row[0] == regressors.profile_of_row[2]);
  CHECK(regressors.profile_of_row[0] != regressors.profile_of_row[3]);
  CHECK(regressors.profile_of_row[4] == -1);
  REQUIRE(regressors.profiles.rows() == 3);
  const auto row = regressors.profiles.row(static_cast<std::size_t>(regressors.profile_of_row[1]));
  REQUIRE(row.size() == 2);
  CHECK(row.column(0) == 1);
  CHECK(row.value(0) == 1.0);
  CHECK(row.column(1) == 2);
  CHECK(row.value(1) == 4.0);
}

TEST_CASE("rows of a cluster get the mean of their regressors", "[design]") {
  const std::vector<design::Margin> margins{categories("sex", {0, 1, 0, 1}, 2)};
  const auto regressors = design::make_regressors(margins, std::vector<std::int8_t>{1, 1, 1, 0});
  const auto mean = design::averaged_within(regressors, std::vector<std::int32_t>{7, 7, -1, 7},
                                            std::vector<double>{2, 2, 1, 1});
  CHECK(mean.profile_of_row[0] == mean.profile_of_row[1]);
  CHECK(mean.profile_of_row[3] == -1);  // takes no part, nor in the mean
  const auto household = mean.profiles.row(static_cast<std::size_t>(mean.profile_of_row[0]));
  REQUIRE(household.size() == 2);
  CHECK(household.value(0) == 0.5);
  CHECK(household.value(1) == 0.5);
  const auto alone = mean.profiles.row(static_cast<std::size_t>(mean.profile_of_row[2]));
  REQUIRE(alone.size() == 1);
  CHECK(alone.value(0) == 1.0);
}
