// The nine univariate sets of NIST's Statistical Reference Datasets. A simple random sample of all rows with
// equal weights: the estimate is the mean, the standard error the standard deviation over the square root of
// n. Certified to 15 digits; data and values are checked by tests/reference/nist/nist.py.
#include <cmath>
#include <fstream>

#include <catch2/catch.hpp>

#include "engine/estimation/estimator.hpp"

using namespace sondeo;

namespace {

/// Digits that agree: the log relative error. The last two are what the exact mean and standard deviation of
/// the doubles nearest to the data have: no computation in doubles can promise more, and ours may lose half a
/// digit of them, at 15 digits one.
struct Certified {
  const char* name;
  double mean, deviation;
  double mean_digits, deviation_digits;
};

constexpr Certified kSets[] = {
    {"lew", -177.435, 277.332168044316, 15, 14.9},
    {"lottery", 518.95871559633, 291.699727470969, 14.9, 14.9},
    {"mavro", 2.001856, 0.000429123454003053, 15, 13.1},
    {"michelso", 299.8524, 0.0790105478190518, 15, 13.8},
    {"numacc1", 10000002, 1, 15, 15},
    {"numacc2", 1.2, 0.1, 15, 15},
    {"numacc3", 1000000.2, 0.1, 15, 9.46},
    {"numacc4", 10000000.2, 0.1, 15, 8.25},
    {"pidigits", 4.5348, 2.86733906028871, 15, 14.9},
};

std::vector<double> values_of(const std::string& name) {
  std::ifstream stream(std::string(SONDEO_SOURCE_DIR) + "/program/run/certified/" + name + ".txt");
  REQUIRE(stream);
  std::vector<double> values;
  for (double value = 0; stream >> value;) values.push_back(value);
  return values;
}

double digits(double found, double certified) {
  if (found == certified) return 15;
  return std::min(15.0, -std::log10(std::abs(found - certified) / std::abs(certified)));
}

estimation::Estimate mean_of(const std::vector<double>& values, double weight) {
  const std::vector<double> weights(values.size(), weight);
  const auto design = design::build_design({values.size(), {}, nullptr, nullptr}, {});
  const auto order = design::order_by_psu(design.psu_of_row, design.psu_count());
  estimation::Target target;
  target.measure = estimation::Measure::kMean;
  target.variate.y = moments::Numbers{values};
  target.variate.weight = weights;
  const std::vector<estimation::Breakdown> all{{{}, {{}, 1}, {{}}, {{}}}};
  return estimation::estimate_targets({design, order, 0}, {&target, 1}, all, {}, 1).at(0);
}

}  // namespace

TEST_CASE("means and standard deviations have the digits that NIST certifies", "[reference]") {
  for (const double weight : {1.0, 37.25}) {
    for (const Certified& set : kSets) {
      const auto values = values_of(set.name);
      const auto row = mean_of(values, weight);
      const double deviation = row.se * std::sqrt(static_cast<double>(values.size()));
      const double of_mean = digits(row.estimate, set.mean);
      const double of_deviation = digits(deviation, set.deviation);
      INFO(set.name << ", weight " << weight << ": mean " << of_mean << " digits, standard deviation "
                    << of_deviation);
      CHECK(of_mean >= set.mean_digits - (set.mean_digits > 14.5 ? 1.0 : 0.5));
      CHECK(of_deviation >= set.deviation_digits - (set.deviation_digits > 14.5 ? 1.0 : 0.5));
    }
  }
}
