#include "program/run/pps.hpp"

#include <algorithm>

#include "engine/base/diagnostic.hpp"
#include "engine/design/joint_probabilities.hpp"
#include "engine/ingest/file.hpp"
#include "program/run/codes.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::run {

namespace {

void refuse(Code code, const Place& place) { throw Error({code, {}, place, {}, {}}); }

/// What unequal probabilities do not go with.
void check_company(const Study& study) {
  const auto& pps = *study.design.pps;
  if (study.design.fpc) refuse(code::kPpsWithFpc, study.design.fpc->place);
  if (study.estimate.replicates) refuse(code::kPpsWithReplicates, study.estimate.replicates->written.place);
  if (study.design.replicates) refuse(code::kPpsWithReplicates, pps.written.place);
  const auto& design = study.design;
  const auto refuse_key = [&](bool there, const char* key) {
    if (there) throw Error({code::kPpsWithKey, {{"key", key}}, pps.written.place, {}, {}});
  };
  refuse_key(!design.later_stages.empty(), "stages");
  refuse_key(design.certainty.has_value(), "certainty");
  refuse_key(design.domain_lonely, "domain_lonely");
  refuse_key(design.collapse.has_value(), "collapse");
  const bool joint = pps.method == design::PpsMethod::kJoint;
  if (joint && !study.design.psu) refuse(code::kPpsPsuNeeded, pps.written.place);
}

Formula probability_formula(const Study& study, Level& root, bool& is_weight) {
  const auto& pps = *study.design.pps;
  if (pps.probabilities) return root.require(*pps.probabilities);
  const auto own = std::find_if(study.weights.begin(), study.weights.end(),
                                [&](const auto& weight) { return weight.role == root.id(); });
  if (own == study.weights.end()) refuse(code::kPpsProbabilityNeeded, pps.written.place);
  is_weight = true;
  return root.require(own->expression);
}

Table joint_table(const Study& study, const RunOptions& options, const Written& file) {
  ingest::ReadOptions reading;
  reading.dialect = options.dialect;
  reading.memory_limit = options.memory_limit;
  reading.threads = options.threads;
  reading.reader_program = options.reader_program;
  const auto description = ingest::describe(study_or_working_file(study, file), reading);
  return ingest::read(description, description.names(), reading);
}

void add_joint_probabilities(const Study& study, const RunOptions& options, const PlannedDesign& planned,
                             design::SampleDesign& design) {
  std::vector<Column> columns;
  design::PsuNames names;
  for (const auto& stratum : planned.strata) {
    columns.push_back(planned.root->value(stratum, stratum.written.text));
    names.strata_names.push_back(stratum.written.text);
  }
  const Column psu = planned.root->value(*planned.psu, planned.psu->written.text);
  for (const auto& column : columns) names.strata.push_back(&column);
  names.psu = &psu;
  const Written& file = *study.design.pps->joint;
  design.pps->pairs = design::read_pair_weights(joint_table(study, options, file), names, design, file);
}

}  // namespace

std::optional<PlannedPps> plan_pps(const Study& study, Level& root) {
  if (!study.design.pps) return std::nullopt;
  check_company(study);
  PlannedPps planned;
  planned.probability = probability_formula(study, root, planned.is_weight);
  const auto& mean = study.design.pps->mean_probability;
  if (mean && !study.design.pps->mean_number) planned.mean = root.require(*mean);
  return planned;
}

void add_pps(const Study& study, const RunOptions& options, const PlannedDesign& planned,
             design::SampleDesign& design) {
  const PlannedPps& pps = *planned.pps;
  const Column probability = planned.root->value(pps.probability, pps.probability.written.text);
  design::PpsColumns columns;
  columns.probability = &probability;
  columns.are_weights = pps.is_weight;
  std::optional<Column> mean;
  if (pps.mean) mean = planned.root->value(*pps.mean, pps.mean->written.text);
  if (mean) columns.mean_probability = &*mean;
  design::add_inclusion_probabilities(design, columns, *study.design.pps);
  if (study.design.pps->joint) add_joint_probabilities(study, options, planned, design);
}

void add_pps_facts(const Study& study, std::vector<std::pair<std::string, std::string>>& facts) {
  if (!study.design.pps) return;
  const auto& pps = *study.design.pps;
  facts.emplace_back("pps", pps.written.text);
  const bool brewer = pps.method == design::PpsMethod::kBrewer;
  if (!brewer && pps.method != design::PpsMethod::kPoisson) {
    facts.emplace_back("pps_variance", design::kPpsVarianceNames.at(static_cast<std::size_t>(pps.variance)));
  }
  facts.emplace_back("pps_probabilities", pps.probabilities ? pps.probabilities->text : "1/weight");
  if (pps.joint) facts.emplace_back("joint_probabilities", pps.joint->text);
}

}  // namespace sondeo::run
