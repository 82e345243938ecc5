#include "program/run/two_phase.hpp"

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

void check_company(const Study& study) {
  const Place& place = study.design.two_phase->subset.place;
  const auto& design = study.design;
  const bool other_units = !design.later_stages.empty() || design.certainty || design.domain_lonely;
  const bool others = design.pps || design.replicates || study.estimate.replicates;
  if (other_units || others) throw Error({code::kTwoPhaseCompany, {}, place, {}, {}});
  const auto rule = study.design.lonely_psu;
  if (rule == design::LonelyPsu::kAdjust || rule == design::LonelyPsu::kAverage) {
    throw Error({code::kTwoPhaseLonelyRule, {}, place, {}, {}});
  }
}

Column subset_column(Level& root, const Formula& formula) {
  Column subset = root.value(formula, "subset");
  if (subset.is_text() || subset.variable().type != VariableType::kYesNo) {
    throw Error({code::kNotYesNo, {{"indicator", formula.written.text}}, formula.written.place, {}, {}});
  }
  return subset;
}

double fraction_of(const design::SampleDesign& design, std::size_t psu) {
  return design.strata[static_cast<std::size_t>(design.stratum_of_psu[psu])].sampling_fraction;
}

std::string written_list(const std::vector<Written>& texts) {
  std::vector<std::string> parts;
  parts.reserve(texts.size());
  for (const auto& text : texts) parts.push_back(text.text);
  return fmt::format("{}", fmt::join(parts, ","));
}

}  // namespace

std::optional<PlannedTwoPhase> plan_two_phase(const Study& study, Level& root) {
  if (!study.design.two_phase) return std::nullopt;
  check_company(study);
  const auto& spec = *study.design.two_phase;
  PlannedTwoPhase planned;
  planned.subset = root.require_expression(spec.subset);
  for (const auto& stratum : spec.strata) planned.strata.push_back(root.require(stratum));
  if (spec.psu) planned.psu = root.require(*spec.psu);
  if (spec.fpc) planned.fpc = root.require(*spec.fpc);
  return planned;
}

design::SampleDesign with_second_phase(const Study& study, const PlannedDesign& planned,
                                       design::SampleDesign first) {
  Level& root = *planned.root;
  const PlannedTwoPhase& phase = *planned.two_phase;
  const Column subset = subset_column(root, phase.subset);
  std::vector<Column> strata;
  strata.reserve(phase.strata.size());
  for (const auto& stratum : phase.strata) strata.push_back(root.value(stratum, stratum.written.text));
  design::TwoPhaseColumns columns;
  columns.subset = &subset;
  for (const auto& column : strata) columns.strata.push_back(&column);
  std::optional<Column> psu;
  if (phase.psu) psu = root.value(*phase.psu, phase.psu->written.text);
  if (psu) columns.psu = &*psu;
  std::optional<Column> fpc;
  if (phase.fpc) fpc = root.value(*phase.fpc, phase.fpc->written.text);
  if (fpc) columns.fpc = &*fpc;
  return design::build_two_phase(std::move(first), columns, *study.design.two_phase);
}

void weigh_by_phases(const design::SampleDesign& design, const design::RowOrder& order, bool given,
                     std::span<double> weights) {
  if (!design.two_phase) return;
  const auto& phases = *design.two_phase;
  if (given && phases.weight == design::TwoPhaseWeight::kFinal) return;
  for (std::size_t unit = 0; unit < design.psu_count(); ++unit) {
    const auto psu = static_cast<std::size_t>(phases.psu_of_unit[unit]);
    const double fraction = given ? fraction_of(design, unit) : fraction_of(*phases.first, psu);
    if (fraction == 0.0) continue;
    for (auto i = order.psu_start[unit]; i < order.psu_start[unit + 1]; ++i) {
      weights[static_cast<std::size_t>(order.rows[static_cast<std::size_t>(i)])] /= fraction;
    }
  }
}

void add_two_phase_facts(const Study& study, const design::SampleDesign& design,
                         std::vector<std::pair<std::string, std::string>>& facts) {
  if (!design.two_phase) return;
  const auto& spec = *study.design.two_phase;
  const auto& first = *design.two_phase->first;
  facts.emplace_back("first_phase.n_strata", std::to_string(first.strata.size()));
  facts.emplace_back("first_phase.n_psu", std::to_string(first.psu_count()));
  facts.emplace_back("second_phase", spec.subset.text);
  facts.emplace_back("second_phase.strata", written_list(spec.strata));
  facts.emplace_back("second_phase.psu", spec.psu ? spec.psu->text : "");
  facts.emplace_back("second_phase.fpc", spec.fpc ? spec.fpc->text : "counted");
  facts.emplace_back("second_phase.method",
                     design::kTwoPhaseMethodNames.at(static_cast<std::size_t>(spec.method)));
  facts.emplace_back("second_phase.weight",
                     design::kTwoPhaseWeightNames.at(static_cast<std::size_t>(spec.weight)));
}

}  // namespace sondeo::run
