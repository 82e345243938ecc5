#include "program/run/alternatives.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/estimation/conventions.hpp"
#include "program/run/detail/alternative_list.hpp"
#include "program/run/reading.hpp"
#include "program/run/study_file.hpp"
#include "reports/variable_summary.hpp"

namespace sondeo::run {

namespace detail {

std::vector<questionnaires::Indicator*> estimated_indicators(Study& study) {
  std::vector<questionnaires::Indicator*> found;
  for (auto& indicator : study.instrument.indicators) {
    const auto& asked = study.estimate.indicators;
    const bool estimated = asked.empty() || std::any_of(asked.begin(), asked.end(), [&](const auto& id) {
                             return id.text == indicator.id.text;
                           });
    if (estimated) found.push_back(&indicator);
  }
  return found;
}

}  // namespace detail

namespace {

using detail::AlternativeList;
using estimation::DfRule;
using estimation::EstimateSpec;

constexpr std::size_t kMostWeights = 12;
constexpr const char* kNormal = "the normal quantile instead of t";
constexpr const char* kDf = "another rule for the degrees of freedom";
constexpr const char* kLevel = "another level of confidence";
constexpr const char* kInterval = "another interval of proportions";
constexpr const char* kOther = "another interval of means and totals";
constexpr const char* kWeight = "another weight";
constexpr const char* kUnweighted = "no weight";
constexpr const char* kLonely = "another treatment of strata with one PSU";
constexpr const char* kFpc = "without the finite population correction";
constexpr const char* kDesign = "a part of the design left out";
constexpr const char* kCalibration = "the calibration of the weights left out";
constexpr const char* kVariance = "linearised variance instead of replicates";
constexpr const char* kPackage = "the conventions of another package";

/// Changes something of `[estimate]`.
template <class Setting>
AlternativeList::Change estimate_change(Setting set) {
  return [set](Study& study) { set(study.estimate); };
}

AlternativeList::Change df_change(DfRule rule) {
  return estimate_change([rule](EstimateSpec& estimate) {
    estimate.df = {rule, 0};
    estimate.proportion_df.reset();
  });
}

void add_quantiles(AlternativeList& list) {
  struct Rule {
    const char* name;
    const char* what;
    DfRule rule;
  };
  constexpr std::array kRules = {
      Rule{"df=inf", kNormal, DfRule::kInfinite}, Rule{"df=design", kDf, DfRule::kDesign},
      Rule{"df=strata", kDf, DfRule::kStrata}, Rule{"df=domain", kDf, DfRule::kDomain}};
  const auto& own = list.study().estimate;
  for (const auto& [name, what, rule] : kRules) {
    const bool same = own.df.rule == rule && (!own.proportion_df || own.proportion_df->rule == rule);
    if (!same) list.add(name, what, df_change(rule));
  }
  for (const double level : {0.95, 0.9, 0.99}) {
    if (own.level == level) continue;
    list.add(fmt::format("level={}", level), kLevel,
             estimate_change([level](EstimateSpec& estimate) { estimate.level = level; }));
  }
}

void add_intervals(AlternativeList& list) {
  using estimation::OtherInterval;
  using estimation::ProportionInterval;
  const auto& own = list.study().estimate;
  for (std::size_t i = 0; i < estimation::kProportionIntervalNames.size(); ++i) {
    const auto method = static_cast<ProportionInterval>(i);
    if (method == own.proportion_interval) continue;
    list.add(fmt::format("interval={}", estimation::kProportionIntervalNames[i]), kInterval,
             estimate_change([method](EstimateSpec& estimate) { estimate.proportion_interval = method; }));
    if (method != ProportionInterval::kWald) continue;
    list.add("interval=wald df=inf", kInterval, [method](Study& study) {
      study.estimate.proportion_interval = method;
      df_change(DfRule::kInfinite)(study);
    });
  }
  for (std::size_t i = 0; i < estimation::kOtherIntervalNames.size(); ++i) {
    const auto method = static_cast<OtherInterval>(i);
    if (method == own.other_interval) continue;
    list.add(fmt::format("interval_other={}", estimation::kOtherIntervalNames[i]), kOther,
             estimate_change([method](EstimateSpec& estimate) { estimate.other_interval = method; }));
  }
  if (!own.wald_below_zero) {
    list.add("interval_other=wald-below-zero", kOther,
             estimate_change([](EstimateSpec& estimate) { estimate.wald_below_zero = true; }));
  }
}

/// Gives every indicator a weight of a role of its own.
void weigh_by(const Written& weight, bool events, Study& study) {
  const std::string role = "verify";
  std::erase_if(study.weights, [&](const auto& known) { return known.role == role; });
  study.weights.push_back({role, weight, {}});
  for (auto* indicator : detail::estimated_indicators(study)) {
    indicator->weight = Written{role, {}};
    if (events && indicator->events) indicator->event_weight = Written{role, {}};
  }
}

/// Numbers of the root levels' files that are named like weights and that no role has.
std::vector<std::string> weights_of_files(const Study& study, const RunOptions& options) {
  std::vector<std::string> names;
  for (const auto& data : study.data) {
    if (data.parent) continue;
    const auto file = ingest::describe(data_file(study, data.file), reading_of(data, options));
    for (const auto& variable : file.variables) {
      const bool known = std::any_of(study.weights.begin(), study.weights.end(), [&](const auto& weight) {
        return weight.expression.text == variable.name;
      });
      if (!known && reports::named_like_a_weight(variable)) names.push_back(variable.name);
    }
  }
  return names;
}

void add_weights(AlternativeList& list, const RunOptions& options, const std::vector<Written>& given) {
  const Study& study = list.study();
  std::set<std::string> done;
  const auto add = [&](const Written& weight) {
    if (!done.insert(weight.text).second) return;
    list.add("weight=" + weight.text, kWeight, [&](Study& changed) { weigh_by(weight, false, changed); });
  };
  for (const auto& weight : given) add(weight);
  for (const auto& weight : study.weights) add(weight.expression);
  if (!study.path.empty() && !study.weights.empty()) {
    for (const auto& name : weights_of_files(study, options)) {
      if (done.size() < given.size() + study.weights.size() + kMostWeights) add({name, {}});
    }
  }
  if (!study.weighting.empty()) {
    list.add("weighting=none", kWeight, [](Study& changed) { changed.weighting.clear(); });
  }
  if (study.weights.empty() && study.weighting.empty()) return;
  list.add("weight=none", kUnweighted, [](Study& changed) { weigh_by({"1", {}}, true, changed); });
}

void add_lonely(AlternativeList& list) {
  using design::LonelyPsu;
  constexpr std::array<std::pair<const char*, LonelyPsu>, 4> kPolicies = {
      {{"remove", LonelyPsu::kRemove},
       {"certainty", LonelyPsu::kCertainty},
       {"adjust", LonelyPsu::kAdjust},
       {"average", LonelyPsu::kAverage}}};
  const auto& own = list.study().design;
  // A study that runs under `fail` without merging has no stratum of one PSU.
  const bool none = own.lonely_psu == LonelyPsu::kFail && !own.collapse;
  for (const auto& [name, policy] : kPolicies) {
    if (none && policy != LonelyPsu::kAdjust && policy != LonelyPsu::kAverage) continue;
    if (!none && (policy != own.lonely_psu || own.collapse)) {
      list.add(fmt::format("lonely_psu={}", name), kLonely, [policy = policy](Study& study) {
        study.design.lonely_psu = policy;
        study.design.collapse.reset();
      });
    }
    const bool in_domains = policy == LonelyPsu::kAdjust || policy == LonelyPsu::kAverage;
    if (!in_domains || own.domain_lonely) continue;
    list.add(fmt::format("lonely_psu={} domain_lonely", name), kLonely, [policy = policy](Study& study) {
      study.design.lonely_psu = policy;
      study.design.domain_lonely = true;
    });
  }
}

void add_design_parts(AlternativeList& list) {
  const auto& own = list.study().design;
  if (own.fpc || !own.later_stages.empty()) {
    list.add("fpc=none", kFpc, [](Study& study) {
      study.design.fpc.reset();
      for (auto& stage : study.design.later_stages) stage.fpc.reset();
    });
  }
  if (!own.later_stages.empty() && !own.ultimate_cluster) {
    list.add("stages=first", kDesign, [](Study& study) { study.design.ultimate_cluster = true; });
  }
  if (!own.strata.empty())
    list.add("strata=none", kDesign, [](Study& study) { study.design.strata.clear(); });
  if (own.psu) list.add("psu=none", kDesign, [](Study& study) { study.design.psu.reset(); });
  if (own.psu && !own.strata.empty()) {
    list.add("design=none", kDesign, [](Study& study) { study.design = design::DesignSpec{}; });
  }
  if (!list.study().calibrated.empty()) {
    list.add("calibrated=none", kCalibration, [](Study& study) { study.calibrated.clear(); });
  }
  if (list.study().estimate.replicates) {
    list.add("variance=linearization", kVariance, [](Study& study) { study.estimate.replicates.reset(); });
  }
}

void add_packages(AlternativeList& list) {
  for (std::size_t i = 0; i < estimation::kLikeNames.size(); ++i) {
    const auto package = static_cast<estimation::Like>(i);
    if (list.study().estimate.like == package) continue;
    list.add(fmt::format("like={}", estimation::kLikeNames[i]), kPackage, [package](Study& study) {
      study.estimate.proportion_df.reset();
      study.estimate.like = package;
      estimation::follow(package, study.estimate);
      if (const auto lonely = estimation::lonely_psu_of(package)) study.design.lonely_psu = *lonely;
    });
  }
}

}  // namespace

std::vector<Alternative> alternatives_of(const Study& study, const RunOptions& options,
                                         const std::vector<Written>& weights) {
  AlternativeList list(study);
  add_quantiles(list);
  add_intervals(list);
  add_weights(list, options, weights);
  detail::add_subsets(list);
  detail::add_bases(list);
  add_lonely(list);
  add_design_parts(list);
  add_packages(list);
  return list.take();
}

}  // namespace sondeo::run
