// All samples of a tiny population: the mean of the estimates is the truth, and the mean of the variance
// estimates is the true variance of the estimator, exactly (Cochran 1977, theorems 2.2, 2.4 and 5.3).
#include <catch2/catch.hpp>

#include "engine/estimation/estimator.hpp"

using namespace sondeo;
using Catch::Matchers::WithinRel;

namespace {

struct Population {
  std::vector<std::vector<double>> strata;  ///< values of the units of each stratum
};

struct Moments {
  double mean = 0;
  double mean_of_squares = 0;
  double mean_variance_estimate = 0;
  double samples = 0;
};

estimation::Estimate estimate_total(const std::vector<double>& stratum, const std::vector<double>& size,
                                    const std::vector<double>& weight, const std::vector<double>& y) {
  Variable of_strata;
  of_strata.name = "stratum";
  Variable of_fpc;
  of_fpc.name = "fpc";
  const Column strata = Column::of_numbers(of_strata, stratum);
  const Column fpc = Column::of_numbers(of_fpc, size);
  const auto design = design::build_design({y.size(), {&strata}, nullptr, &fpc}, {});
  const auto order = design::order_by_psu(design.psu_of_row, design.psu_count());
  estimation::Target total;
  total.measure = estimation::Measure::kTotal;
  total.variate.y = moments::Numbers{y};
  total.variate.weight = weight;
  const std::vector<estimation::Breakdown> all{{{}, {{}, 1}, {{}}, {{}}}};
  return estimation::estimate_targets({design, order, 0}, {&total, 1}, all, {}, 1)[0];
}

/// Visits every sample of two units from each of two strata.
Moments over_all_samples(const Population& population) {
  Moments moments;
  const auto& a = population.strata[0];
  const auto& b = population.strata[1];
  const auto size_a = static_cast<double>(a.size());
  const auto size_b = static_cast<double>(b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = i + 1; j < a.size(); ++j) {
      for (std::size_t k = 0; k < b.size(); ++k) {
        for (std::size_t l = k + 1; l < b.size(); ++l) {
          const auto row =
              estimate_total({1, 1, 2, 2}, {size_a, size_a, size_b, size_b},
                             {size_a / 2, size_a / 2, size_b / 2, size_b / 2}, {a[i], a[j], b[k], b[l]});
          moments.mean += row.estimate;
          moments.mean_of_squares += row.estimate * row.estimate;
          moments.mean_variance_estimate += row.se * row.se;
          moments.samples += 1;
        }
      }
    }
  }
  moments.mean /= moments.samples;
  moments.mean_of_squares /= moments.samples;
  moments.mean_variance_estimate /= moments.samples;
  return moments;
}

}  // namespace

TEST_CASE("over all stratified samples total and variance are unbiased", "[property]") {
  const Population population{{{3, 7, 1, 12}, {5, 9, 20}}};
  const Moments moments = over_all_samples(population);
  REQUIRE(moments.samples == 18);
  CHECK_THAT(moments.mean, WithinRel(57.0, 1e-13));
  CHECK_THAT(moments.mean_variance_estimate, WithinRel(moments.mean_of_squares - 57.0 * 57.0, 1e-12));
}
