#include "program/run/edition_scores.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/row_description.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/codes.hpp"
#include "program/run/estimated_block.hpp"

namespace sondeo::run {

namespace {

/// The numbers of the rows' keys, and their texts.
Grouping keys_of_rows(const PlannedDesign& planned) {
  std::vector<Column> columns;
  columns.reserve(planned.psu_key.size());
  for (const auto& formula : planned.psu_key) {
    columns.push_back(planned.root->value(formula, formula.written.text));
  }
  return group_rows(columns);
}

std::string text_of(const std::vector<CodeValue>& key) {
  std::string text;
  for (const auto& code : key) text += (text.empty() ? "" : "\x1f") + code_text(code);
  return text;
}

std::string names_of(const PlannedDesign& planned) {
  std::vector<std::string> names;
  names.reserve(planned.psu_key.size());
  for (const auto& formula : planned.psu_key) names.push_back(formula.written.text);
  return fmt::format("{}", fmt::join(names, ", "));
}

Error key_fault(Code code, const PlannedDesign& planned, std::size_t count) {
  return Error({code,
                {{"key", names_of(planned)}, {"count", std::to_string(count)}},
                planned.psu_key.front().written.place,
                {},
                {}});
}

/// The key of each PSU; -1 of a PSU that no row is of.
std::vector<std::int32_t> keys_of_psus(const PlannedDesign& planned, const design::SampleDesign& design,
                                       const Grouping& grouping) {
  std::vector<std::int32_t> key_of_psu(design.psu_count(), -1);
  std::set<std::int32_t> varying;
  std::size_t missing = 0;
  for (std::size_t row = 0; row < design.psu_of_row.size(); ++row) {
    const std::int32_t psu = design.psu_of_row[row];
    if (psu < 0) continue;
    const std::int32_t key = grouping.group_of_row[row];
    if (key < 0) ++missing;
    auto& known = key_of_psu[static_cast<std::size_t>(psu)];
    if (known >= 0 && known != key) varying.insert(psu);
    known = key;
  }
  if (missing > 0) throw key_fault(code::kWavesKeyMissing, planned, missing);
  if (!varying.empty()) throw key_fault(code::kWavesKeyVaries, planned, varying.size());
  return key_of_psu;
}

/// Keys that several PSUs have.
std::size_t repeated(const std::vector<std::int32_t>& key_of_psu) {
  std::map<std::int32_t, std::size_t> counts;
  for (const std::int32_t key : key_of_psu) {
    if (key >= 0) ++counts[key];
  }
  return static_cast<std::size_t>(
      std::count_if(counts.begin(), counts.end(), [](const auto& count) { return count.second > 1; }));
}

}  // namespace

EditionPsus edition_psus(const PlannedDesign& planned, const design::SampleDesign& design) {
  const Grouping grouping = keys_of_rows(planned);
  const auto key_of_psu = keys_of_psus(planned, design, grouping);
  if (const std::size_t count = repeated(key_of_psu); count > 0) {
    throw key_fault(code::kWavesKeyRepeats, planned, count);
  }
  EditionPsus psus{planned.root->id(), design, {}};
  psus.design.psu_of_row.clear();
  psus.design.unit_of_row.clear();
  psus.design.probability_of_row.clear();
  for (const std::int32_t key : key_of_psu) {
    psus.psu_keys.push_back(key < 0 ? "" : text_of(grouping.keys[static_cast<std::size_t>(key)]));
  }
  return psus;
}

IndicatorScores::IndicatorScores(const Plan& plan, ScoredLevels& levels) {
  for (const auto& planned : plan.indicators) {
    if (planned.shown) add(planned, levels.at(planned));
  }
}

void IndicatorScores::add(const PlannedIndicator& planned, ScoredCells& cells) {
  const auto& level = cells.level();
  for (std::size_t b = 0; b < level.breakdowns.size(); ++b) {
    const auto& breakdown = level.breakdowns[b];
    const std::size_t cross = cells.cross(level.cross[b]);
    for (std::size_t target = 0; target < level.targets.size(); ++target) {
      const auto& of = level.targets[target];
      if (level.planned[target] != &planned || of.measure == estimation::Measure::kQuantile) continue;
      for (std::size_t cell = 0; cell < breakdown.codes.size(); ++cell) {
        parts_.emplace(row_key(describe_row(level.rows, of, breakdown, cell, 0)),
                       Part{&cells, cells.need({target, cross, cell})});
      }
    }
  }
}

std::vector<std::optional<RowScores>> IndicatorScores::of_rows(std::span<const estimation::Estimate> rows,
                                                               std::span<const EditionPsus> psus) const {
  std::vector<std::optional<RowScores>> of_row(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto found = parts_.find(row_key(rows[i]));
    if (found == parts_.end()) continue;
    const auto& [cells, number] = found->second;
    const std::string& root = root_of(cells->level().frame->level()).id();
    const auto at =
        std::find_if(psus.begin(), psus.end(), [&](const auto& each) { return each.level == root; });
    of_row[i] = RowScores{cells->at(number).scores, static_cast<std::size_t>(at - psus.begin())};
  }
  return of_row;
}

}  // namespace sondeo::run
