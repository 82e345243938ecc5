#include "program/run/change.hpp"

#include <string>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"
#include "program/run/edition_changes.hpp"
#include "program/run/edition_run.hpp"

namespace sondeo::run {

ChangeResult change(const Study& first, const Study& second, const RunOptions& options,
                    estimation::PAdjustment adjustment) {
  const bool overlap = shares_psus(second);
  RunOptions wanted = options;
  wanted.with_scores = overlap;
  if (overlap) {
    refuse_without_scores(first, second.waves->place);
    refuse_without_scores(second, second.waves->place);
  }
  const RunResult of_first = estimate(overlap ? with_overlap(first, second) : first, wanted);
  const RunResult of_second = estimate(second, wanted);
  ChangeResult result;
  result.findings = of_first.findings;
  result.findings.insert(result.findings.end(), of_second.findings.begin(), of_second.findings.end());
  EditionChanges changes = changes_between({first, of_first}, {second, of_second}, overlap, result.findings);
  if (overlap && changes.shared_psus == 0) {
    throw Error(
        {code::kWavesNoneShared, {{"first", first.id}, {"second", second.id}}, second.waves->place, {}, {}});
  }
  if (changes.rows.empty()) throw Error({code::kChangeNothing, {}, {}, {}, {}});
  auto& table = result.table;
  table = {first.id, first.period, second.id, second.period, {}, {}, second.estimate.level, {}, {}};
  table.disaggregations = std::move(changes.disaggregations);
  table.rows = std::move(changes.rows);
  estimation::judge_changes(adjustment, table);
  table.facts = {
      {"overlap", overlap ? "psu" : "none"},
      {"shared_psus", std::to_string(changes.shared_psus)},
      {"adjust", std::string(estimation::kPAdjustmentNames[static_cast<std::size_t>(adjustment)])}};
  if (second.waves && second.waves->a_break) table.facts.emplace_back("break", second.waves->a_break->text);
  table.provenance = of_second.table.provenance;
  return result;
}

}  // namespace sondeo::run
