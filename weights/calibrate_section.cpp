#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/workbook.hpp"
#include "engine/spec/words.hpp"
#include "weights/calibrate_step.hpp"
#include "weights/codes.hpp"

namespace sondeo::weights {

namespace {

using spec::ListForm;
using spec::Section;
using spec::Value;

void check_sheet(const Written& file, const std::optional<Written>& sheet) {
  if (!sheet || ingest::is_workbook_name(file.text)) return;
  throw Error(
      {code::kSheetWithoutWorkbook, {{"file", file.text}, {"sheet", sheet->text}}, sheet->place, {}, {}});
}

/// `totals`, a file or a table of numbers by code; `total`, of a margin without categories.
void read_totals(Section& section, std::size_t variables, CalibrateMargin& margin) {
  const auto totals = section.value("totals");
  const auto total = section.value("total");
  const bool single = total.has_value() && variables == 0;
  if (totals.has_value() == total.has_value() || (total && !single)) {
    throw Error({code::kMarginTotals, {}, section.place(), {}, {}});
  }
  if (total) {
    const auto se = section.value("se");
    margin.totals = single_total(*total, se ? std::optional(se->positive_number()) : std::nullopt);
  } else if (totals->type() == spec::Type::kText) {
    margin.file = totals->text();
    margin.sheet = section.text("sheet");
    check_sheet(*margin.file, margin.sheet);
    margin.estimated = section.yes_no("estimated").value_or(false);
  } else {
    margin.totals = read_inline_totals(*totals, variables);
  }
}

void read_margins(Section& section, bool soft, CalibrateStep& step) {
  for (const Value& value : section.required("margins").items()) {
    Section table = value.section();
    CalibrateMargin margin;
    margin.spec = design::read_margin(table);
    if (step.kind == CalibrateKind::kRake && margin.spec.variable) {
      throw Error({code::kRakeOfNumber, {{"variable", margin.spec.variable->text}}, table.place(), {}, {}});
    }
    read_totals(table, step.partition.size() + margin.spec.by.size(), margin);
    if (soft) {
      if (const auto penalty = table.value("penalty")) margin.penalty = penalty->positive_number();
    }
    table.finish();
    step.margins.push_back(std::move(margin));
  }
}

/// `covariance`, a file of what totals that are estimates have in common.
void read_covariance(Section& section, CalibrateStep& step) {
  step.covariance = section.text("covariance");
  if (!step.covariance) return;
  step.covariance_sheet = section.text("covariance_sheet");
  check_sheet(*step.covariance, step.covariance_sheet);
  const bool errors = std::any_of(step.margins.begin(), step.margins.end(), [](const auto& margin) {
    return margin.estimated || !margin.totals.se.empty();
  });
  if (!errors) return;
  throw Error(
      {code::kCovarianceAndErrors, {{"file", step.covariance->text}}, step.covariance->place, {}, {}});
}

void read_end(Section& section, CalibrateStep& step) {
  constexpr double kMost = 1e6;
  if (const auto tolerance = section.value("tolerance")) step.tolerance = tolerance->number_inside(0, 1);
  if (const auto iterations = section.value("iterations")) {
    step.iterations = static_cast<std::size_t>(iterations->number_between(1, kMost));
  }
}

void read_bounds(Section& section, CalibrateStep& step) {
  static constexpr std::array<spec::Word<bool>, 2> kOn{{{"g", false}, {"weight", true}}};
  if (const auto on = section.value("bounds_on")) step.bounds_on_weights = spec::meaning_of(*on, kOn);
  const auto value = section.value("bounds");
  if (!value) {
    if (step.distance == Distance::kLogit || section.value("bounds_on")) {
      throw Error({code::kCalibrateBoundsNeeded, {}, section.place(), {}, {}});
    }
    return;
  }
  const auto ends = value->items();
  const auto refuse = [&] { throw Error({code::kCalibrateBoundsForm, {}, value->place(), {}, {}}); };
  if (ends.size() != 2) refuse();
  step.bounds = {ends[0].number(), ends[1].number()};
  const bool about_one = step.bounds.lower < 1 && step.bounds.upper > 1;
  if (step.bounds_on_weights ? !(step.bounds.lower < step.bounds.upper) : !about_one) refuse();
  if (step.bounds_on_weights && step.distance == Distance::kLogit) refuse();
}

}  // namespace

CalibrateStep read_poststratify_step(Section& section) {
  CalibrateStep step;
  step.kind = CalibrateKind::kPoststratify;
  CalibrateMargin margin;
  (void)section.required("by");
  margin.spec.by = section.texts("by", ListForm::kOneOrList);
  read_totals(section, margin.spec.by.size(), margin);
  step.margins.push_back(std::move(margin));
  read_covariance(section, step);
  step.partial = section.yes_no("partial").value_or(false);
  step.cluster = section.text("same_weight_within");
  return step;
}

CalibrateStep read_rake_step(Section& section) {
  CalibrateStep step;
  step.kind = CalibrateKind::kRake;
  step.partition = section.texts("partition", ListForm::kOneOrList);
  read_margins(section, false, step);
  read_covariance(section, step);
  static constexpr std::array<spec::Word<bool>, 1> kPackages{{{"r", true}}};
  if (const auto like = section.value("like")) step.like_r = spec::meaning_of(*like, kPackages);
  read_end(section, step);
  return step;
}

CalibrateStep read_calibrate_step(Section& section) {
  CalibrateStep step;
  if (const auto distance = section.value("distance")) {
    step.distance = static_cast<Distance>(spec::word_position(*distance, kDistanceNames));
  }
  read_bounds(section, step);
  step.scale = section.text("scale");
  step.partition = section.texts("partition", ListForm::kOneOrList);
  step.cluster = section.text("same_weight_within");
  step.partial = section.yes_no("partial").value_or(false);
  read_margins(section, true, step);
  read_covariance(section, step);
  read_end(section, step);
  return step;
}

}  // namespace sondeo::weights
