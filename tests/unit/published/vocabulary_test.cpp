#include "published/vocabulary.hpp"

#include <catch2/catch.hpp>

using namespace sondeo::published;

TEST_CASE("statistics are known by their usual names, whatever case, accents, level and unit stand in them") {
  const Vocabulary words;
  CHECK(words.statistic("Error Est\xC3\xA1ndar") == Statistic::kSe);
  CHECK(words.statistic("Standard error") == Statistic::kSe);
  CHECK(words.statistic("C.V. (%)") == Statistic::kCv);
  CHECK(words.statistic("L\xC3\xADmite inferior (95%)") == Statistic::kCiLow);
  CHECK(words.statistic("IC 95% superior") == Statistic::kCiHigh);
  CHECK(words.statistic("IC al 95 %") == Statistic::kInterval);
  CHECK(words.statistic("Porcentaje") == Statistic::kEstimate);
  CHECK(words.statistic("%") == Statistic::kEstimate);
  CHECK(words.statistic("n") == Statistic::kN);
  CHECK_FALSE(words.statistic("Regi\xC3\xB3n").has_value());
}

TEST_CASE("units stand alone, in parentheses, or behind a comma") {
  const Vocabulary words;
  CHECK(words.unit("Estimaci\xC3\xB3n (%)") == PrintedUnit::kPercent);
  CHECK(words.unit("Hogares victimizados, en porcentaje") == PrintedUnit::kPercent);
  CHECK(words.unit("Tasa (por 1.000)") == PrintedUnit::kPer1000);
  CHECK(words.unit("Total (miles)") == PrintedUnit::kThousands);
  CHECK_FALSE(words.unit("Error est\xC3\xA1ndar").has_value());
}

TEST_CASE("a total is known by its words, and a label that only begins so is none") {
  const Vocabulary words;
  CHECK(words.is_total("Total nacional"));
  CHECK(words.is_total("TOTAL*"));
  CHECK_FALSE(words.is_total("Total de hogares con agua"));
}
