#include "weights/population_totals.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "step_run.hpp"
#include "tests/unit/spec/fault.hpp"
#include "weights/codes.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using test::fault_of;

namespace {

Written written(const std::string& text) { return {text, {}}; }

design::Margin regions(std::vector<std::string> codes) {
  design::Margin margin;
  margin.name = "region";
  for (auto& code : codes) {
    margin.group_of_row.push_back(static_cast<std::int32_t>(margin.keys.size()));
    margin.keys.push_back({std::move(code)});
  }
  return margin;
}

Table table_of(std::vector<double> codes, std::vector<double> totals) {
  Table table(codes.size());
  table.add(test::number_values("region", std::move(codes)));
  table.add(test::number_values("total", std::move(totals)));
  return table;
}

weights::PopulationTotals totals_of(const std::vector<double>& codes, const std::vector<double>& totals) {
  const std::vector<Written> variables{written("region")};
  return weights::totals_of_table(table_of(codes, totals), variables, written("region.csv"));
}

}  // namespace

TEST_CASE("totals are found by code, as written or by number", "[weights]") {
  weights::PopulationTotals totals{written("here"), {{"07"}, {"A"}}, {70, 30}, {}};
  const auto matched = weights::match_totals(regions({"7", "A"}), totals);
  CHECK(matched.values == std::vector<double>{70, 30});
  CHECK(matched.gaps.without_total.empty());
  CHECK(matched.gaps.without_case.empty());
}

TEST_CASE("every code without a total and every total without a case is listed", "[weights]") {
  const auto matched =
      weights::match_totals(regions({"1", "2", "3"}), totals_of({2, 4, 5, 6}, {20, 40, 0, 60}));
  CHECK(matched.gaps.without_total == std::vector<std::string>{"1", "3"});
  CHECK(matched.gaps.without_case == std::vector<std::string>{"4", "6"});  // a total of 0 needs no case
}

TEST_CASE("margins of categories that add up to different sums are an error, numbers are not compared",
          "[weights][message]") {
  design::Margin income;
  income.name = "income";
  income.numbers = {1, 2};
  income.keys.emplace_back();
  const std::vector<design::Margin> margins{regions({"1", "2"}), income, regions({"1", "2"})};
  const weights::PopulationTotals of_income{written("income"), {{}}, {7}, {}};
  const auto checked = [&](double last) {
    const std::vector<weights::PopulationTotals> totals{totals_of({1, 2}, {10, 20}), of_income,
                                                        totals_of({1, 2}, {12, last})};
    return weights::checked_totals(margins, totals, false).values;
  };
  CHECK(checked(18) == std::vector<double>{10, 20, 7, 12, 18});
  const auto fault = fault_of([&] { static_cast<void>(checked(19)); });
  CHECK(fault.code == code::kMarginSums);
  CHECK(test::argument(fault, "difference") == "1");
}

TEST_CASE("a total twice, below 0 or missing is refused with its line", "[weights][message]") {
  const auto code_of = [](const std::vector<double>& codes, const std::vector<double>& totals) {
    return fault_of([&] { static_cast<void>(totals_of(codes, totals)); }).code;
  };
  CHECK(code_of({1, 1}, {2, 3}) == code::kTotalsTwice);
  CHECK(code_of({1, 2}, {2, -3}) == code::kTotalsNotNumber);
  CHECK(code_of({1, 2}, {2, missing_value()}) == code::kTotalsNotNumber);
  CHECK(code_of({1, missing_value()}, {2, 3}) == code::kTotalsCodeMissing);
}

TEST_CASE("a template has the sample's codes with what their weights give", "[weights]") {
  const std::vector<Written> variables{written("region")};
  const std::vector<double> weights{1.5, 2};
  const auto groups = regions({"1", "a,b"});
  CHECK(weights::template_csv(weights::totals_template(groups, variables, false, weights)) ==
        "region,total,now\n1,,1.5\n\"a,b\",,2\n");
  CHECK(weights::template_csv(weights::totals_template(groups, variables, true, weights)) ==
        "region,total,se,now\n1,,,1.5\n\"a,b\",,,2\n");
}
