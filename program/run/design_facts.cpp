#include "program/run/design_facts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/estimation/conventions.hpp"
#include "program/run/calibrated.hpp"
#include "program/run/pps.hpp"
#include "program/run/two_phase.hpp"
#include "program/run/weighting_plan.hpp"

namespace sondeo::run {

namespace {

std::string written_list(const std::vector<Formula>& formulas) {
  std::vector<std::string> texts;
  texts.reserve(formulas.size());
  for (const auto& formula : formulas) texts.push_back(formula.written.text);
  return fmt::format("{}", fmt::join(texts, ","));
}

/// The rule, or for given replicate weights their number: rank - 1 unless the study says it.
std::string df_name(const Study& study, const estimation::DfSpec& df) {
  const bool by_rule = df.rule != estimation::DfRule::kGiven && df.rule != estimation::DfRule::kInfinite;
  if (study.design.replicates && by_rule) {
    const auto& given = study.design.replicates->df;
    return given ? fmt::format("{}", *given) : "replicate-rank-1";
  }
  return estimation::df_text(df);
}

using Facts = std::vector<std::pair<std::string, std::string>>;

bool all_one(const std::vector<double>& rscales) {
  return std::all_of(rscales.begin(), rscales.end(), [](double rscale) { return rscale == 1.0; });
}

/// One number when all are the same; else that they differ.
std::string rscales_text(const std::vector<double>& rscales) {
  const bool same =
      std::all_of(rscales.begin(), rscales.end(), [&](double rscale) { return rscale == rscales.front(); });
  return same ? fmt::format("{}", rscales.front()) : "by-replicate";
}

void add_variance(const Study& study, const design::ReplicateScheme* replicates, Facts& facts) {
  if (replicates == nullptr) {
    facts.emplace_back("variance", "linearization");
    return;
  }
  const auto& given = study.design.replicates;
  const auto& made = study.estimate.replicates;
  const auto method = given ? design::kReplicateMethodNames[static_cast<std::size_t>(replicates->method)]
                            : design::making_method_name(made->method);
  const double rho = given ? given->rho : made->rho;
  const bool fay = replicates->method == design::ReplicateMethod::kFay;
  facts.emplace_back("variance", fay ? fmt::format("fay:{}", rho) : std::string(method));
  if (given) {
    std::vector<std::string> columns;
    for (const auto& column : given->columns) columns.push_back(column.text);
    facts.emplace_back("replicate_weights", fmt::format("{}", fmt::join(columns, ",")));
    facts.emplace_back("combined", given->combined ? "true" : "false");
    if (given->file) facts.emplace_back("replicate_file", given->file->text);
  }
  facts.emplace_back("replicates", std::to_string(replicates->count()));
  facts.emplace_back("scale", fmt::format("{}", replicates->scale));
  if (!all_one(replicates->rscales)) facts.emplace_back("rscales", rscales_text(replicates->rscales));
  facts.emplace_back("centre", replicates->about_estimate ? "estimate" : "replicate-mean");
  if (given) return;
  if (design::takes_seed(made->method)) facts.emplace_back("seed", std::to_string(made->seed));
  if (made->draws > 0) facts.emplace_back("draws", std::to_string(made->draws));
  if (replicates->tau) facts.emplace_back("tau", fmt::format("{}", *replicates->tau));
  if (design::takes_order(made->method))
    facts.emplace_back("psu_order", made->order ? made->order->text : "file");
}

/// The stages after the first as they were declared; how many units they have where the variance takes them.
void add_stages(const PlannedDesign& planned, const design::SampleDesign& design, Facts& facts) {
  const auto text_of = [](const std::optional<Formula>& formula) {
    return formula ? formula->written.text : std::string();
  };
  facts.emplace_back("certainty", text_of(planned.certainty));
  if (planned.later_stages.empty()) return;
  for (std::size_t k = 0; k < planned.later_stages.size(); ++k) {
    const auto& stage = planned.later_stages[k];
    facts.emplace_back(fmt::format("strata.{}", k + 2), written_list(stage.strata));
    facts.emplace_back(fmt::format("units.{}", k + 2), text_of(stage.id));
    const bool taken = k < design.later_stages.size();
    facts.emplace_back(fmt::format("n_units.{}", k + 2),
                       taken ? std::to_string(design.later_stages[k].unit_count()) : "");
    facts.emplace_back(fmt::format("fpc.{}", k + 2), text_of(stage.fpc));
  }
  facts.emplace_back("variance_stages", std::to_string(design.later_stages.size() + 1));
}

/// Only where there are quantiles: the interval that theirs are read from, and the rule of each.
void add_quantile_facts(const Study& study, std::vector<std::pair<std::string, std::string>>& facts) {
  bool first = true;
  for (const auto& indicator : study.instrument.indicators) {
    if (indicator.measure != questionnaires::Measure::kQuantile) continue;
    const auto interval = static_cast<std::size_t>(study.estimate.quantile_interval);
    if (first) facts.emplace_back("interval.quantile", estimation::kQuantileIntervalNames[interval]);
    first = false;
    facts.emplace_back(fmt::format("quantile_rule.{}", indicator.id.text),
                       estimation::kQuantileRuleNames[static_cast<std::size_t>(
                           indicator.rule.value_or(estimation::QuantileRule::kHf1))]);
  }
}

/// The steps of each role, in their order.
void add_weighting_steps(const Study& study, Facts& facts) {
  std::vector<std::pair<std::string, std::string>> roles;
  for (const auto& step : study.weighting) {
    const std::string role = role_of(study, step);
    const auto known =
        std::find_if(roles.begin(), roles.end(), [&](const auto& r) { return r.first == role; });
    if (known == roles.end()) {
      roles.emplace_back(role, step.name);
    } else {
      known->second += ", " + step.name;
    }
  }
  for (const auto& [role, steps] : roles) facts.emplace_back("weighting." + role, steps);
}

}  // namespace

void add_design_facts(const Study& study, const PlannedDesign& planned, const design::SampleDesign& design,
                      const design::ReplicateScheme* replicates, estimation::DesignSummary& summary) {
  constexpr std::array<const char*, 5> kLonely = {"fail", "remove", "certainty", "adjust", "average"};
  auto& facts = summary.facts;
  if (!planned.root->id().empty())
    facts.emplace_back("level", planned.root->id());  // `tabulate` names no levels
  facts.emplace_back("rows", std::to_string(planned.root->rows()));
  facts.emplace_back("strata", written_list(planned.strata));
  // Replicate weights of the file need no PSU: rows that stand for them are not worth a count.
  const bool has_units = !study.design.replicates || planned.psu.has_value();
  facts.emplace_back("n_strata", has_units ? std::to_string(design.strata.size()) : "");
  facts.emplace_back("psu", planned.psu ? planned.psu->written.text : "");
  facts.emplace_back("n_psu", has_units ? std::to_string(design.psu_count()) : "");
  if (study.design.sampled_psus) facts.emplace_back("sampled_psus", study.design.sampled_psus->text);
  facts.emplace_back("fpc", planned.fpc ? planned.fpc->written.text : "");
  add_stages(planned, design, facts);
  facts.emplace_back("merged_strata", fmt::format("{}", fmt::join(design.merged_strata, ", ")));
  add_pps_facts(study, facts);
  add_two_phase_facts(study, design, facts);
  for (const auto& weight : study.weights) {
    const std::string name = weight.role.empty() ? "weight" : fmt::format("weight.{}", weight.role);
    facts.emplace_back(name, weight.expression.text);
  }
  for (auto& fact : calibrated_facts(study)) facts.push_back(std::move(fact));
  add_weighting_steps(study, facts);
  add_variance(study, replicates, facts);
  if (!study.design.replicates) {
    facts.emplace_back("lonely_psu", kLonely[static_cast<std::size_t>(design.lonely_psu)]);
    if (design.domain_lonely) facts.emplace_back("domain_lonely", "true");
  }
  const auto& estimate = study.estimate;
  if (estimate.like) {
    facts.emplace_back("like", estimation::kLikeNames[static_cast<std::size_t>(*estimate.like)]);
  }
  facts.emplace_back("df", df_name(study, estimate.df));
  if (estimate.proportion_df) facts.emplace_back("df.proportion", df_name(study, *estimate.proportion_df));
  facts.emplace_back("level_of_confidence", fmt::format("{}", study.estimate.level));
  const auto proportion = static_cast<std::size_t>(study.estimate.proportion_interval);
  facts.emplace_back("interval.proportion", estimation::kProportionIntervalNames[proportion]);
  const auto other = static_cast<std::size_t>(study.estimate.other_interval);
  facts.emplace_back("interval.other", estimation::kOtherIntervalNames[other]);
  for (const auto& [key, theirs, ours] : estimation::differences(estimate, design.lonely_psu)) {
    const bool shown = key != "deff" && key != "interval.below_zero";
    if (!shown) facts.emplace_back(key, theirs);  // the others are facts of every table
  }
  add_quantile_facts(study, facts);
  if (const auto& standard = study.estimate.standard) {
    std::vector<std::string> by;
    for (const auto& variable : standard->by) by.push_back(variable.text);
    facts.emplace_back("standardised_by", fmt::format("{}", fmt::join(by, ",")));
    facts.emplace_back("standard_population", standard->population.text);
  }
}

std::vector<std::pair<std::string, std::string>> provenance(const Study& study) {
  std::vector<std::pair<std::string, std::string>> facts;
  facts.emplace_back("sondeo", SONDEO_VERSION);
  if (!study.path.empty()) facts.emplace_back("study", study.path.filename().string());
  for (const auto& data : study.data) {
    const std::string suffix = data.level.empty() ? "" : "." + data.level;
    facts.emplace_back("data" + suffix, data.file.text);
    for (const auto& join : data.joins) facts.emplace_back("join" + suffix, join.file.text);
  }
  return facts;
}

}  // namespace sondeo::run
