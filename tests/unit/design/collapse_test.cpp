#include <catch2/catch.hpp>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/collapse_proposal.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using design::LonelyPsu;
using test::column;

namespace {

Written written(const std::string& text) { return {text, {}}; }

/// Department and area; 1/1 has one PSU, as has 2/1; 1/2 and 2/3 have two, 2/2 three.
struct Survey {
  Column department = column("dpto", {1, 1, 1, 2, 2, 2, 2, 2, 2});
  Column area = column("area", {1, 2, 2, 1, 2, 2, 2, 3, 3});
  Column psu = column("upm", {7, 1, 2, 1, 1, 2, 3, 1, 2});
  Column sizes = column("N", {4, 10, 10, 6, 12, 12, 12, 5, 5});

  [[nodiscard]] design::DesignColumns columns() const {
    return {department.size(), {&department, &area}, &psu, &sizes};
  }
};

design::DesignSpec collapse(std::vector<Written> within, std::vector<design::StratumMerge> merges = {}) {
  design::DesignSpec spec;
  spec.strata = {written("dpto"), written("area")};
  spec.collapse = design::CollapseSpec{std::move(within), std::move(merges), {}};
  return spec;
}

Code fault_of(const Survey& survey, const design::DesignSpec& spec) {
  try {
    design::build_design(survey.columns(), spec);
  } catch (const Error& error) {
    return error.diagnostic().code;
  }
  return code::kInternal;
}

}  // namespace

TEST_CASE("lonely strata join the nearest in rows of their department, and sizes add up") {
  const Survey survey;
  const auto design = design::build_design(survey.columns(), collapse({written("dpto")}));
  REQUIRE(design.strata.size() == 3);
  CHECK(design.merged_strata == std::vector<std::string>{"1/1+1/2", "2/1+2/3"});
  CHECK(design.strata[0].psu_count == 3);
  CHECK(design.strata[0].sampling_fraction == 3.0 / 14);
  CHECK(design.strata[1].psu_count == 3);
  CHECK(design.strata[1].sampling_fraction == 3.0 / 11);
  CHECK(design.probability_of_row[0] == 1.0 / 4);
  CHECK(design.strata[2].label == "2/2");
  CHECK(design.psu_of_row == std::vector<std::int32_t>{0, 1, 2, 3, 6, 7, 8, 4, 5});
  CHECK(design.strata[2].first_psu == 6);
  CHECK(design.stratum_of_psu == std::vector<std::int32_t>{0, 0, 0, 1, 1, 1, 2, 2, 2});
}

TEST_CASE("strata named are merged whatever their PSUs, and the rest stays lonely") {
  const Survey survey;
  auto spec = collapse({}, {{written("1/1"), written("2/3")}});
  CHECK(fault_of(survey, spec) == code::kLonelyPsu);
  spec.lonely_psu = LonelyPsu::kRemove;
  const auto design = design::build_design(survey.columns(), spec);
  CHECK(design.merged_strata == std::vector<std::string>{"1/1+2/3"});
  CHECK(design::lonely_strata(design) == std::vector<std::string>{"2/1"});
}

TEST_CASE("strata and variables that are not there are refused") {
  const Survey survey;
  CHECK(fault_of(survey, collapse({}, {{written("1/1"), written("9/9")}})) == code::kCollapseUnknown);
  CHECK(fault_of(survey, collapse({written("upm")})) == code::kCollapseNotStrata);
}

TEST_CASE("merges are proposed inside the department first, elsewhere if it has no other stratum") {
  Survey survey;
  design::DesignSpec spec;
  spec.lonely_psu = LonelyPsu::kRemove;
  const auto proposed =
      design::propose_merges(design::build_design(survey.columns(), spec), survey.columns());
  REQUIRE(proposed.size() == 2);
  CHECK(proposed[0].stratum == "1/1");
  CHECK(proposed[0].into == "1/2");
  CHECK(proposed[1].into == "2/3");
  survey.department = column("dpto", {3, 1, 1, 2, 2, 2, 2, 2, 2});
  const auto alone = design::propose_merges(design::build_design(survey.columns(), spec), survey.columns());
  REQUIRE(alone.size() == 2);
  CHECK(alone[0].into == "2/3");
  CHECK(alone[1].stratum == "3/1");
  CHECK(alone[1].into == "2/1");
}
