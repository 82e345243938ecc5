// Quantiles and shares against R survey (tests/reference/quantiles.R wrote the figures) and against the
// obvious way of computing them.
#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/numeric/distribution.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using estimation::Estimate;
using estimation::EstimateSpec;
using estimation::kQuantileIntervalNames;
using estimation::kQuantileRuleNames;
using estimation::Measure;
using estimation::QuantileInterval;
using estimation::QuantileRule;
using estimation::Target;
using test::ApiSurvey;

namespace {

template <std::size_t Count>
std::size_t position_of(const std::array<std::string_view, Count>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  REQUIRE(found != names.end());
  return static_cast<std::size_t>(found - names.begin());
}

QuantileRule rule_named(const std::string& name) {
  return estimation::quantile_rule_at(position_of(kQuantileRuleNames, name));
}

double number_of(const std::string& text) { return text.empty() ? estimation::kAbsent : std::stod(text); }

const ApiSurvey& survey_named(const std::string& name) {
  static const std::map<std::string, ApiSurvey> kSurveys = [] {
    std::map<std::string, ApiSurvey> all;
    all.try_emplace("strat", "apistrat.csv", "stype_code", std::nullopt, std::nullopt);
    all.try_emplace("strat.fpc", "apistrat.csv", "stype_code", std::nullopt, "fpc");
    all.try_emplace("clus1", "apiclus1.csv", std::nullopt, "dnum", std::nullopt);
    all.try_emplace("clus1.fpc", "apiclus1.csv", std::nullopt, "dnum", "fpc");
    all.try_emplace("ties", "ties.csv", "h", "i", std::nullopt);
    all.try_emplace("ties.fpc", "ties.csv", "h", "i", "fpc");
    return all;
  }();
  return kSurveys.at(name);
}

std::vector<Estimate> quantiles(const ApiSurvey& survey, const std::string& variable, const std::string& by,
                                const std::vector<double>& probabilities, QuantileRule rule,
                                QuantileInterval interval, unsigned threads = 1) {
  std::vector<Target> targets;
  for (const double p : probabilities) {
    targets.push_back(survey.target(Measure::kQuantile, variable));
    targets.back().probability = p;
    targets.back().rule = rule;
  }
  EstimateSpec spec;
  spec.quantile_interval = interval;
  return estimation::estimate_targets({survey.design(), survey.order(), by.empty() ? 0U : 1U}, targets,
                                      survey.breakdowns(by), spec, threads);
}

/// The total, and two cells.
std::vector<estimation::Breakdown> two_cells(const std::vector<std::int32_t>& cell_of_row) {
  const std::vector<std::string> none;
  const std::vector<std::string> first(1, "0");
  const std::vector<std::string> second(1, "1");
  return {{{}, {{}, 1}, {none}, {none}}, {{0}, {cell_of_row, 2}, {first, second}, {first, second}}};
}

bool has_note(const Estimate& row, const std::string& note) {
  return std::find(row.notes.begin(), row.notes.end(), note) != row.notes.end();
}

void check_end(double ours, double theirs, const Estimate& row, const char* note) {
  if (std::isnan(theirs)) {
    CHECK(std::isnan(ours));
    CHECK(has_note(row, note));
  } else {
    CHECK_THAT(ours, WithinRel(theirs, 1e-9));
  }
}

}  // namespace

TEST_CASE("quantiles by every rule and interval, in all and in domains, with their SEs are R's",
          "[reference][quantile]") {
  const auto lines = test::reference_lines("quantiles.csv");
  CHECK(lines.size() > 300);
  for (const auto& line : lines) {
    CAPTURE(line);
    const auto cell = static_cast<std::size_t>(std::stoul(line.at(2)));
    const auto interval = static_cast<QuantileInterval>(position_of(kQuantileIntervalNames, line.at(5)));
    const auto rows = quantiles(survey_named(line.at(0)), line.at(1), cell == 0 ? "" : "stype_code",
                                {std::stod(line.at(3))}, rule_named(line.at(4)), interval);
    const Estimate& row = rows.at(cell);
    CHECK_THAT(row.estimate, WithinRel(std::stod(line.at(6)), 1e-12));
    CHECK(row.df == std::stod(line.at(10)));
    check_end(row.ci_low, number_of(line.at(8)), row, "low_end_outside");
    check_end(row.ci_high, number_of(line.at(9)), row, "high_end_outside");
    const double se = number_of(line.at(7));
    if (std::isnan(se)) {
      CHECK(std::isnan(row.se));
    } else {
      CHECK_THAT(row.se, WithinRel(se, 1e-10));
    }
  }
}

TEST_CASE("the published quantiles of apistrat and those of every rule hold", "[reference][quantile]") {
  // survey-statistics 7, golden
  const ApiSurvey& survey = survey_named("strat.fpc");
  const auto rows = quantiles(survey, "api00", "", {.1, .5, .9}, QuantileRule::kHf1, QuantileInterval::kWald);
  const double expected[3][4] = {{501, 476, 521, 11.4092790474477},
                                 {668, 642, 694, 13.1840557881618},
                                 {836, 806, 865, 14.9588325288759}};
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(rows.at(i).estimate == expected[i][0]);
    CHECK(rows.at(i).ci_low == expected[i][1]);
    CHECK(rows.at(i).ci_high == expected[i][2]);
    CHECK_THAT(rows.at(i).se, WithinRel(expected[i][3], 1e-10));
  }
  const std::pair<QuantileRule, std::vector<double>> rules[] = {
      {QuantileRule::kHf4, {500.395837968, 562.205608865, 667.235755966, 755.122596076, 836}},
      {QuantileRule::kHf5, {500.857363996, 565, 667.833358875, 756.622596076, 836.850938264}},
      {QuantileRule::kHf6, {500.495837968, 563.705608865, 668, 757.372596076, 838.450938264}},
      {QuantileRule::kHf7, {501.591675935, 565, 667.608572534, 755.723353282, 836}},
      {QuantileRule::kHf8, {500.710433811, 564.641063652, 667.950370578, 756.872596076, 837.384271597}},
      {QuantileRule::kHf9, {500.744061153, 564.787650175, 667.918141573, 756.810096076, 837.250938264}}};
  for (const auto& [rule, values] : rules) {
    const auto by_rule =
        quantiles(survey, "api00", "", {.1, .25, .5, .75, .9}, rule, QuantileInterval::kWald);
    for (std::size_t i = 0; i < values.size(); ++i) {
      CHECK_THAT(by_rule.at(i).estimate, WithinRel(values[i], 1e-11));
    }
  }
}

TEST_CASE("the value taken where cumulated weights meet the probability exactly is the rule's",
          "[quantile]") {
  const std::vector<double> values{1, 2, 3, 4};
  const std::vector<double> weights{1, 1, 1, 1};
  const std::vector<double> cumulated{1, 2, 3, 4};
  const estimation::OrderedSample sample{values, weights, cumulated};
  CHECK(quantile_of(sample, QuantileRule::kHf1, 0.5) == 2);
  CHECK(quantile_of(sample, QuantileRule::kHf1, 0.500001) == 3);
  CHECK(quantile_of(sample, QuantileRule::kHf2, 0.5) == 2.5);
  CHECK(quantile_of(sample, QuantileRule::kHf3, 0.5) == 2);
  CHECK(quantile_of(sample, QuantileRule::kHf3, 0.25) == 2);
  CHECK(quantile_of(sample, QuantileRule::kHf1, 0.1) == 1);
  CHECK(quantile_of(sample, QuantileRule::kHf1, 1) == 4);
  CHECK(quantile_of(sample, QuantileRule::kHf7, 0.5) == 2.5);
  for (const auto rule :
       {QuantileRule::kHf5, QuantileRule::kHf6, QuantileRule::kHf7, QuantileRule::kHf8, QuantileRule::kHf9}) {
    CHECK(quantile_of(sample, rule, 0.0) == 1);
    CHECK(quantile_of(sample, rule, 1.0) == 4);
  }
  const estimation::OrderedSample one{std::span(values).first(1), std::span(weights).first(1),
                                      std::span(cumulated).first(1)};
  for (std::size_t i = 0; i < kQuantileRuleNames.size(); ++i) {
    CHECK(quantile_of(one, estimation::quantile_rule_at(i), 0.3) == 1);
  }
}

namespace {

/// A random survey in plain vectors: strata of unequal PSUs, ties, missing values, rows without weight or
/// base.
struct RandomSurvey {
  std::vector<double> stratum, psu, value, weight;
  std::vector<std::int32_t> cell;
  std::vector<std::int8_t> base;
  design::SampleDesign design;
  design::RowOrder order;

  explicit RandomSurvey(unsigned seed) {
    std::mt19937 random(seed);
    const auto draw = [&](unsigned n) { return static_cast<int>(random() % n); };
    for (int h = 0; h < 3; ++h) {
      for (int i = 0; i < 3 + draw(4); ++i) {
        for (int k = 0; k < 4 + draw(9); ++k) {
          stratum.push_back(h);
          psu.push_back(100 * h + i);
          value.push_back(draw(15) == 0 ? missing_value() : draw(30) - 5.0);
          weight.push_back(draw(12) == 0 ? 0.0 : 0.5 + draw(64) / 8.0);
          cell.push_back(draw(3) - 1);
          base.push_back(static_cast<std::int8_t>(draw(6) > 0));
        }
      }
    }
    const Column strata = column("h", stratum);
    const Column psus = column("i", psu);
    design = design::build_design({stratum.size(), {&strata}, &psus, nullptr}, {});
    order = design::order_by_psu(design.psu_of_row, design.psu_count());
  }

  static Column column(const char* name, const std::vector<double>& numbers) {
    Variable variable;
    variable.name = name;
    return Column::of_numbers(variable, numbers);
  }

  [[nodiscard]] bool counts(std::size_t row, std::int32_t in) const {
    return base[row] == 1 && weight[row] > 0 && !std::isnan(value[row]) && (in < 0 || cell[row] == in);
  }

  /// The smallest value whose cumulated share reaches p, by adding up anew for each value.
  [[nodiscard]] double quantile(double p, std::int32_t in) const {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t row = 0; row < value.size(); ++row) {
      if (counts(row, in) && share_below(value[row], in) >= p) best = std::min(best, value[row]);
    }
    return best;
  }
  [[nodiscard]] double share_below(double limit, std::int32_t in) const {
    double below = 0;
    double all = 0;
    for (std::size_t row = 0; row < value.size(); ++row) {
      if (!counts(row, in)) continue;
      all += weight[row];
      below += value[row] <= limit ? weight[row] : 0;
    }
    return below / all;
  }

  /// The SE of share_below by PSU totals of its scores, PSUs without cases as zeros.
  [[nodiscard]] double se_below(double limit, std::int32_t in, double& df) const {
    const double f = share_below(limit, in);
    std::map<double, std::map<double, double>> scores;
    std::map<double, std::map<double, bool>> present;
    double all = 0;
    for (std::size_t row = 0; row < value.size(); ++row) {
      double& score = scores[stratum[row]][psu[row]];
      if (!counts(row, in)) continue;
      all += weight[row];
      score += weight[row] * ((value[row] <= limit ? 1 : 0) - f);
      present[stratum[row]][psu[row]] = true;
    }
    double variance = 0;
    df = 0;
    for (const auto& [h, psus] : scores) {
      const auto n = static_cast<double>(psus.size());
      double mean = 0;
      for (const auto& [i, z] : psus) mean += z / n;
      for (const auto& [i, z] : psus) variance += n / (n - 1) * (z - mean) * (z - mean);
      if (!present[h].empty()) df += static_cast<double>(present[h].size()) - 1;
    }
    return std::sqrt(variance) / all;
  }
};

}  // namespace

TEST_CASE("quantiles and their intervals are those of the obvious way, on random surveys", "[quantile]") {
  int compared = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const RandomSurvey survey(seed);
    std::vector<Target> targets(3);
    for (std::size_t t = 0; t < 3; ++t) {
      targets[t].measure = Measure::kQuantile;
      targets[t].variate = {moments::Numbers{survey.value}, {}, survey.base, survey.weight};
      targets[t].probability = 0.21 + 0.29 * static_cast<double>(t);  // never a multiple of the weights' unit
    }
    const auto breakdowns = two_cells(survey.cell);
    const auto rows =
        estimation::estimate_targets({survey.design, survey.order, 1}, targets, breakdowns, {}, 2);
    REQUIRE(rows.size() == 9);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CAPTURE(seed, i);
      const auto cell = static_cast<std::int32_t>(i / 3) - 1;
      const double expected = survey.quantile(targets[i % 3].probability, cell);
      REQUIRE(rows[i].estimate == expected);
      double df = 0;
      const double se = survey.se_below(expected, cell, df);
      CHECK(rows[i].df == df);
      const double f = survey.share_below(expected, cell);
      const double t = numeric::t_quantile(0.975, df);
      if (f - t * se <= 0 || f + t * se >= 1) continue;
      ++compared;
      CHECK(rows[i].ci_low == survey.quantile(f - t * se, cell));
      CHECK(rows[i].ci_high == survey.quantile(f + t * se, cell));
      CHECK_THAT(rows[i].se, WithinRel((rows[i].ci_high - rows[i].ci_low) / (2 * t), 1e-12));
    }
  }
  CHECK(compared > 150);
}

TEST_CASE("an empty domain and one whose cases are all at the quantile have a note and no interval",
          "[quantile]") {
  const RandomSurvey survey(7);
  std::vector<double> same(survey.value.size(), 3.0);
  std::vector<std::int32_t> cell(survey.value.size(), 0);
  Target target;
  target.measure = Measure::kQuantile;
  target.variate = {moments::Numbers{same}, {}, survey.base, survey.weight};
  const auto breakdowns = two_cells(cell);
  const auto rows =
      estimation::estimate_targets({survey.design, survey.order, 1}, {&target, 1}, breakdowns, {}, 1);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].estimate == 3);
  CHECK(has_note(rows[0], "p_one"));
  CHECK(std::isnan(rows[0].ci_low));
  CHECK(std::isnan(rows[0].se));
  CHECK(has_note(rows[2], "empty_domain"));
  CHECK(std::isnan(rows[2].estimate));
  CHECK(rows[2].n == 0);
}

TEST_CASE("quantiles have the same bits for 1, 2 and 5 threads", "[determinism][quantile]") {
  const auto run = [](unsigned threads) {
    return quantiles(survey_named("clus1.fpc"), "meals", "stype_code", {.1, .5}, QuantileRule::kHf8,
                     QuantileInterval::kLogit, threads);
  };
  const auto alone = run(1);
  for (const unsigned threads : {2U, 5U}) {
    const auto together = run(threads);
    REQUIRE(together.size() == alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
      CHECK(together[i].estimate == alone[i].estimate);
      CHECK(together[i].se == alone[i].se);
      CHECK(together[i].ci_low == alone[i].ci_low);
    }
  }
}
