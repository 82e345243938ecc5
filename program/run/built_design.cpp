#include "program/run/built_design.hpp"

#include <deque>
#include <utility>

#include <fmt/format.h>

#include "engine/design/codes.hpp"
#include "engine/design/collapse_proposal.hpp"
#include "program/run/codes.hpp"
#include "program/run/collapse_map.hpp"
#include "program/run/sampled_psus.hpp"

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
    all.reserve(formulas.size());
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
      {code::kStagesWithoutFpc,
       {{"stage", fmt::format("{}", fmt::join(without, ", "))}, {"stages", std::to_string(stages)}},
       {},
       {},
       {}});
}

/// Which strata could be merged because of their single PSU, ready for the study.
void propose_merges(const design::SampleDesign& design, const design::DesignColumns& columns,
                    Diagnostics& findings) {
  const auto lonely = design::lonely_strata(design);
  if (lonely.empty()) return;
  std::vector<std::string> merges;
  for (const auto& merge : design::propose_merges(design, columns)) {
    merges.push_back(fmt::format("[\"{}\", \"{}\"]", merge.stratum, merge.into));
  }
  if (merges.empty()) return;
  findings.push_back({code::kMergesProposed,
                      {{"count", std::to_string(lonely.size())},
                       {"strata", fmt::format("{}", fmt::join(lonely, ", "))},
                       {"merges", fmt::format("lonely_psu = {{ merge = [{}] }}", fmt::join(merges, ", "))}},
                      {},
                      {},
                      {}});
}

void warn_of_merged(const design::SampleDesign& design, Diagnostics& findings) {
  if (design.merged_strata.empty()) return;
  findings.push_back({code::kStrataMerged,
                      {{"count", std::to_string(design.merged_strata.size())},
                       {"strata", fmt::format("{}", fmt::join(design.merged_strata, ", "))}},
                      {},
                      {},
                      {}});
}

/// What the study says, as far as its variance needs it.
design::DesignSpec used_spec(const Study& study) {
  design::DesignSpec used = study.design;
  // Given replicates bring their own variance: a lonely PSU is no obstacle.
  if (used.replicates) used.lonely_psu = design::LonelyPsu::kRemove;
  const auto& made = study.estimate.replicates;
  if (used.replicates || made) {
    const bool of_stages = made && design::acts_on_stages(made->method);
    used.ultimate_cluster = used.ultimate_cluster || !of_stages;
    used.domain_lonely = false;
  }
  if (used.collapse && used.collapse->map) {
    for (auto& merge : read_collapse_map(study, *used.collapse->map)) {
      used.collapse->merges.push_back(std::move(merge));
    }
  }
  return used;
}

/// The columns of a design.
design::DesignColumns columns_of(const PlannedDesign& planned, ColumnSource& source) {
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
  return columns;
}

/// Leaves out the rows that stood for PSUs without any.
void keep_rows(std::size_t rows, design::SampleDesign& design) {
  design.psu_of_row.resize(rows);
  if (!design.unit_of_row.empty()) design.unit_of_row.resize(rows);
  if (!design.probability_of_row.empty()) design.probability_of_row.resize(rows);
}

}  // namespace

design::SampleDesign built_design(const PlannedDesign& planned, const Study& study, MergeProposals proposals,
                                  Diagnostics& findings) {
  ColumnSource source(*planned.root);
  const design::DesignColumns of_rows = columns_of(planned, source);
  std::optional<SampledPsus> sampled;
  if (study.design.sampled_psus) sampled = add_sampled_psus(study, planned, of_rows, findings);
  const design::DesignColumns& columns = sampled ? sampled->columns : of_rows;
  const design::DesignSpec used = used_spec(study);
  warn_of_stages_without_fpc(used, findings);
  const bool propose = proposals == MergeProposals::kWanted && !used.replicates && !used.pps;
  try {
    design::SampleDesign design = design::build_design(columns, used);
    warn_of_merged(design, findings);
    if (propose) propose_merges(design, columns, findings);
    keep_rows(of_rows.rows, design);
    return design;
  } catch (const Error& error) {
    if (propose && error.diagnostic().code == code::kLonelyPsu) {
      design::DesignSpec without = used;
      without.lonely_psu = design::LonelyPsu::kRemove;
      propose_merges(design::build_design(columns, without), columns, findings);
    }
    throw;
  }
}

}  // namespace sondeo::run
