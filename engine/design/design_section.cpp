#include "engine/design/design_section.hpp"

#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/spec/words.hpp"

namespace sondeo::design {

namespace {

using spec::ListForm;
using spec::Section;
using spec::Value;

WeightSpec read_weight(const Written& role, const Value& value) {
  WeightSpec weight;
  weight.role = role.text;
  if (value.type() != spec::Type::kTable) {
    weight.expression = value.text();
    return weight;
  }
  Section table = value.section();
  weight.expression = table.required_text("variable");
  weight.where = table.text("where");
  table.finish();
  return weight;
}

void read_rscales(Section& section, ReplicateSpec& spec) {
  const auto value = section.value("rscales");
  if (!value) return;
  if (value->type() == spec::Type::kText) {
    spec.rscales_file = value->text();
    return;
  }
  for (const auto& item : value->items()) spec.rscales.push_back(item.number());
}

/// The method; Fay's rho stands with it ("fay:0.5") or in its own key.
void read_method(Section& section, ReplicateSpec& spec) {
  const Value method = section.required("method");
  const Written text = method.text();
  if (!read_replicate_method(text, spec)) (void)spec::word_position(method, kReplicateMethodNames);
  if (text.text != "fay") return;
  const Value rho = section.required("rho");
  spec.rho = rho.number();
  check_rho(spec.rho, {fmt::format("{}", spec.rho), rho.place()});
}

ReplicateSpec read_replicates(Section& section) {
  ReplicateSpec spec;
  spec.columns = section.required("columns").texts(ListForm::kOneOrList);
  read_method(section, spec);
  if (const auto scale = section.value("scale")) spec.scale = scale->positive_number();
  read_rscales(section, spec);
  spec.mse = section.yes_no("mse");
  if (const auto df = section.value("df")) spec.df = df->positive_number();
  spec.combined = section.yes_no("combined").value_or(true);
  spec.file = section.text("file");
  if (spec.file) {
    spec.key = section.texts("key", ListForm::kOneOrList);
    spec.level = section.text("level");
  }
  section.finish();
  return spec;
}

StageSpec read_stage(const Value& value) {
  Section section = value.section();
  StageSpec stage;
  stage.strata = section.texts("strata", ListForm::kOneOrList);
  stage.id = section.text("id");
  stage.fpc = section.text("fpc");
  section.finish();
  return stage;
}

/// `stages`, instead of the keys of a single one.
void read_stages(const Value& value, DesignSpec& design) {
  if (!design.strata.empty() || design.psu || design.fpc) {
    const char* key = design.psu ? "psu" : design.fpc ? "fpc" : "strata";
    throw Error({code::kStagesAndKeys, {{"key", key}}, value.place(), {}, {}});
  }
  const auto items = value.items();
  for (std::size_t k = 0; k < items.size(); ++k) {
    StageSpec stage = read_stage(items[k]);
    if (!stage.id && k + 1 < items.size()) {
      throw Error({code::kStageNeedsId, {{"stage", std::to_string(k + 1)}}, items[k].place(), {}, {}});
    }
    if (k == 0) {
      design.strata = std::move(stage.strata);
      design.psu = std::move(stage.id);
      design.fpc = std::move(stage.fpc);
    } else {
      design.later_stages.push_back(std::move(stage));
    }
  }
}

}  // namespace

LonelyPsu read_lonely_psu(const Value& value) {
  static constexpr std::array<spec::Word<LonelyPsu>, 5> kPolicies{{{"fail", LonelyPsu::kFail},
                                                                   {"remove", LonelyPsu::kRemove},
                                                                   {"certainty", LonelyPsu::kCertainty},
                                                                   {"adjust", LonelyPsu::kAdjust},
                                                                   {"average", LonelyPsu::kAverage}}};
  return spec::meaning_of(value, kPolicies);
}

namespace {

StratumMerge read_merge(const Value& value) {
  const auto pair = value.texts(ListForm::kListOnly);
  if (pair.size() != 2) throw Error({code::kCollapseForm, {{"key", value.path()}}, value.place(), {}, {}});
  return {pair[0], pair[1]};
}

/// `lonely_psu = { collapse = ["dpto"], merge = [["1/2", "1/3"]], map = "merges.csv", otherwise = "adjust"
/// }`.
void read_collapse(Section section, DesignSpec& design) {
  CollapseSpec collapse;
  collapse.within = section.texts("collapse", ListForm::kOneOrList);
  if (const auto merges = section.value("merge")) {
    for (const auto& merge : merges->items()) collapse.merges.push_back(read_merge(merge));
  }
  collapse.map = section.text("map");
  if (const auto rule = section.value("otherwise")) design.lonely_psu = read_lonely_psu(*rule);
  section.finish();
  if (collapse.within.empty() && collapse.merges.empty() && !collapse.map) {
    throw Error({code::kCollapseForm, {{"key", section.path()}}, section.place(), {}, {}});
  }
  design.collapse = std::move(collapse);
}

}  // namespace

DesignSpec read_design_section(Section& section) {
  DesignSpec design;
  design.strata = section.texts("strata", ListForm::kOneOrList);
  design.psu = section.text("psu");
  design.fpc = section.text("fpc");
  if (const auto stages = section.value("stages")) read_stages(*stages, design);
  design.ultimate_cluster = section.yes_no("ultimate_cluster").value_or(false);
  design.certainty = section.text("certainty");
  design.sampled_psus = section.text("sampled_psus");
  design.domain_lonely = section.yes_no("domain_lonely").value_or(false);
  if (const auto policy = section.value("lonely_psu")) {
    if (policy->type() == spec::Type::kTable) {
      read_collapse(policy->section(), design);
    } else {
      design.lonely_psu = read_lonely_psu(*policy);
    }
  }
  if (auto phase = section.section("two_phase")) design.two_phase = read_two_phase_section(*phase);
  if (auto pps = section.section("pps")) design.pps = read_pps_section(*pps);
  if (auto replicates = section.section("replicates")) design.replicates = read_replicates(*replicates);
  section.finish();
  return design;
}

std::vector<WeightSpec> read_weight_section(Section& section) {
  std::vector<WeightSpec> weights;
  for (const auto& [role, value] : section.entries()) {
    if (role.text != "calibrated") weights.push_back(read_weight(role, value));
  }
  return weights;
}

}  // namespace sondeo::design
