#include "program/run/calibrated.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/design/margins.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using design::CalibratedSpec;
using design::CalibrationRecord;

std::string list_of(std::span<const Written> written) {
  std::vector<std::string> texts;
  for (const auto& text : written) texts.push_back(text.text);
  return fmt::format("{}", fmt::join(texts, ","));
}

const design::WeightSpec& weight_of(const Study& study, const CalibratedSpec& spec, const Levels& levels) {
  if (study.weights.empty()) throw Error({code::kCalibratedNeedsWeight, {}, spec.place, {}, {}});
  const std::string role = spec.weight ? spec.weight->text : levels.at("").id();
  for (const auto& weight : study.weights) {
    if (weight.role == role) return weight;
  }
  if (study.weights.size() > 1) throw Error({code::kCalibratedWhichWeight, {}, spec.place, {}, {}});
  return study.weights.front();
}

/// The level whose rows were calibrated: the one named, the one that the role is named like, or the root.
Level& level_of(const CalibratedSpec& spec, const std::string& role, const Levels& levels) {
  if (spec.level) return levels.at(spec.level->text);
  for (const auto& level : levels.all()) {
    if (level->id() == role) return *level;
  }
  return levels.at("");
}

/// The weight of each row of a level; 0 where it has none, which the indicators' own bases look after.
std::span<const double> weights_of(const PlannedCalibrated& planned, LevelFrame& frame) {
  const std::vector<std::int8_t> nobody(frame.level().rows(), 0);
  return frame.weight(planned.weight, nobody, planned.weight.role);
}

/// A margin of a level's rows, inside each part.
design::Margin margin_of(const PlannedMargin& planned, std::span<const Formula> partition, LevelFrame& frame,
                         std::span<const double> weights) {
  design::MarginColumns columns;
  const auto column_of = [&](const Formula& formula) {
    return std::pair(formula.written, &frame.keep(frame.level().value(formula, formula.written.text)));
  };
  for (const auto& formula : partition) columns.categories.push_back(column_of(formula));
  for (const auto& formula : planned.by) columns.categories.push_back(column_of(formula));
  if (planned.variable) columns.number = column_of(*planned.variable);
  return design::make_margin(columns, weights);
}

}  // namespace

PlannedMargin plan_margin(const design::MarginSpec& spec, Level& level) {
  PlannedMargin planned;
  for (const auto& variable : spec.by) planned.by.push_back(level.require_breakdown(variable));
  if (spec.variable) planned.variable = level.require(*spec.variable);
  return planned;
}

std::vector<PlannedCalibrated> plan_calibrated(const Study& study, const Levels& levels) {
  std::vector<PlannedCalibrated> planned;
  for (const auto& spec : study.calibrated) {
    if (study.design.two_phase) throw Error({code::kCalibratedTwoPhase, {}, spec.place, {}, {}});
    const auto& weight = weight_of(study, spec, levels);
    Level& level = level_of(spec, weight.role, levels);
    PlannedCalibrated one{&spec, &level, {weight.role, level.require(weight.expression), {}}, {}, {}, {}};
    if (weight.where) one.weight.where = level.require_expression(*weight.where);
    for (const auto& margin : spec.margins) one.margins.push_back(plan_margin(margin, level));
    for (const auto& variable : spec.partition) one.partition.push_back(level.require_breakdown(variable));
    if (spec.same_weight_within) one.cluster = level.require(*spec.same_weight_within);
    planned.push_back(std::move(one));
  }
  return planned;
}

CalibrationRecord declared_record(const PlannedCalibrated& planned, LevelFrame& frame) {
  const auto weights = weights_of(planned, frame);
  std::vector<design::Margin> margins;
  for (const auto& margin : planned.margins) {
    margins.push_back(margin_of(margin, planned.partition, frame, weights));
  }
  std::vector<std::int8_t> takes_part;
  takes_part.reserve(weights.size());
  for (const double weight : weights) takes_part.push_back(weight != 0.0 ? 1 : 0);
  design::Regressors regressors = design::make_regressors(margins, takes_part);
  if (planned.cluster) {
    const Column column = frame.level().value(*planned.cluster, planned.cluster->written.text);
    const std::array columns{&column};
    regressors = design::averaged_within(regressors, group_rows(columns).group_of_row, weights);
  }
  CalibrationRecord record;
  record.name = "declared";
  record.regressors = std::move(regressors.names);
  record.profiles = std::move(regressors.profiles);
  record.profile_of_row = std::move(regressors.profile_of_row);
  record.before.assign(weights.begin(), weights.end());
  record.after = record.before;
  return record;
}

void Calibrations::add(std::vector<std::string> roles, Level& level, const design::SampleDesign& design,
                       std::vector<std::shared_ptr<const CalibrationRecord>> records) {
  for (const auto& record : records) {
    const auto [known, fresh] = first_control_.emplace(record.get(), control_count_);
    if (fresh && record->totals_covariance) control_count_ += record->totals_covariance->columns;
  }
  for (auto& history : histories_) {
    if (history.level != &level || history.roles.front() != roles.front()) continue;
    history.records.insert(history.records.end(), records.begin(), records.end());
    return;
  }
  histories_.push_back({std::move(roles), &level, &design, std::move(records)});
}

const Calibrations::History* Calibrations::find(const std::string& role) const {
  for (const auto& history : histories_) {
    const auto& roles = history.roles;
    if (std::find(roles.begin(), roles.end(), role) != roles.end()) return &history;
  }
  return nullptr;
}

const estimation::CalibratedWeights* Calibrations::of(const PlannedIndicator& subject, LevelFrame& frame) {
  const auto own = by_level_.find(&frame.level());
  const auto* known = own == by_level_.end() ? nullptr : &own->second;
  const History* history = find(subject.weight.role);
  if (history == nullptr) return known;
  const std::string& id = subject.indicator->id.text;
  const auto weight = frame.weight(subject.weight, frame.base(subject), id);
  if (known != nullptr && known->of(weight) != nullptr) return known;
  const auto rows = ancestor_rows(frame.level(), *history->level);
  const auto refuse = [&](Code code, std::size_t count) {
    throw Error({code,
                 {{"weight", subject.weight.role},
                  {"level", frame.level().name()},
                  {"calibrated", history->level->name()},
                  {"count", std::to_string(count)}},
                 {},
                 {},
                 {}});
  };
  if (!rows) refuse(code::kCalibratedLevel, 0);
  const auto& after = history->records.back()->after;
  std::size_t outside = 0;
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (weight[row] != 0.0 && after[static_cast<std::size_t>((*rows)[row])] == 0.0) ++outside;
  }
  if (outside > 0) refuse(code::kCalibratedRowsOutside, outside);
  const auto units = units_of_rows(*history->level, *history->design);
  std::vector<std::size_t> first_control;
  first_control.reserve(history->records.size());
  for (const auto& record : history->records) first_control.push_back(first_control_.at(record.get()));
  auto& weights = by_level_[&frame.level()];
  weights.add(weight, std::make_shared<estimation::CalibrationResiduals>(estimation::CalibratedSample{
                          history->records, units, history->design->unit_count(), *rows, first_control}));
  return &weights;
}

void warn_of_unused_calibration(const Study& study, Diagnostics& findings) {
  if (study.calibrated.empty()) return;
  if (study.design.replicates) {
    findings.push_back({code::kCalibratedGivenReplicates, {}, study.calibrated.front().place, {}, {}});
  } else if (study.estimate.replicates) {
    findings.push_back({code::kCalibratedMadeReplicates, {}, study.calibrated.front().place, {}, {}});
  }
}

std::vector<std::pair<std::string, std::string>> calibrated_facts(const Study& study) {
  std::vector<std::pair<std::string, std::string>> facts;
  for (const auto& spec : study.calibrated) {
    std::vector<std::string> margins;
    for (const auto& margin : spec.margins) {
      margins.push_back(margin.variable ? "sum(" + margin.variable->text + ")" : list_of(margin.by));
    }
    const std::string suffix = spec.weight ? "." + spec.weight->text : "";
    facts.emplace_back("calibrated" + suffix, fmt::format("{}", fmt::join(margins, ";")));
    if (!spec.partition.empty()) facts.emplace_back("calibrated.partition", list_of(spec.partition));
    if (spec.same_weight_within) facts.emplace_back("calibrated.within", spec.same_weight_within->text);
  }
  return facts;
}

}  // namespace sondeo::run
