// Unequal probabilities without replacement: against R, over all samples of tiny populations, and by hand.
#include "engine/estimation/pps_variance.hpp"

#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/design/joint_probabilities.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using design::PpsMethod;
using design::PpsVariance;
using test::column;

namespace {

const Written kFile{"joint.csv", {}};

struct Sampled {
  std::vector<double> strata;  ///< empty: one
  std::vector<double> ids;
  std::vector<double> probabilities;
};

/// A design of elements. @param joint  the table of kJoint, else null
design::SampleDesign design_of(const Sampled& sample, const design::PpsSpec& pps,
                               const Table* joint = nullptr) {
  const Column psu = column("id", sample.ids);
  const Column probability = column("p", sample.probabilities);
  const Column strata = column("h", sample.strata);
  design::DesignSpec spec;
  spec.pps = pps;
  design::DesignColumns columns;
  columns.rows = sample.ids.size();
  if (!sample.strata.empty()) columns.strata = {&strata};
  columns.psu = &psu;
  auto design = design::build_design(columns, spec);
  design::PpsColumns given;
  given.probability = &probability;
  design::add_inclusion_probabilities(design, given, pps);
  if (joint != nullptr) {
    design.pps->pairs =
        design::read_pair_weights(*joint, {columns.strata, {"h"}, columns.psu}, design, kFile);
  }
  return design;
}

design::PpsSpec method(PpsMethod method, PpsVariance variance = PpsVariance::kHorvitzThompson) {
  design::PpsSpec spec;
  spec.method = method;
  spec.variance = variance;
  return spec;
}

/// Scores of a total: y / pi of each element.
estimation::Scores scores(const design::SampleDesign& design, const std::vector<double>& y) {
  estimation::Scores scores;
  std::map<std::int32_t, double> by_psu;
  for (std::size_t row = 0; row < y.size(); ++row) {
    const auto psu = design.psu_of_row[row];
    by_psu[psu] += y[row] / design.pps->probability[static_cast<std::size_t>(psu)];
  }
  for (const auto& [psu, value] : by_psu) {
    scores.psus.push_back(psu);
    scores.values.push_back(value);
  }
  return scores;
}

/// R's variances and covariance of two totals, by case.
std::map<std::string, std::vector<double>> expected_covariances() {
  std::map<std::string, std::vector<double>> expected;
  for (const auto& fields : test::reference_lines("../pps/covariances.csv")) {
    expected[fields[0]] = {std::stod(fields[1]), std::stod(fields[2]), std::stod(fields[3])};
  }
  return expected;
}

/// The table of joint probabilities of the files of tests/reference/pps.
Table joint_of(const std::string& file) { return test::read_numbers("../pps/" + file); }

void compare(const std::string& name, const design::SampleDesign& design, const Table& data) {
  static const auto kExpected = expected_covariances();
  CAPTURE(name);
  const auto y = scores(design, data.find("y")->numbers());
  const auto x = scores(design, data.find("x")->numbers());
  const auto& expected = kExpected.at(name);
  CHECK_THAT(estimation::linearized_variance(design, y), WithinRel(expected[0], 1e-11));
  CHECK_THAT(estimation::linearized_covariance(design, x, x), WithinRel(expected[1], 1e-11));
  CHECK_THAT(estimation::linearized_covariance(design, y, x), WithinRel(expected[2], 1e-11));
}

Sampled sampled(const Table& data, const char* strata, const char* id) {
  Sampled sample;
  if (strata != nullptr) sample.strata = data.find(strata)->numbers();
  sample.ids = data.find(id)->numbers();
  sample.probabilities = data.find("p")->numbers();
  return sample;
}

/// All samples of a fixed number of a population's units, with the probability that each is drawn.
struct SamplingPlan {
  std::vector<std::vector<std::size_t>> samples;
  std::vector<double> chances;
};

/// A plan without any pattern: what holds for it holds for all whose joint probabilities are positive.
SamplingPlan arbitrary_plan(std::size_t population, std::size_t size) {
  SamplingPlan plan;
  std::mt19937 random(7);
  std::uniform_int_distribution<int> chance(1, 9);
  double all = 0;
  for (unsigned set = 0; set < (1U << population); ++set) {
    std::vector<std::size_t> units;
    for (std::size_t i = 0; i < population; ++i) {
      if ((set >> i & 1U) == 1U) units.push_back(i);
    }
    if (units.size() != size) continue;
    plan.samples.push_back(units);
    plan.chances.push_back(chance(random));
    all += plan.chances.back();
  }
  for (double& each : plan.chances) each /= all;
  return plan;
}

/// pi_ij, with pi_i on the diagonal.
std::vector<std::vector<double>> joint_probabilities(const SamplingPlan& plan, std::size_t population) {
  std::vector<std::vector<double>> joint(population, std::vector<double>(population, 0.0));
  for (std::size_t s = 0; s < plan.samples.size(); ++s) {
    for (const auto i : plan.samples[s]) {
      for (const auto j : plan.samples[s]) joint[i][j] += plan.chances[s];
    }
  }
  return joint;
}

Table matrix_table(const std::vector<std::vector<double>>& joint) {
  Table table(joint.size());
  std::vector<double> ids;
  for (std::size_t i = 0; i < joint.size(); ++i) ids.push_back(static_cast<double>(i));
  table.add(column("unit", ids));
  for (std::size_t i = 0; i < joint.size(); ++i) table.add(column(std::to_string(i), joint[i]));
  return table;
}

/// What a plan does over its samples.
struct Expectation {
  double total = 0;
  double square = 0;
  double variance = 0;  ///< of the variance estimates
};

void add_sample(Expectation& expectation, double chance, const design::SampleDesign& design,
                const std::vector<double>& y) {
  const auto z = scores(design, y);
  double total = 0;
  for (const double value : z.values) total += value;
  expectation.total += chance * total;
  expectation.square += chance * total * total;
  expectation.variance += chance * estimation::linearized_variance(design, z);
}

const std::vector<double> kPopulation{3, 7, 1, 12, 5};
constexpr double kTotal = 28;

}  // namespace

TEST_CASE("variances and covariances of PPS elements are R's", "[reference]") {
  const Table data = joint_of("election.csv");
  const Table joint = joint_of("joint.csv");
  const Sampled sample = sampled(data, nullptr, "id");
  auto known = method(PpsMethod::kHartleyRao);
  known.mean_probability = Written{"P", {}};
  for (const auto& fields : test::reference_lines("../pps/expected.csv")) {
    if (fields[0] == "hartley-rao known")
      known.mean_number = std::stod(fields[2].substr(fields[2].find(':') + 1));
  }
  auto known_yg = known;
  known_yg.variance = PpsVariance::kYatesGrundy;
  compare("brewer", design_of(sample, method(PpsMethod::kBrewer)), data);
  compare("overton", design_of(sample, method(PpsMethod::kOverton)), data);
  compare("overton yg", design_of(sample, method(PpsMethod::kOverton, PpsVariance::kYatesGrundy)), data);
  compare("hartley-rao", design_of(sample, method(PpsMethod::kHartleyRao)), data);
  compare("hartley-rao yg", design_of(sample, method(PpsMethod::kHartleyRao, PpsVariance::kYatesGrundy)),
          data);
  compare("hartley-rao known", design_of(sample, known), data);
  compare("hartley-rao known yg", design_of(sample, known_yg), data);
  compare("joint ht", design_of(sample, method(PpsMethod::kJoint), &joint), data);
  compare("joint yg", design_of(sample, method(PpsMethod::kJoint, PpsVariance::kYatesGrundy), &joint), data);
  compare("poisson", design_of(sample, method(PpsMethod::kPoisson)), data);
}

TEST_CASE("variances and covariances of stratified PPS clusters are R's", "[reference]") {
  const Table clusters = joint_of("clusters.csv");
  const Sampled sample = sampled(clusters, "h", "k");
  compare("clusters brewer", design_of(sample, method(PpsMethod::kBrewer)), clusters);
  compare("clusters overton yg", design_of(sample, method(PpsMethod::kOverton, PpsVariance::kYatesGrundy)),
          clusters);
  compare("clusters hartley-rao", design_of(sample, method(PpsMethod::kHartleyRao)), clusters);
  const Table strata = joint_of("strata.csv");
  const Table joint = joint_of("joint_strata.csv");
  compare("strata joint ht", design_of(sampled(strata, "h", "u"), method(PpsMethod::kJoint), &joint), strata);
  compare("strata joint yg",
          design_of(sampled(strata, "h", "u"), method(PpsMethod::kJoint, PpsVariance::kYatesGrundy), &joint),
          strata);
}

TEST_CASE("over all samples of a fixed size the joint variances are unbiased", "[property]") {
  const std::size_t size = GENERATE(std::size_t{2}, std::size_t{3});
  const auto variance = GENERATE(PpsVariance::kHorvitzThompson, PpsVariance::kYatesGrundy);
  CAPTURE(size, variance);
  const SamplingPlan plan = arbitrary_plan(kPopulation.size(), size);
  const auto joint = joint_probabilities(plan, kPopulation.size());
  const Table table = matrix_table(joint);
  Expectation expectation;
  for (std::size_t s = 0; s < plan.samples.size(); ++s) {
    Sampled sample;
    std::vector<double> y;
    for (const auto i : plan.samples[s]) {
      sample.ids.push_back(static_cast<double>(i));
      sample.probabilities.push_back(joint[i][i]);
      y.push_back(kPopulation[i]);
    }
    add_sample(expectation, plan.chances[s], design_of(sample, method(PpsMethod::kJoint, variance), &table),
               y);
  }
  CHECK_THAT(expectation.total, WithinRel(kTotal, 1e-13));
  CHECK_THAT(expectation.variance, WithinRel(expectation.square - kTotal * kTotal, 1e-11));
}

TEST_CASE("over all Poisson samples total and variance are unbiased", "[property]") {
  const std::vector<double> probabilities{0.2, 0.5, 0.1, 1, 0.7};
  Expectation expectation;
  for (unsigned set = 1; set < (1U << kPopulation.size()); ++set) {  // the empty sample adds 0 to all
    Sampled sample;
    std::vector<double> y;
    double chance = 1;
    for (std::size_t i = 0; i < kPopulation.size(); ++i) {
      const bool drawn = (set >> i & 1U) == 1U;
      chance *= drawn ? probabilities[i] : 1 - probabilities[i];
      if (!drawn) continue;
      sample.ids.push_back(static_cast<double>(i));
      sample.probabilities.push_back(probabilities[i]);
      y.push_back(kPopulation[i]);
    }
    if (chance > 0) add_sample(expectation, chance, design_of(sample, method(PpsMethod::kPoisson)), y);
  }
  CHECK_THAT(expectation.total, WithinRel(kTotal, 1e-13));
  CHECK_THAT(expectation.variance, WithinRel(expectation.square - kTotal * kTotal, 1e-12));
}

TEST_CASE("brewer by hand: two PSUs of 1/2 with scores 4 and 2 have variance 2") {
  const auto design = design_of({{}, {1, 2}, {0.5, 0.5}}, method(PpsMethod::kBrewer));
  CHECK_THAT(estimation::pps_variance(design, {{0, 1}, {4, 2}}), WithinRel(2.0, 1e-15));
}

TEST_CASE("brewer with equal probabilities is the variance of simple random sampling", "[property]") {
  const std::vector<double> y{3, 5, 9, 20};
  const auto design = design_of({{}, {1, 2, 3, 4}, {0.25, 0.25, 0.25, 0.25}}, method(PpsMethod::kBrewer));
  // (1 - f) N^2 / n S^2, N = 16, n = 4, f = 1/4, S^2 = 173.75 / 3 about 9.25
  CHECK_THAT(estimation::pps_variance(design, scores(design, y)),
             WithinRel(0.75 * 256 / 4 * (515 - 4 * 9.25 * 9.25) / 3, 1e-14));
}

TEST_CASE("amounts proportional to the probabilities have no variance but that of the sample's size") {
  const std::vector<double> p{0.1, 0.3, 0.45, 0.15};
  const Sampled sample{{}, {1, 2, 3, 4}, p};
  for (const auto which : {PpsMethod::kOverton, PpsMethod::kHartleyRao}) {
    const auto design = design_of(sample, method(which, PpsVariance::kYatesGrundy));
    CHECK_THAT(estimation::pps_variance(design, scores(design, p)), WithinAbs(0.0, 1e-15));
  }
}

TEST_CASE("two PSUs with certainty do not vary together") {
  // overton, n = 3: with D_12 = 0 and z of the third 0 nothing is left
  const auto design = design_of({{}, {1, 2, 3}, {1, 1, 0.5}}, method(PpsMethod::kOverton));
  CHECK_THAT(estimation::pps_variance(design, {{0, 1}, {4, 2}}), WithinAbs(0.0, 1e-15));
  const auto rao =
      design_of({{}, {1, 2, 3}, {1, 1, 0.5}}, method(PpsMethod::kHartleyRao, PpsVariance::kYatesGrundy));
  // D_13 = D_23 = (1.5 - 1 - 5/6) / 2 = -1/6: 1/6 (4^2 + 2^2)
  CHECK_THAT(estimation::pps_variance(rao, {{0, 1}, {4, 2}}), WithinRel(20.0 / 6, 1e-14));
}

TEST_CASE("a stratum of one PSU counts by the rule for lonely PSUs, not under known joint probabilities") {
  const Sampled sample{{1, 1, 2}, {1, 2, 3}, {0.5, 0.5, 0.2}};
  CHECK_THROWS_AS(design_of(sample, method(PpsMethod::kBrewer)), Error);
  const estimation::Scores z{{0, 1, 2}, {4, 2, 9}};
  const auto poisson = design_of(sample, method(PpsMethod::kPoisson));
  CHECK_THAT(estimation::pps_variance(poisson, z), WithinRel(0.5 * 16 + 0.5 * 4 + 0.8 * 81, 1e-14));
  auto lonely = poisson;
  lonely.pps->method = PpsMethod::kBrewer;
  lonely.lonely_psu = design::LonelyPsu::kRemove;
  CHECK_THAT(estimation::pps_variance(lonely, z), WithinRel(2.0, 1e-14));
  lonely.lonely_psu = design::LonelyPsu::kAverage;
  CHECK_THAT(estimation::pps_variance(lonely, z), WithinRel(4.0, 1e-14));
  lonely.lonely_psu = design::LonelyPsu::kAdjust;  // about the mean 5 of all PSUs
  CHECK_THAT(estimation::pps_variance(lonely, z), WithinRel(2.0 + 0.8 * 16, 1e-14));
}
