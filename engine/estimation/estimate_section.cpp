#include "engine/estimation/estimate_section.hpp"

#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/conventions.hpp"
#include "engine/spec/words.hpp"

namespace sondeo::estimation {

namespace {

using spec::ListForm;
using spec::Section;
using spec::Value;

DfSpec read_df(const Value& value) {
  static constexpr std::array<spec::Word<DfRule>, 4> kRules{{{"domain", DfRule::kDomain},
                                                             {"strata", DfRule::kStrata},
                                                             {"design", DfRule::kDesign},
                                                             {"inf", DfRule::kInfinite}}};
  if (value.type() == spec::Type::kText) return {spec::meaning_of(value, kRules), 0};
  return {DfRule::kGiven, value.positive_number()};
}

/// `{ by = ["age_group"], population = "population.csv", minimum_cases = 10 }`
StandardSpec read_standard(Section& section) {
  StandardSpec standard;
  standard.population = section.required_text("population");
  standard.by = section.required("by").texts(ListForm::kOneOrList);
  if (const auto minimum = section.value("minimum_cases"))
    standard.minimum_cases = minimum->positive_number();
  section.finish();
  return standard;
}

/// One rule for all, or `{ proportion = ..., other = ... }`.
void set_df(const Value& value, EstimateSpec& estimate) {
  if (value.type() != spec::Type::kTable) {
    estimate.df = read_df(value);
    estimate.proportion_df.reset();
    return;
  }
  Section table = value.section();
  if (const auto rule = table.value("proportion")) estimate.proportion_df = read_df(*rule);
  if (const auto rule = table.value("other")) estimate.df = read_df(*rule);
  table.finish();
}

void read_interval(Section interval, EstimateSpec& estimate) {
  if (const auto word = interval.value("proportion")) {
    estimate.proportion_interval =
        static_cast<ProportionInterval>(spec::word_position(*word, kProportionIntervalNames));
  }
  if (const auto word = interval.value("other")) {
    estimate.other_interval = static_cast<OtherInterval>(spec::word_position(*word, kOtherIntervalNames));
  }
  if (const auto word = interval.value("quantile")) {
    estimate.quantile_interval =
        static_cast<QuantileInterval>(spec::word_position(*word, kQuantileIntervalNames));
  }
  interval.finish();
}

Written written(const Value& value) { return {fmt::format("{}", value.number()), value.place()}; }

/// `linearization`, or replicates that are made from the PSUs, with what else is said of those.
void read_variance(Section& section, EstimateSpec& estimate) {
  static constexpr std::array<std::string_view, 1> kLater{"acs"};
  if (const auto word = section.value("variance")) {
    estimate.replicates = design::read_made_replicates(word->text());
    if (!estimate.replicates) {
      std::vector<std::string_view> words{"linearization"};
      words.insert(words.end(), design::kMadeReplicatesWords.begin(), design::kMadeReplicatesWords.end());
      static_cast<void>(spec::word_position(*word, words, kLater));
    }
  }
  design::MadeReplicatesOptions options;
  if (const auto seed = section.value("seed")) {
    options.seed = static_cast<std::uint64_t>(seed->integer());
    options.seed_written = written(*seed);
  }
  if (const auto draws = section.value("draws")) {
    options.draws = {written(*draws), std::floor(draws->positive_number())};
  }
  if (const auto tau = section.value("tau")) options.tau = {written(*tau), tau->number()};
  options.order = section.text("psu_order");
  design::set_options(estimate.replicates, options);
  if (const auto cv = section.value("bootstrap_cv")) {
    estimate.bootstrap_size = {written(*cv), cv->number_inside(0, 1)};
  }
}

}  // namespace

EstimateSpec read_estimate_section(Section& section) {
  EstimateSpec estimate;
  if (const auto like = section.value("like")) {
    follow(static_cast<Like>(spec::word_position(*like, kLikeNames)), estimate);
  }
  estimate.indicators = section.texts("indicators", ListForm::kOneOrList);
  const auto by = section.value("by");
  const bool none = by && by->type() == spec::Type::kYesNo && !by->yes_no();  // `by = false`: totals alone
  if (by && !none) {
    for (const Value& cross : by->items()) estimate.by.push_back(cross.texts(ListForm::kListOnly));
  }
  if (const auto level = section.value("level")) estimate.level = level->number_inside(0, 1);
  if (auto interval = section.section("interval")) read_interval(*interval, estimate);
  if (auto standard = section.section("standardise")) estimate.standard = read_standard(*standard);
  if (const auto df = section.value("df")) set_df(*df, estimate);
  read_variance(section, estimate);
  section.finish();
  return estimate;
}

}  // namespace sondeo::estimation
