#include <catch2/catch.hpp>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/sample_design.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using design::LonelyPsu;
using test::column;

namespace {

/// Two strata of two PSUs with two units each, their codes repeated; tests change what they are about.
struct Survey {
  Column stratum = column("h", {1, 1, 1, 1, 2, 2, 2, 2});
  Column psu = column("p", {1, 1, 2, 2, 1, 1, 2, 2});
  Column psus = column("N", {5, 5, 5, 5, 8, 8, 8, 8});
  Column group = column("g", {1, 1, 1, 1, 1, 1, 1, 1});
  Column unit = column("u", {1, 2, 1, 2, 1, 2, 1, 2});
  Column units = column("M", {4, 4, 9, 9, 5, 5, 2, 2});
  Column sure = column("sure", {0, 0, 1, 1, 0, 0, 0, 0});

  [[nodiscard]] design::DesignColumns columns() const {
    design::DesignColumns all{stratum.size(), {&stratum}, &psu, &psus};
    all.later_stages.push_back({{&group}, &unit, &units});
    return all;
  }
};

Diagnostic fault_of(const design::DesignColumns& columns, const design::DesignSpec& spec = {}) {
  try {
    design::build_design(columns, spec);
  } catch (const Error& error) {
    return error.diagnostic();
  }
  return {code::kInternal, {}, {}, {}, {}};
}

}  // namespace

TEST_CASE("units are nested in their PSUs and know the fractions above them") {
  const Survey survey;
  const auto design = design::build_design(survey.columns(), {});
  REQUIRE(design.later_stages.size() == 1);
  const auto& stage = design.later_stages[0];
  CHECK(stage.unit_count() == 8);
  REQUIRE(stage.strata.size() == 4);
  CHECK(stage.strata[1].parent == 1);
  CHECK(stage.strata[1].psu_count == 2);
  CHECK(stage.strata[1].sampling_fraction == 2.0 / 9);
  CHECK(stage.strata[1].fraction_above == 2.0 / 5);
  CHECK(stage.strata[3].fraction_above == 2.0 / 8);
  CHECK(design.psu_of_unit(5) == 2);
  CHECK(design.probability_of_row[0] == 2.0 / 5 * 2 / 4);
}

TEST_CASE("a stage may be in sizes and another in fractions") {
  Survey survey;
  survey.units = column("M", {0.5, 0.5, 0.25, 0.25, 0.5, 0.5, 1, 1});
  const auto design = design::build_design(survey.columns(), {});
  CHECK(design.later_stages[0].strata[1].sampling_fraction == 0.25);
  CHECK(design.later_stages[0].strata[3].certainty());
}

TEST_CASE("strata of the second stage are nested in the PSUs") {
  Survey survey;
  survey.group = column("g", {1, 2, 1, 1, 1, 1, 1, 1});
  design::DesignSpec spec;
  spec.lonely_psu = LonelyPsu::kRemove;
  const auto design = design::build_design(survey.columns(), spec);
  const auto& strata = design.later_stages[0].strata;
  REQUIRE(strata.size() == 5);
  CHECK(strata[0].psu_count == 1);
  CHECK(strata[1].parent == 0);
  CHECK(fault_of(survey.columns()).code == code::kStageLonely);
}

TEST_CASE("faults of a later stage are told with the stage and the strata of the first") {
  Survey survey;
  survey.units = column("M", {4, 4, 9, 9, 1, 1, 2, 2});
  const auto small = fault_of(survey.columns());
  CHECK(small.code == code::kStageFpcTooSmall);
  CHECK(small.arguments[0].value == "2");
  CHECK(small.arguments[1].value == "1");
  CHECK(small.arguments[2].value == "2");
  survey.units = column("M", {4, 5, 9, 9, 5, missing_value(), 2, 2});
  const auto varying = fault_of(survey.columns());
  CHECK(varying.code == code::kStageFpcVaries);
  CHECK(varying.arguments[2].value == "1, 2");
  Variable variable;
  variable.name = "M";
  survey.units = Column::of_texts(variable, {"4", "4", "9", "9", "5", "5", "2", "2"});
  CHECK(fault_of(survey.columns()).code == code::kFpcNotNumber);
  survey.units = column("M", {4, 4, 0.5, 0.5, 5, 5, 2, 2});
  CHECK(fault_of(survey.columns()).code == code::kFpcNotOneScale);
}

TEST_CASE("a row without a unit or a stratum of the second stage is refused and counted") {
  Survey survey;
  survey.unit = column("u", {1, 2, missing_value(), 2, 1, missing_value(), 1, 2});
  const auto unit = fault_of(survey.columns());
  CHECK(unit.code == code::kDesignMissing);
  CHECK(unit.arguments[0].value == "2");
  CHECK(unit.arguments[1].value == "u");
  survey = {};
  survey.group = column("g", {1, 1, 1, 1, 1, 1, 1, missing_value()});
  CHECK(fault_of(survey.columns()).arguments[1].value == "g");
}

TEST_CASE("the ultimate cluster keeps the later stages' fractions for the weights alone") {
  const Survey survey;
  design::DesignSpec spec;
  spec.ultimate_cluster = true;
  const auto design = design::build_design(survey.columns(), spec);
  CHECK(design.later_stages.empty());
  CHECK(design.units_of_rows() == design.psu_of_row);
  CHECK(design.probability_of_row[0] == 2.0 / 5 * 2 / 4);
}

TEST_CASE("a PSU with certainty is a stratum of its own, taken whole, when it has a next stage") {
  Survey survey;
  auto columns = survey.columns();
  columns.certainty = &survey.sure;
  design::DesignSpec spec;
  spec.lonely_psu = LonelyPsu::kRemove;
  const auto design = design::build_design(columns, spec);
  REQUIRE(design.strata.size() == 3);
  CHECK(design.strata[1].certainty());
  CHECK(design.strata[1].psu_count == 1);
  CHECK(design.strata[0].psu_count == 1);
  CHECK(design.strata[0].sampling_fraction == 1.0 / 5);
  CHECK(design.psu_of_row == std::vector<std::int32_t>{0, 0, 1, 1, 2, 2, 3, 3});
  CHECK(design.later_stages[0].strata[1].fraction_above == 1);
}

TEST_CASE("without a next stage the units of a PSU with certainty stand for PSUs of a stratum") {
  Survey survey;
  auto columns = survey.columns();
  columns.certainty = &survey.sure;
  design::DesignSpec spec;
  spec.lonely_psu = LonelyPsu::kRemove;
  spec.ultimate_cluster = true;
  const auto by_unit = design::build_design(columns, spec);
  REQUIRE(by_unit.strata.size() == 3);
  CHECK(by_unit.strata[1].psu_count == 2);
  CHECK(by_unit.strata[1].sampling_fraction == 0);
  columns.later_stages.clear();
  const auto by_row = design::build_design(columns, spec);
  CHECK(by_row.strata[1].psu_count == 2);
  CHECK(by_row.psu_count() == 5);
}

TEST_CASE("certainty is a yes or no of each PSU") {
  Survey survey;
  auto columns = survey.columns();
  columns.certainty = &survey.sure;
  survey.sure = column("sure", {0, 1, 1, 1, 0, 0, 0, 0});
  CHECK(fault_of(columns).code == code::kCertaintyVaries);
  survey.sure = column("sure", {0, 0, 2, 2, 0, 0, 0, 0});
  CHECK(fault_of(columns).code == code::kCertaintyNotYesNo);
  survey.sure = column("sure", {0, 0, 1, 1, 0, 0, 0, missing_value()});
  CHECK(fault_of(columns).code == code::kDesignMissing);
}
