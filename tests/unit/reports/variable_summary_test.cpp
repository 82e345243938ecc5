#include "reports/variable_summary.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/table/missing.hpp"

using sondeo::Column;
using sondeo::Missing;
using sondeo::missing_value;
using sondeo::Variable;
using sondeo::VariableType;
using sondeo::reports::Candidate;
using sondeo::reports::summarise;

namespace {

Variable named(const std::string& name, const std::string& label = "") {
  Variable variable;
  variable.name = name;
  variable.label = label;
  return variable;
}

/// `count` numbers from `first` on, `step` apart.
std::vector<double> sequence(std::size_t count, double first, double step) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(first + step * static_cast<double>(i));
  return values;
}

std::vector<double> repeated(const std::vector<double>& values, std::size_t times) {
  std::vector<double> result;
  for (std::size_t i = 0; i < times; ++i) result.insert(result.end(), values.begin(), values.end());
  return result;
}

}  // namespace

TEST_CASE("codes with labels are counted, declared missing ones stand last") {
  Variable variable = named("p601");
  variable.labels.numbers = {{1, "Yes"}, {2, "No"}, {9, "Refused"}};
  variable.missing.ranges = {{9, 9, Missing::kOther}};
  const auto summary = summarise(Column::of_numbers(variable, {1, 2, 2, 9, missing_value()}));
  CHECK(summary.valid == 3);
  CHECK(summary.missing == 2);
  REQUIRE(summary.codes.size() == 3);
  CHECK(summary.codes.at(1).label == "No");
  CHECK(summary.codes.at(1).count == 2);
  CHECK(summary.codes.at(2).code == "9");
  CHECK(summary.codes.at(2).missing);
}

TEST_CASE("Stata's tags keep their letter") {
  Variable variable = named("v");
  variable.labels.tags = {{'b', "Refused"}};
  const std::vector<std::int8_t> stored = {1, 101, 103, 103};  // 1, ., .b, .b
  const auto owner = std::make_shared<const std::vector<std::int8_t>>(stored);
  const auto summary =
      summarise(Column(variable, sondeo::StoredNumbers(std::span<const std::int8_t>(*owner)), owner));
  CHECK(summary.missing == 3);
  REQUIRE(summary.codes.size() == 1);
  CHECK(summary.codes.front().code == ".b");
  CHECK(summary.codes.front().label == "Refused");
  CHECK(summary.codes.front().count == 2);
}

TEST_CASE("a rare code without a label is not shown, nor any other of its variable") {
  auto values = repeated({1, 2}, 5);
  CHECK(summarise(Column::of_numbers(named("x"), values)).codes.size() == 2);
  values.push_back(77);
  CHECK(summarise(Column::of_numbers(named("x"), values)).codes.empty());
}

TEST_CASE("identifiers have no range, whether each is unique or most are") {
  CHECK_FALSE(summarise(Column::of_numbers(named("id"), sequence(100, 1000, 1))).range);
  auto most = sequence(100, 1000, 1);
  most.push_back(1000);
  CHECK_FALSE(summarise(Column::of_numbers(named("household"), most)).range);
}

TEST_CASE("a number with few values has no range, one with many has") {
  CHECK_FALSE(summarise(Column::of_numbers(named("x"), repeated(sequence(9, 1, 1), 30))).range);
  const auto summary = summarise(Column::of_numbers(named("age"), repeated(sequence(80, 15, 1), 3)));
  REQUIRE(summary.range);
  CHECK(summary.range->first == 15);
  CHECK(summary.range->second == 94);
}

TEST_CASE("texts are shown only when each stands in at least five rows") {
  Variable variable = named("name");
  variable.type = VariableType::kText;
  std::vector<std::string> texts(5, "N");
  texts.resize(10, "S");
  CHECK(summarise(Column::of_texts(variable, texts)).codes.size() == 2);
  texts.emplace_back("Rita");
  const auto summary = summarise(Column::of_texts(variable, texts));
  CHECK(summary.codes.empty());
  CHECK(summary.distinct == 3);
}

TEST_CASE("candidates are found by name or label and by what the values can be") {
  const auto weights = repeated(sequence(40, 0.5, 0.25), 2);
  CHECK(summarise(Column::of_numbers(named("FAC_MUJ"), weights)).candidate == Candidate::kWeight);
  CHECK(summarise(Column::of_numbers(named("mv005", "men's sample weight"), weights)).candidate ==
        Candidate::kWeight);
  CHECK(
      summarise(Column::of_numbers(named("peso_kg_cambio"), repeated(sequence(40, -5, 0.25), 2))).candidate ==
      Candidate::kNone);
  CHECK(summarise(Column::of_numbers(named("VarStrat"), repeated({1, 2}, 5))).candidate ==
        Candidate::kStrata);
  CHECK(summarise(Column::of_numbers(named("UPM"), repeated(sequence(20, 1, 1), 2))).candidate ==
        Candidate::kPsu);
  CHECK(summarise(Column::of_numbers(named("id"), sequence(100, 1, 1))).candidate == Candidate::kKey);
  CHECK(summarise(Column::of_numbers(named("estrato"), repeated({1}, 5))).candidate == Candidate::kNone);
}
