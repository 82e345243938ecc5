// Replicates made from the PSUs beside the variances that they stand for: exactly where the method is exact,
// by the mean of many random replicates where it is random.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/replicates.hpp"

using namespace sondeo;          // NOLINT(google-build-using-namespace)
using namespace sondeo::design;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

struct StratumOf {
  std::int32_t psus;
  double fraction = 0;
};

SampleDesign design_of(const std::vector<StratumOf>& strata, LonelyPsu lonely = LonelyPsu::kRemove) {
  SampleDesign design;
  design.lonely_psu = lonely;
  std::int32_t first = 0;
  for (std::size_t h = 0; h < strata.size(); ++h) {
    Stratum stratum;
    stratum.label = std::to_string(h + 1);
    stratum.first_psu = first;
    stratum.psu_count = strata[h].psus;
    stratum.sampling_fraction = strata[h].fraction;
    design.strata.push_back(stratum);
    design.stratum_of_psu.insert(design.stratum_of_psu.end(), static_cast<std::size_t>(strata[h].psus),
                                 static_cast<std::int32_t>(h));
    first += strata[h].psus;
  }
  return design;
}

MadeReplicatesSpec asked(const std::string& text) {
  Written written;
  written.text = text;
  return read_made_replicates(written).value();
}

Code fault(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  try {
    (void)make_replicates(design, spec);
  } catch (const Error& error) {
    return error.diagnostic().code;
  }
  FAIL("no error");
  return {};
}

/// PSU totals without a pattern that a formula could profit from.
std::vector<double> totals_of(const SampleDesign& design) {
  std::vector<double> totals;
  for (std::size_t i = 0; i < design.psu_count(); ++i) {
    totals.push_back(static_cast<double>((i * 37 + i * i * 11) % 101) + 5);
  }
  return totals;
}

struct Variance {
  double value;
  double kurtosis;
};

/// Of a total, by the scheme that the replicates came with.
Variance variance_of_total(const Replicates& made, const std::vector<double>& totals) {
  const std::size_t count = made.scheme.count();
  std::vector<double> thetas(count);
  for (std::size_t i = 0; i < totals.size(); ++i) {
    for (std::size_t r = 0; r < count; ++r) thetas[r] += made.of_unit(i)[r] * totals[i];
  }
  double centre = std::accumulate(totals.begin(), totals.end(), 0.0);
  if (!made.scheme.about_estimate) {
    centre = std::accumulate(thetas.begin(), thetas.end(), 0.0) / static_cast<double>(count);
  }
  double weighted = 0;
  double second = 0;
  double fourth = 0;
  for (std::size_t r = 0; r < count; ++r) {
    const double square = (thetas[r] - centre) * (thetas[r] - centre);
    weighted += made.scheme.rscales[r] * square;
    second += square;
    fourth += square * square;
  }
  return {made.scheme.scale * weighted, static_cast<double>(count) * fourth / (second * second)};
}

/// sum over strata of factor(n, f) x form(t_1 ... t_n)
template <typename Form>
double sum_over_strata(const SampleDesign& design, const std::vector<double>& totals, Form form) {
  double sum = 0;
  for (const auto& stratum : design.strata) {
    const auto first = totals.begin() + stratum.first_psu;
    sum += form(stratum, std::vector<double>(first, first + stratum.psu_count));
  }
  return sum;
}

double squares_about_mean(const std::vector<double>& t) {
  const double mean = std::accumulate(t.begin(), t.end(), 0.0) / static_cast<double>(t.size());
  double squares = 0;
  for (const double value : t) squares += (value - mean) * (value - mean);
  return squares;
}

double squared_differences(const std::vector<double>& t) {
  double squares = 0;
  for (std::size_t k = 1; k < t.size(); ++k) squares += (t[k] - t[k - 1]) * (t[k] - t[k - 1]);
  return squares;
}

double stratified(const SampleDesign& design, const std::vector<double>& totals) {
  return sum_over_strata(design, totals, [](const Stratum& stratum, const std::vector<double>& t) {
    const auto n = static_cast<double>(t.size());
    return n < 2 ? 0.0 : (1 - stratum.sampling_fraction) * n / (n - 1) * squares_about_mean(t);
  });
}

double sd1(const SampleDesign& design, const std::vector<double>& totals) {
  return sum_over_strata(design, totals, [](const Stratum& stratum, const std::vector<double>& t) {
    const auto n = static_cast<double>(t.size());
    return n < 2 ? 0.0 : (1 - stratum.sampling_fraction) * n / (2 * (n - 1)) * squared_differences(t);
  });
}

double sd2(const SampleDesign& design, const std::vector<double>& totals) {
  return sum_over_strata(design, totals, [](const Stratum& stratum, const std::vector<double>& t) {
    const double closing = (t.front() - t.back()) * (t.front() - t.back());
    return (1 - stratum.sampling_fraction) / 2 * (squared_differences(t) + closing);
  });
}

/// The mean of many replicates is within five of its own standard errors of what it stands for.
void check_expectation(const SampleDesign& design, const MadeReplicatesSpec& spec, double expected) {
  const auto found = variance_of_total(make_replicates(design, spec), totals_of(design));
  const double relative_se = std::sqrt((found.kurtosis - 1) / static_cast<double>(spec.count));
  INFO(spec.written.text << " " << found.value << " for " << expected << ", relative SE " << relative_se);
  CHECK(relative_se < 0.02);
  CHECK_THAT(found.value, WithinRel(expected, 5 * relative_se));
}

const std::vector<StratumOf> kUnequal = {{5}, {3}, {8}, {2}};
const std::vector<StratumOf> kWithFpc = {{5, 0.4}, {3, 0.1}, {8, 0.25}, {4, 1}, {2, 0.5}};

}  // namespace

TEST_CASE("the paired jackknife variance of a total is the linearised one, with or without fpc",
          "[property]") {
  for (const auto& strata : {std::vector<StratumOf>{{2}, {2}, {2}}, {{2, 0.3}, {2, 0.1}, {7, 1}}, {{2}}}) {
    const auto design = design_of(strata);
    const auto totals = totals_of(design);
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      auto spec = asked("jk2");
      spec.seed = seed;
      CHECK_THAT(variance_of_total(make_replicates(design, spec), totals).value,
                 WithinRel(stratified(design, totals), 1e-12));
    }
  }
}

TEST_CASE("the paired jackknife drops the first of some pairs and the second of others") {
  const auto design = design_of(std::vector<StratumOf>(40, {2}));
  const auto made = make_replicates(design, asked("jk2"));
  int first = 0;
  for (std::size_t r = 0; r < 40; ++r) first += made.of_unit(2 * r)[r] == 0.0 ? 1 : 0;
  CHECK(first > 5);
  CHECK(first < 35);
}

TEST_CASE("successive differences of a total are SD2 of each stratum while columns last", "[property]") {
  for (const auto& strata : {std::vector<StratumOf>{{9}}, kUnequal, kWithFpc}) {
    const auto design = design_of(strata);
    const auto totals = totals_of(design);
    CHECK_THAT(variance_of_total(make_replicates(design, asked("sdr")), totals).value,
               WithinRel(sd2(design, totals), 1e-12));
    CHECK_THAT(variance_of_total(make_replicates(design, asked("sdr:80")), totals).value,
               WithinRel(sd2(design, totals), 1e-12));
  }
  CHECK(make_replicates(design_of({{9}}), asked("sdr")).scheme.count() == 12);
}

TEST_CASE("the order of the PSUs decides what is a neighbour", "[property]") {
  const auto design = design_of({{6}, {4}});
  const auto totals = totals_of(design);
  const std::vector<double> keys = {3, 1, 6, 2, 5, 4, 1, 0, 3, 2};
  std::vector<double> sorted(totals.size());
  for (std::size_t i = 0; i < 6; ++i) sorted[static_cast<std::size_t>(keys[i]) - 1] = totals[i];
  for (std::size_t i = 6; i < 10; ++i) sorted[static_cast<std::size_t>(keys[i]) + 6] = totals[i];
  const auto made = make_replicates(design, asked("sdr"), keys);
  CHECK_THAT(variance_of_total(made, totals).value, WithinRel(sd2(design, sorted), 1e-12));
}

TEST_CASE("with fewer replicates than PSUs successive differences stay near SD2") {
  // 300 PSUs on 47 columns: shared columns add cross products of differences, which have no direction
  const auto design = design_of({{150}, {150}});
  const auto totals = totals_of(design);
  const auto made = make_replicates(design, asked("sdr:48"));
  CHECK(made.scheme.count() == 48);
  for (std::size_t i = 0; i < 300; ++i) {
    double deviation = 0;
    for (const double factor : made.of_unit(i)) deviation += std::abs(factor - 1);
    CHECK(deviation > 0);
  }
  CHECK_THAT(variance_of_total(made, totals).value, WithinRel(sd2(design, totals), 0.5));
}

TEST_CASE("the rescaling bootstraps estimate the linearised variance, for any number of draws",
          "[property]") {
  const auto plain = design_of(kUnequal);
  const auto with_fpc = design_of(kWithFpc);
  check_expectation(plain, asked("bootstrap:20000"), stratified(plain, totals_of(plain)));
  check_expectation(plain, asked("rwyb:20000"), stratified(plain, totals_of(plain)));
  check_expectation(with_fpc, asked("rwyb:20000"), stratified(with_fpc, totals_of(with_fpc)));
  auto one = asked("rwyb:20000");
  one.draws = 1;
  check_expectation(with_fpc, one, stratified(with_fpc, totals_of(with_fpc)));
  check_expectation(plain, asked("preston:20000"), stratified(plain, totals_of(plain)));
  check_expectation(with_fpc, asked("preston:20000"), stratified(with_fpc, totals_of(with_fpc)));
}

TEST_CASE("Rao and Wu's bootstrap is rwyb without an fpc, draw for draw") {
  const auto design = design_of(kUnequal);
  CHECK(make_replicates(design, asked("rao-wu:50")).factors ==
        make_replicates(design, asked("rwyb:50")).factors);
}

TEST_CASE(
    "counts of PSUs estimate (n - 1) / n of the linearised variance, made up for by their harmonic mean",
    "[property]") {
  const auto equal = design_of({{6}, {6}, {6}});
  check_expectation(equal, asked("canty-davison:20000"), stratified(equal, totals_of(equal)));
  const auto unequal = design_of(kUnequal);
  const double m = 4 / (1.0 / 5 + 1.0 / 3 + 1.0 / 8 + 1.0 / 2);
  const double expected =
      m / (m - 1) * sum_over_strata(unequal, totals_of(unequal), [](const Stratum&, const auto& t) {
        return squares_about_mean(t);
      });
  check_expectation(unequal, asked("canty-davison:20000"), expected);
  // 6 of 24 and 6 of 12, each PSU four or two times in the population: the variance of a draw without
  // replacement from it is (N - n) / (N - 1) sum (t - mean)^2
  const auto with_fpc = design_of({{6, 0.25}, {6, 0.5}});
  const double drawn =
      sum_over_strata(with_fpc, totals_of(with_fpc), [](const Stratum& stratum, const auto& t) {
        const double population = 6 / stratum.sampling_fraction;
        return (population - 6) / (population - 1) * squares_about_mean(t);
      });
  check_expectation(with_fpc, asked("canty-davison:20000"), 6.0 / 5 * drawn);
}

TEST_CASE("the generalised bootstraps estimate their quadratic form", "[property]") {
  for (const auto& strata : {kUnequal, kWithFpc}) {
    const auto design = design_of(strata);
    const auto totals = totals_of(design);
    check_expectation(design, asked("generalised:20000"), stratified(design, totals));
    check_expectation(design, asked("generalised-sd1:20000"), sd1(design, totals));
    check_expectation(design, asked("generalised-sd2:20000"), sd2(design, totals));
  }
}

TEST_CASE("no made weight is negative, and factors have a mean of 1") {
  const auto design = design_of(kWithFpc);
  for (const char* word : {"rwyb:2000", "preston:2000", "generalised:2000", "generalised-sd2:2000", "sdr",
                           "canty-davison:2000"}) {
    const auto made = make_replicates(design, asked(word));
    INFO(word);
    CHECK(*std::min_element(made.factors.begin(), made.factors.end()) >= 0);
    for (std::size_t i = 0; i < design.psu_count(); ++i) {
      const auto factors = made.of_unit(i);
      const double mean =
          std::accumulate(factors.begin(), factors.end(), 0.0) / static_cast<double>(factors.size());
      CHECK_THAT(mean, WithinAbs(1, 0.12));  // 5 x sqrt(variance below 1.2 / 2000)
      if (design.strata[static_cast<std::size_t>(design.stratum_of_psu[i])].certainty()) {
        CHECK(*std::min_element(factors.begin(), factors.end()) == 1.0);
      }
    }
  }
}

TEST_CASE("tau is the least without negative weights, or what was asked for if that makes none",
          "[message]") {
  const auto design = design_of(kUnequal);
  auto spec = asked("generalised:500");
  const auto by_itself = make_replicates(design, spec);
  REQUIRE(by_itself.scheme.tau);
  CHECK(*by_itself.scheme.tau > 1);
  CHECK_THAT(by_itself.scheme.scale, WithinRel(*by_itself.scheme.tau * *by_itself.scheme.tau / 500, 1e-14));
  spec.tau = 10;
  const auto wide = make_replicates(design, spec);
  CHECK_THAT(variance_of_total(wide, totals_of(design)).value,
             WithinRel(variance_of_total(by_itself, totals_of(design)).value, 1e-9));
  spec.tau = 1.01;
  CHECK(fault(design, spec) == code::kReplicateTauSmall);
}

TEST_CASE("a seed gives the same replicates again, and another seed others") {
  const auto design = design_of(kWithFpc);
  for (const char* word :
       {"rwyb:20", "preston:20", "generalised:20", "generalised-sd1:20", "canty-davison:20"}) {
    auto spec = asked(word);
    const auto factors = make_replicates(design, spec).factors;
    CHECK(factors == make_replicates(design, spec).factors);
    spec.seed = 2;
    CHECK(factors != make_replicates(design, spec).factors);
  }
}

TEST_CASE("what the new methods cannot replicate is refused", "[message]") {
  const auto lonely = design_of({{3}, {1}}, LonelyPsu::kAdjust);
  for (const char* word : {"rwyb:20", "preston:20", "canty-davison:20", "generalised:20", "sdr"}) {
    CHECK(fault(lonely, asked(word)) == code::kReplicatesLonely);
    CHECK(fault(design_of({{1}, {4, 1}}), asked(word)) == code::kReplicatesNone);
  }
  CHECK(fault(design_of({{2}, {3}}), asked("jk2")) == code::kReplicatesNotTwoPsus);
  CHECK(fault(design_of({{2, 1}}), asked("jk2")) == code::kReplicatesNone);
  CHECK(fault(design_of({{3000}}), asked("sdr")) == code::kReplicatesSdrLimit);
  auto many = asked("rwyb:20");
  many.draws = 4;
  CHECK(fault(design_of({{5}, {3}}), many) == code::kBootstrapDraws);
}

TEST_CASE("options of a method that is not asked for are refused", "[message]") {
  const auto code_of = [](const std::string& text, const MadeReplicatesOptions& options) {
    std::optional<MadeReplicatesSpec> made;
    if (!text.empty()) made = asked(text);
    try {
      set_options(made, options);
    } catch (const Error& error) {
      return error.diagnostic().code;
    }
    return code::kInternal;
  };
  MadeReplicatesOptions draws;
  draws.draws = {{}, 3};
  MadeReplicatesOptions tau;
  tau.tau = {{}, 2};
  MadeReplicatesOptions low_tau;
  low_tau.tau = {{}, 0.5};
  MadeReplicatesOptions order;
  order.order = Written{};
  MadeReplicatesOptions seed;
  seed.seed_written = Written{};
  CHECK(code_of("rwyb:20", draws) == code::kInternal);
  CHECK(code_of("preston:20", draws) == code::kMadeReplicatesOption);
  CHECK(code_of("generalised:20", tau) == code::kInternal);
  CHECK(code_of("generalised:20", low_tau) == code::kReplicateTau);
  CHECK(code_of("sdr", tau) == code::kMadeReplicatesOption);
  CHECK(code_of("sdr", order) == code::kInternal);
  CHECK(code_of("generalised:20", order) == code::kMadeReplicatesOption);
  CHECK(code_of("", order) == code::kMadeReplicatesOption);
  CHECK(code_of("jk2", seed) == code::kInternal);
  CHECK(code_of("sdr", seed) == code::kReplicateSeedUnused);
}
