#include "engine/design/sample_design.hpp"

#include <catch2/catch.hpp>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using design::LonelyPsu;
using test::column;

namespace {

design::SampleDesign build(const Column& strata, const Column* psu, const Column* fpc = nullptr,
                           LonelyPsu lonely = LonelyPsu::kFail) {
  design::DesignSpec spec;
  spec.lonely_psu = lonely;
  return design::build_design({strata.size(), {&strata}, psu, fpc}, spec);
}

Code fault_of(const Column& strata, const Column* psu, const Column* fpc = nullptr) {
  try {
    build(strata, psu, fpc);
  } catch (const Error& error) {
    CAPTURE(error.what());
    return error.diagnostic().code;
  }
  return code::kInternal;
}

}  // namespace

TEST_CASE("a PSU code used in two strata is two PSUs") {
  const Column strata = column("h", {1, 1, 2, 2, 1});
  const Column psu = column("i", {1, 2, 1, 2, 1});
  const auto design = build(strata, &psu);
  CHECK(design.psu_count() == 4);
  REQUIRE(design.strata.size() == 2);
  CHECK(design.strata[1].first_psu == 2);
  CHECK(design.psu_of_row == std::vector<std::int32_t>{0, 1, 2, 3, 0});
  CHECK(design.stratum_of_psu == std::vector<std::int32_t>{0, 0, 1, 1});
}

TEST_CASE("without PSUs each row is its own, and without strata there is one stratum") {
  const auto design = design::build_design({3, {}, nullptr, nullptr}, {});
  CHECK(design.psu_count() == 3);
  CHECK(design.strata.size() == 1);
}

TEST_CASE("strata from several columns are their interaction") {
  const Column region = column("region", {1, 1, 1, 2, 2, 2});
  const Column area = column("area", {1, 2, 2, 1, 1, 1});
  const Column psu = column("upm", {1, 1, 2, 1, 2, 3});
  design::DesignSpec spec;
  spec.lonely_psu = LonelyPsu::kRemove;
  const auto design = design::build_design({6, {&region, &area}, &psu, nullptr}, spec);
  REQUIRE(design.strata.size() == 3);
  CHECK(design.strata[1].label == "1/2");
  CHECK(design.strata[2].psu_count == 3);
  CHECK(design::lonely_strata(design) == std::vector<std::string>{"1/1"});
}

TEST_CASE("a lonely PSU is refused with its stratum, unless the stratum was taken whole") {
  const Column strata = column("h", {1, 1, 7});
  CHECK(fault_of(strata, nullptr) == code::kLonelyPsu);
  try {
    build(strata, nullptr);
  } catch (const Error& error) {
    CHECK(error.diagnostic().arguments[1].value == "7");
    CHECK(error.diagnostic().exit_code() == 5);
  }
  const Column sizes = column("N", {10, 10, 1});
  CHECK_NOTHROW(build(strata, nullptr, &sizes));
}

TEST_CASE("population sizes and sampling fractions say the same") {
  const Column strata = column("h", {1, 1, 2, 2});
  const Column sizes = column("N", {8, 8, 4, 4});
  const Column fractions = column("f", {0.25, 0.25, 0.5, 0.5});
  for (const Column* fpc : {&sizes, &fractions}) {
    const auto design = build(strata, nullptr, fpc);
    CHECK(design.strata[0].sampling_fraction == 0.25);
    CHECK(design.strata[1].sampling_fraction == 0.5);
  }
}

TEST_CASE("an fpc that mixes scales, varies, or is smaller than the sample is refused") {
  const Column strata = column("h", {1, 1, 2, 2});
  const Column mixed = column("f", {8, 8, 0.5, 0.5});
  const Column varying = column("f", {8, 9, 8, 8});
  const Column small = column("f", {2, 2, 1, 1});
  const Column missing = column("f", {8, 8, missing_value(), 8});
  const Column ones = column("f", {1, 1, 1, 1});
  CHECK(fault_of(strata, nullptr, &mixed) == code::kFpcNotOneScale);
  CHECK(fault_of(strata, nullptr, &varying) == code::kFpcVaries);
  CHECK(fault_of(strata, nullptr, &missing) == code::kFpcVaries);
  CHECK(fault_of(strata, nullptr, &small) == code::kFpcTooSmall);
  CHECK(fault_of(strata, nullptr, &ones) == code::kFpcTooSmall);
}

TEST_CASE("a row without stratum or PSU is refused and counted") {
  const Column strata = column("h", {1, 1, missing_value(), missing_value()});
  const Column psu = column("i", {1, 2, 1, 2});
  CHECK(fault_of(strata, &psu) == code::kDesignMissing);
  const Column whole = column("h", {1, 1, 1, 1});
  const Column gap = column("i", {1, 2, missing_value(), 2});
  CHECK(fault_of(whole, &gap) == code::kDesignMissing);
}

TEST_CASE("rows ordered by PSU keep the file's order inside a PSU") {
  const std::vector<std::int32_t> psu_of_row{2, 0, 2, -1, 0};
  const auto order = design::order_by_psu(psu_of_row, 3);
  CHECK(order.rows == std::vector<std::int32_t>{1, 4, 0, 2});
  CHECK(order.psu_start == std::vector<std::int32_t>{0, 2, 2, 4});
}
