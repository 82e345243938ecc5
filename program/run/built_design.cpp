#include "program/run/built_design.hpp"

#include <algorithm>
#include <deque>

#include <fmt/format.h>

namespace sondeo::run {

namespace {

/// Reads the design's columns and keeps them alive.
class ColumnSource {
 public:
  explicit ColumnSource(Level& level) : level_(level) {}

  const Column* column(const std::optional<Formula>& formula) {
    if (!formula) return nullptr;
    return &kept_.emplace_back(level_.value(*formula, formula->written.text));
  }
  std::vector<const Column*> columns(const std::vector<Formula>& formulas) {
    std::vector<const Column*> all;
    for (const auto& formula : formulas) all.push_back(column(formula));
    return all;
  }

 private:
  Level& level_;
  std::deque<Column> kept_;
};

/// Stages before the last without an fpc leave those after them out; the last is taken as drawn from
/// infinitely many. Without any fpc there is nothing to miss: the PSUs are ultimate clusters.
void warn_of_stages_without_fpc(const design::DesignSpec& spec, Diagnostics& findings) {
  if (spec.ultimate_cluster || spec.later_stages.empty()) return;
  std::vector<std::string> without;
  if (!spec.fpc) without.emplace_back("1");
  for (std::size_t k = 0; k < spec.later_stages.size(); ++k) {
    if (!spec.later_stages[k].fpc) without.push_back(std::to_string(k + 2));
  }
  const std::size_t stages = spec.later_stages.size() + 1;
  if (without.empty() || without.size() == stages) return;
  findings.push_back(
      {Code::kStagesWithoutFpc,
       {{"stage", fmt::format("{}", fmt::join(without, ", "))}, {"stages", std::to_string(stages)}},
       {},
       {},
       {}});
}

}  // namespace

design::SampleDesign built_design(const PlannedDesign& planned, const Study& study, Diagnostics& findings) {
  ColumnSource source(*planned.root);
  design::DesignColumns columns;
  columns.rows = planned.root->rows();
  columns.strata = source.columns(planned.strata);
  columns.psu = source.column(planned.psu);
  columns.fpc = source.column(planned.fpc);
  for (const auto& stage : planned.later_stages) {
    columns.later_stages.push_back(
        {source.columns(stage.strata), source.column(stage.id), source.column(stage.fpc)});
  }
  columns.certainty = source.column(planned.certainty);
  design::DesignSpec used = study.design;
  // Given replicates bring their own variance: a lonely PSU is no obstacle.
  if (used.replicates) used.lonely_psu = design::LonelyPsu::kRemove;
  if (used.replicates || study.estimate.replicates) {
    used.ultimate_cluster = true;
    used.domain_lonely = false;
  }
  warn_of_stages_without_fpc(used, findings);
  return design::build_design(columns, used);
}

}  // namespace sondeo::run
