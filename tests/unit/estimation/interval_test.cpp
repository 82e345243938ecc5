// Golden intervals of apiclus1, I(ell == 0): p = .0218579234972678 (survey-statistics 6, R survey svyciprop;
// the likelihood's are the exact root, R interpolates a profile).
#include "engine/estimation/interval.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/numeric/distribution.hpp"

using namespace sondeo;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using estimation::ProportionInterval;

namespace {

struct Golden {
  ProportionInterval method;
  double low, high;
};

estimation::ProportionSample sample(double n) { return {0.2, 0.05, n, 30, 2.042272456301238, 0.95}; }

/// The likelihood interval of the share of rows whose `name` is `value`.
estimation::Estimate likelihood_row(const test::ApiSurvey& survey, const std::string& name, double value) {
  const auto& values = survey.numbers(name);
  std::vector<std::int8_t> answers(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) answers[i] = values[i] == value ? 1 : 0;
  estimation::Target target;
  target.variate.weight = survey.numbers("pw");
  target.variate.y = moments::Answers{answers};
  estimation::EstimateSpec spec;
  spec.proportion_interval = ProportionInterval::kLikelihood;
  return survey.estimate(target, "", spec)[0];
}

}  // namespace

TEST_CASE("every interval of a proportion is R's on apiclus1", "[reference]") {
  const Golden golden[] = {
      {ProportionInterval::kWald, -.026662407957767, .0703782549523025},
      {ProportionInterval::kLogit, .0023046912841355, .1777477668226995},
      {ProportionInterval::kBeta, .000216146832743157, .137507763914980763},
      {ProportionInterval::kWilson, .00317877723778657, .13539128514716431},
      {ProportionInterval::kArcsine, 0, .0955767363668429},  // R folds over to .000307192708887875
  };
  const test::ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto& ell = survey.numbers("ell");
  std::vector<std::int8_t> none(ell.size());
  for (std::size_t i = 0; i < ell.size(); ++i) none[i] = ell[i] == 0.0 ? 1 : 0;
  estimation::Target target;
  target.variate.weight = survey.numbers("pw");
  target.variate.y = moments::Answers{none};
  for (const auto& [method, low, high] : golden) {
    CAPTURE(estimation::kProportionIntervalNames[static_cast<std::size_t>(method)]);
    estimation::EstimateSpec spec;
    spec.proportion_interval = method;
    const auto row = survey.estimate(target, "", spec)[0];
    CHECK_THAT(row.estimate, WithinRel(.0218579234972678, 1e-12));
    CHECK_THAT(row.ci_low, WithinRel(low, 1e-9));
    CHECK_THAT(row.ci_high, WithinRel(high, 1e-9));
  }
}

TEST_CASE("the likelihood interval ends at the roots of the deviance", "[reference]") {
  // R 4.2.2, survey 4.1, the model fitted to the end (until nothing changes; docs/decisions.md) and the roots
  // found to 1e-14.
  const test::ApiSurvey clusters("apiclus1.csv", {}, "dnum", "fpc");
  const auto none = likelihood_row(clusters, "ell", 0);
  CHECK_THAT(none.ci_low, WithinRel(.0006654432123525975, 1e-9));
  CHECK_THAT(none.ci_high, WithinRel(.1081168798896514349, 1e-9));
  // Weights that differ: the dispersion is of the answers, not of the weights.
  const test::ApiSurvey strata("apistrat.csv", "stype_code", {}, "fpc");
  const auto wide = likelihood_row(strata, "sch_wide", 1);
  CHECK_THAT(wide.ci_low, WithinRel(.7764110191464267, 1e-9));
  CHECK_THAT(wide.ci_high, WithinRel(.8724126589511536, 1e-9));
}

TEST_CASE("with the inflation of R's model that stopped early the roots are those of survey-statistics",
          "[reference]") {
  // survey-statistics 6, exact root. Inflation times dispersion: of R's model, and of the one fitted to its
  // end.
  constexpr double kStopped = 4.38073424158414 * 1.00549450349995;
  constexpr double kConverged = 4.38045833598979 * 1.00549450549449;
  const test::ApiSurvey clusters("apiclus1.csv", {}, "dnum", "fpc");
  const auto none = likelihood_row(clusters, "ell", 0);
  const double se = none.se * std::sqrt(kStopped / kConverged);
  const auto ends = estimation::proportion_interval(
      ProportionInterval::kLikelihood, {none.estimate, se, 183, 14, numeric::t_quantile(0.975, 14), 0.95});
  CHECK_THAT(ends.low, WithinRel(.000665333812441, 1e-9));
  CHECK_THAT(ends.high, WithinRel(.108120777585722, 1e-9));
}

TEST_CASE("the likelihood interval ends at 1 where few cases leave no double between", "[reference]") {
  // Two cases in one stratum, df = 1: R's root is 1 - 1e-21.
  const auto interval = estimation::proportion_interval(
      ProportionInterval::kLikelihood,
      {.62962962962962965, .20907537810733096, 2, 1, 12.706204736174705, 0.95});
  CHECK_THAT(interval.low, WithinRel(4.6868623731e-22, 1e-6));
  CHECK(interval.high == 1);
}

TEST_CASE("korn-graubard is beta until the effective sample would pass the cases") {
  // n* = .2 .8 / .05^2 = 64 before the df factor
  const auto beta = estimation::proportion_interval(ProportionInterval::kBeta, sample(500));
  const auto capped = estimation::proportion_interval(ProportionInterval::kKornGraubard, sample(500));
  CHECK(beta.low == capped.low);
  CHECK(beta.high == capped.high);
  const auto few = estimation::proportion_interval(ProportionInterval::kKornGraubard, sample(40));
  const auto uncapped = estimation::proportion_interval(ProportionInterval::kBeta, sample(40));
  CHECK(few.low < uncapped.low);
  CHECK(few.high > uncapped.high);
}

TEST_CASE("the arcsine interval is clamped at 0 and 1 where R's folds over") {
  estimation::ProportionSample wide = sample(50);
  wide.p = 0.01;
  CHECK(estimation::proportion_interval(ProportionInterval::kArcsine, wide).low == 0.0);
  wide.p = 0.99;
  CHECK_THAT(estimation::proportion_interval(ProportionInterval::kArcsine, wide).high, WithinAbs(1.0, 1e-15));
}

TEST_CASE("a domain taken whole has an interval without width, whatever the method") {
  estimation::ProportionSample certain = sample(50);
  certain.se = 0;
  for (std::size_t i = 0; i < estimation::kProportionIntervalNames.size(); ++i) {
    const auto interval = estimation::proportion_interval(static_cast<ProportionInterval>(i), certain);
    CHECK(interval.low == certain.p);
    CHECK(interval.high == certain.p);
  }
}
