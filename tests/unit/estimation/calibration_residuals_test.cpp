// Residuals of calibrated weights, by the library: R survey's printed GREG, and totals that are estimates
// themselves.
#include "engine/estimation/calibration_residuals.hpp"

#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/design/margins.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using test::ApiSurvey;

namespace {

/// apiclus1 post-stratified to the schools of each type in California (apipop): 4421, 755 and 1018.
class PostStratified {
 public:
  explicit PostStratified(const std::optional<numeric::Matrix>& totals_covariance = {})
      : survey_("apiclus1.csv", std::nullopt, "dnum", "fpc") {
    const auto& type = survey_.numbers("stype_code");
    const auto& before = survey_.numbers("pw");
    constexpr std::array<double, 3> kSchools{4421, 755, 1018};
    std::array<double, 3> now{};
    design::Margin margin;
    margin.name = "stype";
    margin.keys = {{"1"}, {"2"}, {"3"}};
    for (std::size_t row = 0; row < type.size(); ++row) {
      margin.group_of_row.push_back(static_cast<std::int32_t>(type[row]) - 1);
      now.at(static_cast<std::size_t>(margin.group_of_row.back())) += before[row];
    }
    const auto regressors = design::make_regressors({&margin, 1}, std::vector<std::int8_t>(type.size(), 1));
    auto record = std::make_shared<design::CalibrationRecord>();
    record->regressors = regressors.names;
    record->profiles = regressors.profiles;
    record->profile_of_row = regressors.profile_of_row;
    record->before = before;
    for (std::size_t row = 0; row < before.size(); ++row) {
      const auto group = static_cast<std::size_t>(margin.group_of_row[row]);
      weights_.push_back(before[row] * kSchools.at(group) / now.at(group));
    }
    record->after = weights_;
    record->totals_covariance = totals_covariance;
    const std::array<std::shared_ptr<const design::CalibrationRecord>, 1> records{record};
    std::vector<std::int32_t> rows(before.size());
    std::iota(rows.begin(), rows.end(), 0);
    calibrated_.add(weights_,
                    std::make_shared<estimation::CalibrationResiduals>(estimation::CalibratedSample{
                        records, survey_.design().psu_of_row, survey_.design().unit_count(), rows}));
  }

  [[nodiscard]] estimation::Estimate estimate(estimation::Measure measure, const std::string& y,
                                              bool residuals = true) const {
    auto target = survey_.target(measure, y);
    target.variate.weight = weights_;
    estimation::LevelRows rows{survey_.design(), survey_.order(), 0};
    if (residuals) rows.calibrated = &calibrated_;
    return estimation::estimate_targets(rows, {&target, 1}, survey_.breakdowns(), {}, 1).front();
  }
  [[nodiscard]] const ApiSurvey& survey() const { return survey_; }

 private:
  ApiSurvey survey_;
  std::vector<double> weights_;
  estimation::CalibratedWeights calibrated_;
};

}  // namespace

TEST_CASE("a regression estimate has the printed standard errors of R survey", "[calibration]") {
  const PostStratified sample;
  // survey-statistics 8: GREG ~stype on apiclus1
  CHECK_THAT(sample.estimate(estimation::Measure::kMean, "api00").se, WithinRel(23.9204864450904, 1e-10));
  const auto total = sample.estimate(estimation::Measure::kTotal, "enroll");
  CHECK_THAT(total.estimate, WithinRel(3680892.94511905, 1e-12));
  CHECK_THAT(total.se, WithinRel(406292.636294802, 1e-10));
}

TEST_CASE("a weight of which no calibration is known has the standard errors it had", "[calibration]") {
  const PostStratified sample;
  const double with = sample.estimate(estimation::Measure::kTotal, "enroll").se;
  const double without = sample.estimate(estimation::Measure::kTotal, "enroll", false).se;
  CHECK(without > 1.5 * with);
}

TEST_CASE("totals that are estimates add the variance of what they predict", "[calibration]") {
  numeric::Matrix covariance(3, 3);
  covariance.values = {900, 60, -30, 60, 400, 10, -30, 10, 625};
  const PostStratified known;
  const PostStratified estimated(covariance);
  // b of a post-stratification: the mean of y in each group
  const auto& type = known.survey().numbers("stype_code");
  const auto& y = known.survey().numbers("enroll");
  std::array<double, 3> sum{};
  std::array<double, 3> count{};
  for (std::size_t row = 0; row < y.size(); ++row) {
    sum.at(static_cast<std::size_t>(type[row]) - 1) += y[row];
    count.at(static_cast<std::size_t>(type[row]) - 1) += 1;
  }
  double added = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      added += sum.at(i) / count.at(i) * covariance.at(i, j) * sum.at(j) / count.at(j);
    }
  }
  const double without = known.estimate(estimation::Measure::kTotal, "enroll").se;
  const double with = estimated.estimate(estimation::Measure::kTotal, "enroll").se;
  CHECK_THAT(with, WithinRel(std::sqrt(without * without + added), 1e-12));
  // the number of schools is one of those estimates
  const auto schools = estimated.estimate(estimation::Measure::kTotal, "sch_wide");
  CHECK(schools.se > known.estimate(estimation::Measure::kTotal, "sch_wide").se);
}
