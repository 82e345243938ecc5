#include "engine/estimation/estimate_section.hpp"

#include <array>

#include "engine/base/diagnostic.hpp"
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

/// `linearization`, or replicates that are made from the PSUs.
void read_variance(Section& section, EstimateSpec& estimate) {
  static constexpr std::array<std::string_view, 6> kWords{"linearization", "jk1",     "jkn",
                                                          "brr",           "fay:RHO", "bootstrap:R"};
  static constexpr std::array<std::string_view, 3> kLater{"jk2", "sdr", "acs"};
  if (const auto word = section.value("variance")) {
    estimate.replicates = design::read_made_replicates(word->text());
    if (!estimate.replicates) (void)spec::word_position(*word, kWords, kLater);
  }
  const auto seed = section.value("seed");
  if (!seed) return;
  if (!estimate.replicates || estimate.replicates->method != design::ReplicateMethod::kBootstrap) {
    throw Error({Code::kReplicateSeedUnused, {}, seed->place(), {}, {}});
  }
  estimate.replicates->seed = static_cast<std::uint64_t>(seed->integer());
}

}  // namespace

EstimateSpec read_estimate_section(Section& section) {
  static constexpr std::array<std::string_view, 1> kLater{"like"};
  section.refuse_uncomputed(kLater);
  EstimateSpec estimate;
  estimate.indicators = section.texts("indicators", ListForm::kOneOrList);
  if (const auto by = section.value("by")) {
    for (const Value& cross : by->items()) estimate.by.push_back(cross.texts(ListForm::kListOnly));
  }
  if (const auto level = section.value("level")) estimate.level = level->number_inside(0, 1);
  if (auto interval = section.section("interval")) read_interval(*interval, estimate);
  if (auto standard = section.section("standardise")) estimate.standard = read_standard(*standard);
  if (const auto df = section.value("df")) estimate.df = read_df(*df);
  read_variance(section, estimate);
  section.finish();
  return estimate;
}

}  // namespace sondeo::estimation
