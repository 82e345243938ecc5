#include "reports/json.hpp"

#include <limits>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "small_table.hpp"

using namespace sondeo::reports;  // NOLINT(google-build-using-namespace)

TEST_CASE("the JSON parses and holds the five parts") {
  const auto json = nlohmann::json::parse(write_json(small_table()));
  REQUIRE(json.size() == 5);
  CHECK(json.at("design").at("strata") == "E");
  CHECK(json.at("estimates").size() == 3);
  CHECK(json.at("tests").empty());
  CHECK(json.at("models").empty());
  CHECK(json.at("provenance").at("sondeo") == "0.1.0");
}

TEST_CASE("JSON estimates carry the same doubles as the table, absent ones as null") {
  const auto table = small_table();
  const auto json = nlohmann::json::parse(write_json(table));
  CHECK(json.at("estimates").at(0).at("ci_low").get<double>() == table.rows.at(0).ci_low);
  CHECK(json.at("estimates").at(0).at("weight_sum").get<double>() == table.rows.at(0).weight_sum);
  CHECK(json.at("estimates").at(2).at("estimate").is_null());
  CHECK(json.at("estimates").at(1).at("area_label") == "Urbana, \"capital\"");
}

TEST_CASE("infinite degrees of freedom stay valid JSON") {
  auto table = small_table();
  table.rows.at(0).df = std::numeric_limits<double>::infinity();
  CHECK(nlohmann::json::parse(write_json(table)).at("estimates").at(0).at("df") == "inf");
}

TEST_CASE("a table without rows is valid JSON") {
  CHECK(nlohmann::json::parse(write_json({})).at("estimates").empty());
}

TEST_CASE("a label that is not UTF-8 cannot break the JSON") {
  CHECK(nlohmann::json::parse(json_string("a\xF1o")) == "a\xEF\xBF\xBDo");
}

TEST_CASE("JSON tests carry the same doubles as the table, absent ones as null") {
  const auto tests = nlohmann::json::parse(write_json(table_with_tests())).at("tests");
  REQUIRE(tests.size() == 2);
  CHECK(tests.at(0).at("p").get<double>() == 0.02174746);
  CHECK(tests.at(0).at("p_adjusted").is_null());
  CHECK(tests.at(1).at("area") == "2");
  CHECK(tests.at(1).at("note") == "one_category");
}
