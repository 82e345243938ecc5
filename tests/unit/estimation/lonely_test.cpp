// Strata with a single PSU, in the design or in a domain: the golden numbers of survey-statistics 3 (R
// survey 4.1-1 on the schools of apiclus1, each a PSU of its district).
#include <cmath>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using Catch::Matchers::WithinRel;
using design::LonelyPsu;
using test::column;

namespace {

constexpr double kLonelyDistrict = 413;  // one school
constexpr std::size_t kRowLeftOut = 30;  // leaves one of the two schools of its district

/// The rows of apiclus1, but for those of a district.
struct Schools {
  std::vector<double> district;
  std::vector<double> weight;
  std::vector<double> api00;

  explicit Schools(double without = 0) {
    const Table table = test::read_numbers("apiclus1.csv");
    const auto districts = table.find("dnum")->numbers();
    const auto weights = table.find("pw")->numbers();
    const auto values = table.find("api00")->numbers();
    for (std::size_t row = 0; row < districts.size(); ++row) {
      if (districts[row] == without) continue;
      district.push_back(districts[row]);
      weight.push_back(weights[row]);
      api00.push_back(values[row]);
    }
  }
};

/// The mean of api00 with schools as PSUs of their districts.
estimation::Estimate mean_of(const Schools& schools, const design::DesignSpec& spec, double fpc = 0,
                             std::span<const std::int8_t> base = {}) {
  const Column strata = column("dnum", schools.district);
  const Column sizes = column("fpc", std::vector<double>(schools.district.size(), fpc));
  design::DesignColumns columns{schools.district.size(), {&strata}};
  if (fpc > 0) columns.fpc = &sizes;
  const auto design = design::build_design(columns, spec);
  const auto order = design::order_by_psu(design.units_of_rows(), design.unit_count());
  estimation::Target mean;
  mean.measure = estimation::Measure::kMean;
  mean.variate.y = moments::Numbers{schools.api00};
  mean.variate.weight = schools.weight;
  mean.variate.base = base;
  const std::vector<estimation::Breakdown> all{{{}, {{}, 1}, {{}}, {{}}}};
  return estimation::estimate_targets({design, order, 0}, {&mean, 1}, all, {}, 1)[0];
}

design::DesignSpec rule(LonelyPsu lonely, bool in_domains = false) {
  design::DesignSpec spec;
  spec.lonely_psu = lonely;
  spec.domain_lonely = in_domains;
  return spec;
}

}  // namespace

TEST_CASE("a lonely district contributes by the rule, with and without fpc", "[reference]") {
  const Schools schools;
  CHECK_THAT(mean_of(schools, rule(LonelyPsu::kRemove)).se, WithinRel(5.8057775782763, 1e-10));
  CHECK_THAT(mean_of(schools, rule(LonelyPsu::kAdjust)).se, WithinRel(5.82805790164853, 1e-10));
  CHECK_THAT(mean_of(schools, rule(LonelyPsu::kAverage)).se, WithinRel(6.0095507279558, 1e-10));
  CHECK_THAT(mean_of(schools, rule(LonelyPsu::kRemove), 1000).se, WithinRel(5.73439565527654, 1e-10));
  CHECK_THAT(mean_of(schools, rule(LonelyPsu::kAdjust), 1000).se, WithinRel(5.75692973226094, 1e-10));
  CHECK_THAT(mean_of(schools, rule(LonelyPsu::kAverage), 1000).se, WithinRel(5.93566341802316, 1e-10));
}

TEST_CASE("a district with cases in one of its schools is lonely in the domain if asked", "[reference]") {
  const Schools schools(kLonelyDistrict);
  std::vector<std::int8_t> base(schools.district.size(), 1);
  base[kRowLeftOut] = 0;
  const auto in_domain = [&](LonelyPsu lonely) { return mean_of(schools, rule(lonely, true), 0, base); };
  CHECK_THAT(in_domain(LonelyPsu::kRemove).se, WithinRel(5.8909262648049, 1e-10));
  CHECK_THAT(in_domain(LonelyPsu::kAdjust).se, WithinRel(5.91194107964447, 1e-10));
  CHECK_THAT(in_domain(LonelyPsu::kAverage).se, WithinRel(6.09141691611856, 1e-10));
  CHECK(in_domain(LonelyPsu::kAdjust).notes == std::vector<std::string>{"domain_lonely"});
  CHECK(in_domain(LonelyPsu::kRemove).notes.empty());
  // Without asking, its other school counts as 0.
  CHECK_THAT(mean_of(schools, rule(LonelyPsu::kAdjust), 0, base).se, WithinRel(5.8909262648049, 1e-10));
}
