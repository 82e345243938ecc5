#include "weights/nonresponse_step.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/base/listed.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/spec/words.hpp"
#include "weights/codes.hpp"
#include "weights/step_groups.hpp"

namespace sondeo::weights {

namespace {

constexpr double kWholeRate = 1;

/// Sums units by class and status. [classes]
std::vector<ClassTally> tally(std::size_t classes, std::span<const std::int32_t> rows,
                              std::span<const std::int32_t> class_of_row,
                              std::span<const ResponseStatus> status, std::span<const double> weights) {
  std::vector<std::array<numeric::CompensatedSum, 4>> sums(classes);
  std::vector<ClassTally> tallies(classes);
  for (const auto each : rows) {
    const auto row = static_cast<std::size_t>(each);
    if (weights[row] == 0.0) continue;
    const auto at = static_cast<std::size_t>(class_of_row[row]);
    const auto which = static_cast<std::size_t>(status[row]);
    sums[at][which].add(weights[row]);
    ++tallies[at].counts[which];
  }
  for (std::size_t at = 0; at < classes; ++at) {
    for (std::size_t which = 0; which < sums[at].size(); ++which) {
      tallies[at].weights[which] = sums[at][which].value();
    }
  }
  return tallies;
}

ClassTally together(std::span<const ClassTally> tallies) {
  ClassTally all;
  for (const auto& each : tallies) all.add(each);
  return all;
}

/// The positions in which classes are given up.
std::vector<std::size_t> collapse_order(const NonresponseStep& step) {
  std::vector<std::size_t> order;
  const auto& classes = step.classes;
  for (const auto& name : step.collapse) {
    const auto found = std::find_if(classes.begin(), classes.end(),
                                    [&](const auto& variable) { return variable.text == name.text; });
    order.push_back(static_cast<std::size_t>(found - classes.begin()));
  }
  for (std::size_t i = classes.size(); i-- > 0;) {
    if (std::find(order.begin(), order.end(), i) == order.end()) order.push_back(i);
  }
  return order;
}

/// Weights and what is told of them.
struct Adjusted {
  std::vector<double> weights;
  std::size_t capped = 0;
  numeric::CompensatedSum lost;
};

/// The step with everything that does not change from replicate to replicate.
class NonresponseAdjustment {
 public:
  NonresponseAdjustment(const NonresponseStep& step, const StepData& data, const StepWeights& full);

  [[nodiscard]] StepOutcome outcome(const StepWeights& weights) const;

 private:
  void refuse_small(const StepData& data) const;
  [[nodiscard]] std::vector<ClassTally> tallies(std::span<const double> weights) const;
  /// What each eligible unit's response is adjusted by. [rows]; 1 for the others
  [[nodiscard]] std::vector<double> response_factors(std::span<const double> weights,
                                                     std::span<const ClassTally> tallies) const;
  [[nodiscard]] std::vector<double> propensity_factors(std::span<const double> weights) const;
  [[nodiscard]] std::vector<double> score_factors(std::span<const double> scores,
                                                  std::span<const double> weights) const;
  [[nodiscard]] Adjusted adjust(std::span<const double> weights) const;
  void add_facts(const ClassTally& all, StepOutcome& outcome) const;

  NonresponseStep step_;
  std::string name_;
  std::vector<std::int32_t> rows_;
  std::vector<std::int32_t> eligible_;  ///< rows of respondents and nonrespondents
  std::vector<ResponseStatus> status_;
  std::vector<std::int32_t> class_of_row_;
  MergedClasses classes_;
  std::vector<std::string> merged_labels_;
  std::optional<PropensityModel> model_;
  std::vector<double> full_;  ///< the weights that the classes were decided on
};

NonresponseAdjustment::NonresponseAdjustment(const NonresponseStep& step, const StepData& data,
                                             const StepWeights& full)
    : step_(step),
      name_(data.step),
      rows_(active_rows(data, full.now)),
      full_(full.now.begin(), full.now.end()) {
  status_ = status_of_rows(step.status, data, data.columns.front(), rows_);
  const auto columns = std::span(data.columns);
  const auto class_columns = columns.subspan(1, step.classes.size());
  const StepGroups groups = group_step_rows(data, class_columns, step.classes, rows_);
  ClassRule rule = step.rule;
  rule.of_response = !step.propensity;
  const auto group_tallies = tally(groups.count(), rows_, groups.group_of_row, status_, full.now);
  classes_ = merge_classes(groups.keys, group_tallies, collapse_order(step), rule);
  class_of_row_.assign(full.now.size(), 0);
  for (const auto row : rows_) {
    const auto group = static_cast<std::size_t>(groups.group_of_row[static_cast<std::size_t>(row)]);
    class_of_row_[static_cast<std::size_t>(row)] = classes_.class_of_group[group];
  }
  for (const auto& members : classes_.groups) {
    if (members.size() < 2) continue;
    std::string label;
    for (const auto group : members) {
      label += (label.empty() ? "" : "+") + group_label(groups.keys[static_cast<std::size_t>(group)]);
    }
    merged_labels_.push_back(std::move(label));
  }
  refuse_small(data);
  for (const auto row : rows_) {
    const auto status = status_[static_cast<std::size_t>(row)];
    const bool eligible = status == ResponseStatus::kRespondent || status == ResponseStatus::kNonrespondent;
    if (eligible) eligible_.push_back(row);
  }
  if (step.propensity) {
    model_.emplace(*step.propensity, data, columns.subspan(1 + step.classes.size()), eligible_, status_);
  }
}

void NonresponseAdjustment::refuse_small(const StepData& data) const {
  const ClassTally all = together(classes_.tallies);
  if (!(all.weight(ResponseStatus::kRespondent) > 0)) {
    throw Error({code::kNobodyResponds, {{"step", data.step}}, step_.status.variable.place, {}, {}});
  }
  ClassRule rule = step_.rule;
  rule.of_response = !step_.propensity;
  for (const auto& each : classes_.tallies) {
    if (stands(each, rule)) continue;
    throw Error({code::kClassTooSmall,
                 {{"step", data.step},
                  {"respondents", std::to_string(each.count(ResponseStatus::kRespondent))},
                  {"rate", fmt::format("{:.3f}", 1 / each.response_factor())},
                  {"factor", fmt::format("{:.3f}", each.eligibility_factor() * each.response_factor())}},
                 data.place,
                 {},
                 {}});
  }
}

std::vector<ClassTally> NonresponseAdjustment::tallies(std::span<const double> weights) const {
  auto tallies = tally(classes_.tallies.size(), rows_, class_of_row_, status_, weights);
  // A replicate may leave a class nobody who could stand for it: then all stand for it.
  const ClassTally all = together(tallies);
  ClassRule rule;
  rule.minimum_cases = 1;
  rule.of_response = !step_.propensity;
  for (auto& each : tallies) {
    const bool empty = together(std::span(&each, 1)).counts == std::array<std::size_t, 4>{};
    if (!empty && !stands(each, rule)) each = all;
  }
  return tallies;
}

std::vector<double> NonresponseAdjustment::score_factors(std::span<const double> scores,
                                                         std::span<const double> weights) const {
  const auto class_of_score = score_classes(scores, step_.propensity->groups);
  std::int32_t last = 0;
  for (const auto each : class_of_score) last = std::max(last, each);
  std::vector<std::int32_t> class_of_row(weights.size(), 0);
  for (std::size_t i = 0; i < eligible_.size(); ++i) {
    class_of_row[static_cast<std::size_t>(eligible_[i])] = class_of_score[i];
  }
  const auto of_class = tally(static_cast<std::size_t>(last) + 1, eligible_, class_of_row, status_, weights);
  std::vector<std::vector<CodeValue>> keys;
  for (std::int32_t each = 0; each <= last; ++each) keys.push_back({static_cast<double>(each)});
  const std::array<std::size_t, 1> order{0};
  const auto merged = merge_classes(keys, of_class, order, step_.rule);
  std::vector<double> factors;
  for (const auto each : class_of_score) {
    const auto at = merged.class_of_group[static_cast<std::size_t>(each)];
    factors.push_back(merged.tallies[static_cast<std::size_t>(at)].response_factor());
  }
  return factors;
}

/// [eligible units]
std::vector<double> NonresponseAdjustment::propensity_factors(std::span<const double> weights) const {
  std::vector<double> of_eligible;
  double nonresponse = 0;
  for (const auto row : eligible_) {
    const double weight = weights[static_cast<std::size_t>(row)];
    of_eligible.push_back(weight);
    if (status_[static_cast<std::size_t>(row)] == ResponseStatus::kNonrespondent) nonresponse += weight;
  }
  if (nonresponse == 0.0) return std::vector<double>(eligible_.size(), 1.0);
  const bool full = std::equal(weights.begin(), weights.end(), full_.begin(), full_.end());
  const auto scores = model_->scores(of_eligible, full);
  if (step_.propensity->use == PropensityUse::kClasses) return score_factors(scores, weights);
  std::vector<double> factors;
  factors.reserve(scores.size());
  for (const double score : scores) factors.push_back(1 / score);
  return factors;
}

std::vector<double> NonresponseAdjustment::response_factors(std::span<const double> weights,
                                                            std::span<const ClassTally> tallies) const {
  std::vector<double> factors(weights.size(), 1.0);
  if (model_) {
    const auto of_eligible = propensity_factors(weights);
    for (std::size_t i = 0; i < eligible_.size(); ++i) {
      factors[static_cast<std::size_t>(eligible_[i])] = of_eligible[i];
    }
    return factors;
  }
  for (const auto each : eligible_) {
    const auto row = static_cast<std::size_t>(each);
    factors[row] = tallies[static_cast<std::size_t>(class_of_row_[row])].response_factor();
  }
  return factors;
}

Adjusted NonresponseAdjustment::adjust(std::span<const double> weights) const {
  Adjusted adjusted;
  adjusted.weights.assign(weights.begin(), weights.end());
  const auto of_class = tallies(weights);
  const auto response = response_factors(weights, of_class);
  for (const auto each : rows_) {
    const auto row = static_cast<std::size_t>(each);
    if (weights[row] == 0.0) continue;
    const auto status = status_[row];
    const double known = of_class[static_cast<std::size_t>(class_of_row_[row])].eligibility_factor();
    double factor = 0;
    if (status == ResponseStatus::kRespondent) factor = known * response[row];
    if (status == ResponseStatus::kIneligible && step_.ineligible == IneligibleWeight::kKeep) factor = known;
    if (step_.cap && factor > *step_.cap) {
      adjusted.lost.add(weights[row] * (factor - *step_.cap));
      factor = *step_.cap;
      ++adjusted.capped;
    }
    adjusted.weights[row] = weights[row] * factor;
  }
  return adjusted;
}

void NonresponseAdjustment::add_facts(const ClassTally& all, StepOutcome& outcome) const {
  for (std::size_t i = 0; i < kResponseStatusNames.size(); ++i) {
    outcome.facts.emplace_back(kResponseStatusNames.at(i), std::to_string(all.counts.at(i)));
  }
  const double respondents = static_cast<double>(all.count(ResponseStatus::kRespondent));
  const double eligible = respondents + static_cast<double>(all.count(ResponseStatus::kNonrespondent));
  outcome.facts.emplace_back("response_rate", fmt::format("{}", respondents / eligible));
  outcome.facts.emplace_back("weighted_response_rate", fmt::format("{}", kWholeRate / all.response_factor()));
  if (!step_.classes.empty()) {
    outcome.facts.emplace_back("classes", std::to_string(classes_.tallies.size()));
    outcome.facts.emplace_back("merged_classes", std::to_string(merged_labels_.size()));
  }
}

StepOutcome NonresponseAdjustment::outcome(const StepWeights& weights) const {
  StepOutcome outcome;
  Adjusted adjusted = adjust(weights.now);
  outcome.weights = std::move(adjusted.weights);
  add_facts(together(classes_.tallies), outcome);
  if (step_.cap) outcome.facts.emplace_back("capped", std::to_string(adjusted.capped));
  if (!merged_labels_.empty()) {
    outcome.findings.push_back({code::kClassesMerged,
                                {{"step", name_},
                                 {"count", std::to_string(classes_.tallies.size())},
                                 {"classes", listed(merged_labels_)}},
                                step_.classes.front().place,
                                {},
                                {}});
  }
  if (adjusted.capped > 0) {
    outcome.findings.push_back({code::kFactorsCapped,
                                {{"step", name_},
                                 {"count", std::to_string(adjusted.capped)},
                                 {"cap", fmt::format("{}", *step_.cap)},
                                 {"sum", fmt::format("{:.6g}", adjusted.lost.value())}},
                                step_.status.variable.place,
                                {},
                                {}});
  }
  return outcome;
}

void check_collapse(const NonresponseStep& step) {
  for (const auto& name : step.collapse) {
    const bool known = std::any_of(step.classes.begin(), step.classes.end(),
                                   [&](const auto& variable) { return variable.text == name.text; });
    if (!known) throw Error({code::kWeightingCollapseOrder, {{"variable", name.text}}, name.place, {}, {}});
  }
}

constexpr double kMostCases = 1e9;

void read_rule(spec::Section& section, ClassRule& rule) {
  if (const auto cases = section.value("minimum_cases")) {
    static_cast<void>(cases->integer());
    rule.minimum_cases = static_cast<std::size_t>(cases->number_between(1, kMostCases));
  }
  if (const auto rate = section.value("minimum_rate")) rule.minimum_rate = rate->number_between(0, 1);
  if (const auto factor = section.value("maximum_factor")) rule.maximum_factor = factor->positive_number();
}

}  // namespace

NonresponseStep read_nonresponse_step(spec::Section& section) {
  static constexpr std::array<spec::Word<IneligibleWeight>, 2> kWords{
      {{"keep", IneligibleWeight::kKeep}, {"zero", IneligibleWeight::kZero}}};
  NonresponseStep step;
  step.status = read_status(section.required("status").section());
  step.classes = section.texts("classes", spec::ListForm::kOneOrList);
  if (!step.classes.empty()) step.collapse = section.texts("collapse", spec::ListForm::kOneOrList);
  if (auto propensity = section.section("propensity")) step.propensity = read_propensity(*propensity);
  const bool of_classes = !step.propensity || step.propensity->use == PropensityUse::kClasses;
  if (of_classes) read_rule(section, step.rule);
  if (const auto cap = section.value("cap")) step.cap = cap->number_between(1, kMostCases);
  if (const auto word = section.value("ineligible")) step.ineligible = spec::meaning_of(*word, kWords);
  check_collapse(step);
  return step;
}

std::vector<StepVariable> variables_of(const NonresponseStep& step) {
  std::vector<StepVariable> variables{{step.status.variable}};
  for (const auto& text : step.classes) variables.push_back({text, true});
  if (step.propensity) {
    for (const auto& text : step.propensity->variables) variables.push_back({text, true});
  }
  return variables;
}

StepFunction prepare(const NonresponseStep& step, const StepData& data, const StepWeights& full) {
  auto adjustment = std::make_shared<const NonresponseAdjustment>(step, data, full);
  return [adjustment](const StepWeights& weights) { return adjustment->outcome(weights); };
}

}  // namespace sondeo::weights
