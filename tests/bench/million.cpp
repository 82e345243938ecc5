// A million rows in memory: a mean, the mean by sex, the median with its interval; one thread and two. The
// survey is made here: 20 strata of 150 PSUs, weights, amounts with ties.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/numeric/random_stream.hpp"

namespace {

using namespace sondeo;

constexpr std::size_t kRows = 1'000'000;
constexpr std::int32_t kStrata = 20;
constexpr std::int32_t kPsusOfStratum = 150;
constexpr int kRounds = 5;

double median_milliseconds(const std::function<void()>& work) {
  std::array<double, kRounds> times{};
  for (double& time : times) {
    const auto start = std::chrono::steady_clock::now();
    work();
    time = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  }
  std::sort(times.begin(), times.end());
  return times[kRounds / 2];
}

struct Survey {
  design::SampleDesign design;
  design::RowOrder order;
  std::vector<double> weight;
  std::vector<double> amount;
  std::vector<std::int8_t> answer;
  std::vector<std::int32_t> sex;

  Survey() {
    for (std::int32_t h = 0; h < kStrata; ++h) {
      design::Stratum stratum;
      stratum.first_psu = h * kPsusOfStratum;
      stratum.psu_count = kPsusOfStratum;
      design.strata.push_back(stratum);
      design.stratum_of_psu.insert(design.stratum_of_psu.end(), kPsusOfStratum, h);
    }
    numeric::RandomStream random(1, numeric::RandomPurpose::kBootstrapReplicates, 0, 0);
    const std::size_t psus = design.stratum_of_psu.size();
    for (std::size_t row = 0; row < kRows; ++row) {
      design.psu_of_row.push_back(static_cast<std::int32_t>(row * psus / kRows));
      weight.push_back(100 + random.below(200));
      amount.push_back(std::exp(random.below(10'000) / 1'000.0));
      answer.push_back(random.below(8) == 0 ? 1 : 0);
      sex.push_back(static_cast<std::int32_t>(random.below(2)));
    }
    order = design::order_by_psu(design.psu_of_row, psus);
  }
};

estimation::Target target_of(const Survey& survey, estimation::Measure measure) {
  estimation::Target target;
  target.measure = measure;
  target.variate.weight = survey.weight;
  if (measure == estimation::Measure::kProportion) {
    target.variate.y = moments::Answers{survey.answer};
  } else {
    target.variate.y = moments::Numbers{survey.amount};
  }
  return target;
}

std::vector<estimation::Breakdown> breakdowns_of(const Survey& survey, bool by_sex) {
  std::vector<estimation::Breakdown> all(by_sex ? 2 : 1);
  for (auto& breakdown : all) breakdown.codes = breakdown.labels = {{}};
  if (by_sex) {
    all[1].columns = {0};
    all[1].cells = {survey.sex, 2};
    all[1].codes = all[1].labels = {{"1"}, {"2"}};
  }
  return all;
}

void measure() {
  const Survey survey;
  const estimation::LevelRows rows{survey.design, survey.order, 1};
  const auto line = [&](const char* name, estimation::Measure measure, bool by_sex) {
    const auto target = target_of(survey, measure);
    const auto breakdowns = breakdowns_of(survey, by_sex);
    std::array<double, 2> times{};
    for (const unsigned threads : {1U, 2U}) {
      times[threads - 1] = median_milliseconds([&] {
        static_cast<void>(estimation::estimate_targets(rows, {&target, 1}, breakdowns, {}, threads));
      });
    }
    std::printf("  %-28s %8.1f ms, 2 threads %8.1f ms\n", name, times[0], times[1]);
  };
  std::printf("1,000,000 rows in memory, with intervals, medians of %d\n", kRounds);
  line("mean", estimation::Measure::kMean, false);
  line("proportion", estimation::Measure::kProportion, false);
  line("mean, and by sex", estimation::Measure::kMean, true);
  line("proportion, and by sex", estimation::Measure::kProportion, true);
  line("median with its interval", estimation::Measure::kQuantile, false);
}

}  // namespace

int main() {
  try {
    measure();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_million: %s\n", error.what());
    return 1;
  }
  return 0;
}
