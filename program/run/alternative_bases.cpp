#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/expression/expression.hpp"
#include "program/run/detail/alternative_list.hpp"

namespace sondeo::run::detail {

namespace {

using questionnaires::Indicator;
using questionnaires::Measure;
using questionnaires::MissingPolicy;

constexpr const char* kUniverse = "another base: who is asked";
constexpr const char* kMissing = "missing answers count as no";
constexpr const char* kPolicy = "another policy for missing answers";
constexpr const char* kWhere = "the rows that where leaves out";
constexpr const char* kEdits = "the answers as they were before the edit rules";
constexpr const char* kSubset = "a subset of the file before the design";
constexpr const char* kNo = "1 == 2";

/// Whether a proportion's numerator is a yes/no: an expression, or a construct.
bool is_yes_no(const Study& study, const Indicator& indicator) {
  if (indicator.measure != Measure::kProportion || !indicator.numerator || indicator.events) return false;
  const auto& constructs = study.instrument.constructs;
  const std::string& text = indicator.numerator->text;
  const bool construct = std::any_of(constructs.begin(), constructs.end(),
                                     [&](const auto& each) { return each.id.text == text; });
  const bool name = text.find_first_of(" =<>()!") == std::string::npos;
  return construct || !name;
}

/// Whether the denominator says who is in the base.
bool has_base_condition(const Indicator& indicator) {
  const bool restricts = indicator.measure == Measure::kProportion || indicator.measure == Measure::kRate;
  return restricts && indicator.denominator.has_value();
}

Written written(std::string text) { return {std::move(text), {}}; }

/// Everybody is in the base, those who were not asked as no.
void open_base(Study& study) {
  for (Indicator* indicator : estimated_indicators(study)) {
    indicator->universe.reset();
    if (has_base_condition(*indicator)) indicator->denominator.reset();
    if (!is_yes_no(study, *indicator)) continue;
    const std::string& text = indicator->numerator->text;
    indicator->numerator = written(fmt::format("if(missing({0}, not_applicable), {1}, {0})", text, kNo));
  }
}

/// Conditions that the study or its instrument uses as a universe, by their one spelling.
std::map<std::string, Written> known_universes(const Study& study) {
  std::map<std::string, Written> universes;
  const auto add = [&](const std::optional<Written>& universe) {
    if (!universe) return;
    const std::string spelling = expression::to_text(expression::parse(*universe));
    if (spelling != "true") universes.emplace(spelling, *universe);
  };
  for (const auto& indicator : study.instrument.indicators) {
    add(indicator.universe);
    if (has_base_condition(indicator)) add(indicator.denominator);
  }
  for (const auto& construct : study.instrument.constructs) add(construct.universe);
  for (const auto& item : study.instrument.items) add(item.universe);
  return universes;
}

void add_universes(AlternativeList& list) {
  list.add("universe=none", kUniverse, open_base);
  constexpr std::size_t kMostUniverses = 20;
  std::size_t count = 0;
  for (const auto& known : known_universes(list.study())) {
    if (++count > kMostUniverses) return;
    const auto& spelling = known.first;
    const auto& universe = known.second;
    list.add("universe=" + spelling, kUniverse, [&](Study& study) {
      for (Indicator* indicator : estimated_indicators(study)) indicator->universe = universe;
    });
    // The construct may know a narrower universe: outside it the answer is no.
    list.add("universe=" + spelling + ", the rest no", kUniverse, [&](Study& study) {
      open_base(study);
      for (Indicator* indicator : estimated_indicators(study)) indicator->universe = universe;
    });
  }
}

void add_missing_answers(AlternativeList& list) {
  list.add("missing=no", kMissing, [](Study& study) {
    for (Indicator* indicator : estimated_indicators(study)) {
      if (!is_yes_no(study, *indicator)) continue;
      const std::string& text = indicator->numerator->text;
      indicator->numerator =
          written(fmt::format("if(missing({0}, not_applicable), {0}, coalesce({0}, {1}))", text, kNo));
    }
  });
  const auto& constructs = list.study().instrument.constructs;
  if (constructs.empty()) return;
  const auto declares = [](const auto& construct) { return construct.policy.has_value(); };
  const bool some_declared = std::any_of(constructs.begin(), constructs.end(), declares);
  const bool all_declared = std::all_of(constructs.begin(), constructs.end(), declares);
  constexpr std::array<std::pair<const char*, MissingPolicy>, 5> kPolicies = {
      {{"answered", MissingPolicy::kAnswered},
       {"kleene", MissingPolicy::kKleene},
       {"dhs_zero", MissingPolicy::kDhsZero},
       {"explicit_total", MissingPolicy::kExplicitTotal},
       {"exclude_report", MissingPolicy::kExcludeReport}}};
  for (const auto& [name, policy] : kPolicies) {
    if (some_declared) {
      list.add(fmt::format("policy={}", name), kPolicy, [policy = policy](Study& study) {
        for (auto& construct : study.instrument.constructs) {
          if (construct.policy) construct.policy = policy;
        }
      });
    }
    if (all_declared) continue;
    list.add(fmt::format("policy={} everywhere", name), kPolicy, [policy = policy](Study& study) {
      for (auto& construct : study.instrument.constructs) construct.policy = policy;
    });
  }
}

void add_rows_left_out(AlternativeList& list) {
  const auto& data = list.study().data;
  if (std::any_of(data.begin(), data.end(), [](const auto& level) { return level.where.has_value(); })) {
    list.add("where=none", kWhere, [](Study& study) {
      for (auto& level : study.data) level.where.reset();
    });
  }
  if (!list.study().instrument.edits.empty()) {
    list.add("edit=none", kEdits, [](Study& study) { study.instrument.edits.clear(); });
  }
}

/// The study once for each policy for lonely PSUs: a subset may leave strata with one.
std::vector<Study> with_lonely_policies(const Study& study) {
  using design::LonelyPsu;
  std::vector<Study> studies{study};
  if (study.design.lonely_psu != LonelyPsu::kFail) return studies;
  for (const auto policy : {LonelyPsu::kCertainty, LonelyPsu::kAdjust, LonelyPsu::kAverage}) {
    studies.push_back(study);
    studies.back().design.lonely_psu = policy;
  }
  return studies;
}

/// A breakdown's values with those missing as a code of their own, as number or as text.
std::string with_missing_coded(const Study& study, const std::string& variable, bool text) {
  std::string expression = variable;
  for (const auto& disaggregation : study.instrument.disaggregations) {
    if (disaggregation.id.text == variable) expression = disaggregation.expression.text;
  }
  return text ? fmt::format("coalesce({}, \"-\")", expression)
              : fmt::format("coalesce({}, -987654321)", expression);
}

/// Rows outside a group estimated alone are in none of its strata: with the breakdown among the strata each
/// group has the variance of the file cut down to it.
Study with_groups_as_strata(const Study& study, const std::vector<Written>& cross, bool text) {
  Study cut = study;
  cut.estimate.by = {cross};
  for (const auto& variable : cross) {
    cut.design.strata.push_back(written(with_missing_coded(study, variable.text, text)));
  }
  return cut;
}

std::vector<std::string> sorted_names(const std::vector<Written>& cross) {
  std::set<std::string> names;
  for (const auto& variable : cross) names.insert(variable.text);
  return {names.begin(), names.end()};
}

std::vector<AlternativeRun> runs_by_group(const Study& study, const std::string& indicator) {
  std::vector<AlternativeRun> runs;
  for (const auto& cross : study.estimate.by) {
    AlternativeRun run{{}, sorted_names(cross), indicator};
    for (const bool text : {false, true}) {
      for (auto& each : with_lonely_policies(with_groups_as_strata(study, cross, text)))
        run.studies.push_back(std::move(each));
    }
    runs.push_back(std::move(run));
  }
  return runs;
}

/// The rows of an indicator's base with an answer, and no others, in the file.
Study cut_to_base(const Study& study, const Indicator& indicator) {
  std::vector<std::string> conditions;
  if (indicator.universe) conditions.push_back(fmt::format("({})", indicator.universe->text));
  if (has_base_condition(indicator)) conditions.push_back(fmt::format("({})", indicator.denominator->text));
  const bool answers = indicator.numerator && !indicator.events && indicator.measure != Measure::kMultiple;
  if (answers) conditions.push_back(fmt::format("not missing({})", indicator.numerator->text));
  Study cut = study;
  for (auto& data : cut.data) {
    if (data.parent) continue;
    if (data.where) conditions.push_back(fmt::format("({})", data.where->text));
    if (conditions.empty()) break;
    std::string dropped = fmt::format("not coalesce({}, {})", fmt::join(conditions, " and "), kNo);
    if (data.drop_rows) dropped = fmt::format("({}) or ({})", data.drop_rows->text, dropped);
    data.drop_rows = written(std::move(dropped));
    data.where.reset();
    break;
  }
  cut.estimate.indicators = {indicator.id};
  return cut;
}

}  // namespace

void add_bases(AlternativeList& list) {
  add_universes(list);
  add_missing_answers(list);
  add_rows_left_out(list);
}

void add_subsets(AlternativeList& list) {
  Study study = list.study();
  const bool of_rows = !study.design.replicates && !study.estimate.replicates && !study.design.pps &&
                       !study.design.two_phase && study.weighting.empty();
  if (!of_rows) return;
  if (!study.estimate.by.empty()) list.add("subset=group", kSubset, runs_by_group(study, ""));
  std::vector<AlternativeRun> bases;
  std::vector<AlternativeRun> both;
  for (const Indicator* indicator : estimated_indicators(study)) {
    const Study cut = cut_to_base(study, *indicator);
    bases.push_back({with_lonely_policies(cut), {}, indicator->id.text});
    both.push_back(bases.back());
    for (auto& run : runs_by_group(cut, indicator->id.text)) both.push_back(std::move(run));
  }
  list.add("subset=base", kSubset, std::move(bases));
  if (!study.estimate.by.empty()) list.add("subset=base+group", kSubset, std::move(both));
}

}  // namespace sondeo::run::detail
