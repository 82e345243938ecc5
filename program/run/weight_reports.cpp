#include "program/run/weight_reports.hpp"

#include <span>
#include <utility>

namespace sondeo::run {

namespace {

using weights::RoleReport;
using weights::StepReport;

StepReport report_of(const StepRecord& record, std::span<const double> before) {
  StepReport report;
  report.kind = record.step->kind.text;
  report.name = record.step->name;
  report.weights = weights::summarise(record.weights);
  report.factors = weights::summarise(weights::factors_between(before, record.weights));
  report.facts = record.facts;
  report.margins = record.margins;
  return report;
}

}  // namespace

weights::RoleReport role_report(const WeightedRole& role) {
  RoleReport report{role.role, role.level->id(), role.start.size(), role.replicates.size(), {}};
  StepReport start;
  start.kind = start.name = "start";
  start.weights = weights::summarise(role.start);
  start.factors = weights::summarise({});
  report.steps.push_back(std::move(start));
  std::span<const double> before = role.start;
  for (const auto& record : role.steps) {
    report.steps.push_back(report_of(record, before));
    before = record.weights;
  }
  return report;
}

}  // namespace sondeo::run
