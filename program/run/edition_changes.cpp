#include "program/run/edition_changes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/shared_psus.hpp"
#include "program/run/codes.hpp"
#include "program/run/definitions.hpp"
#include "program/run/edition_scores.hpp"

namespace sondeo::run {

namespace {

using estimation::Change;
using estimation::Estimate;
using estimation::EstimateTable;
using estimation::Verdict;

/// The PSUs of one root of the first edition and of the root of the second that has the same level.
estimation::Overlap overlap_of(const EditionPsus& first, const EditionPsus& second) {
  estimation::Overlap overlap{&first.design, &second.design, {}};
  std::map<std::string, std::int32_t> of_second;
  for (std::size_t i = 0; i < second.psu_keys.size(); ++i) {
    if (!second.psu_keys[i].empty()) of_second.emplace(second.psu_keys[i], static_cast<std::int32_t>(i));
  }
  for (std::size_t i = 0; i < first.psu_keys.size(); ++i) {
    const auto found = of_second.find(first.psu_keys[i]);
    if (found != of_second.end()) overlap.psus.push_back({static_cast<std::int32_t>(i), found->second});
  }
  return overlap;
}

/// What the editions share, by root; and how many PSUs in all.
class SharedDesigns {
 public:
  SharedDesigns(const RunResult& first, const RunResult& second)
      : first_(*first.scores), second_(*second.scores) {
    for (const auto& one : first_.psus) {
      overlaps_.emplace_back();
      for (const auto& other : second_.psus) {
        overlaps_.back().push_back(overlap_of(one, other));
        if (one.level == other.level) shared_ += overlaps_.back().back().psus.size();
      }
    }
  }

  [[nodiscard]] std::size_t shared() const { return shared_; }

  /// Covariance and common df of a row of each table; no covariance where either has no scores.
  [[nodiscard]] estimation::ChangeBasis basis(std::size_t first, std::size_t second, double level) const {
    const RowScores* one = first_.find(first);
    const RowScores* other = second_.find(second);
    if (one == nullptr || other == nullptr) return {estimation::kAbsent, 0, level};
    const estimation::Overlap& overlap = overlaps_[one->psus][other->psus];
    return {estimation::shared_covariance(overlap, one->scores, other->scores),
            estimation::shared_degrees_of_freedom(overlap), level};
  }

 private:
  const EditionScores& first_;
  const EditionScores& second_;
  std::vector<std::vector<estimation::Overlap>> overlaps_;  ///< [roots of the first][of the second]
  std::size_t shared_ = 0;
};

/// Indicator, category and the codes of the cell by the disaggregations that both editions have.
using RowKey = std::vector<std::string>;

/// Which disaggregations both tables have: positions in each.
struct CommonColumns {
  std::vector<std::size_t> first;
  std::vector<std::size_t> second;
  std::vector<std::string> of_one;  ///< names that only one has
};

CommonColumns common_columns(const EstimateTable& first, const EstimateTable& second) {
  CommonColumns common;
  const auto position = [](const EstimateTable& table, const std::string& name) {
    const auto& all = table.disaggregations;
    return static_cast<std::size_t>(
        std::find_if(all.begin(), all.end(), [&](const auto& column) { return column.name == name; }) -
        all.begin());
  };
  for (std::size_t i = 0; i < second.disaggregations.size(); ++i) {
    const std::size_t at = position(first, second.disaggregations[i].name);
    if (at == first.disaggregations.size()) {
      common.of_one.push_back(second.disaggregations[i].name);
      continue;
    }
    common.first.push_back(at);
    common.second.push_back(i);
  }
  for (const auto& column : first.disaggregations) {
    if (position(second, column.name) == second.disaggregations.size()) common.of_one.push_back(column.name);
  }
  return common;
}

/// A row as the common columns have it; nothing for a row of a disaggregation that only one edition has.
std::optional<Estimate> in_columns(const Estimate& row, const std::vector<std::size_t>& columns) {
  std::size_t used = 0;
  for (const auto& code : row.cell) used += code.empty() ? 0U : 1U;
  Estimate common = row;
  common.cell.clear();
  common.cell_labels.clear();
  for (const std::size_t at : columns) {
    common.cell.push_back(row.cell[at]);
    common.cell_labels.push_back(at < row.cell_labels.size() ? row.cell_labels[at] : "");
    used -= row.cell[at].empty() ? 0U : 1U;
  }
  if (used > 0) return std::nullopt;
  return common;
}

RowKey key_of(const Estimate& row) {
  RowKey key{row.indicator, row.category};
  key.insert(key.end(), row.cell.begin(), row.cell.end());
  return key;
}

/// A row of one table, and where it stands there.
struct PlacedRow {
  Estimate row;
  std::size_t at;
};

std::vector<PlacedRow> rows_in(const EstimateTable& table, const std::vector<std::size_t>& columns) {
  std::vector<PlacedRow> rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (auto row = in_columns(table.rows[i], columns)) rows.push_back({std::move(*row), i});
  }
  return rows;
}

/// The row of the other edition without its figures.
Estimate without_figures(const Estimate& row) {
  Estimate blank;
  blank.indicator = row.indicator;
  blank.indicator_label = row.indicator_label;
  blank.category = row.category;
  blank.category_label = row.category_label;
  blank.measure = row.measure;
  blank.unit = row.unit;
  blank.cell = row.cell;
  blank.cell_labels = row.cell_labels;
  return blank;
}

/// Makes the rows of the table of changes.
class ChangeRows {
 public:
  ChangeRows(const Study& first, const Study& second, const SharedDesigns* shared)
      : first_(first), second_(second), shared_(shared) {}

  Change both(const PlacedRow& first, const PlacedRow& second) {
    Change change;
    change.first = first.row;
    change.second = second.row;
    if (!comparable(change)) return change;
    if (std::isnan(first.row.estimate) || std::isnan(second.row.estimate)) {
      change.notes.emplace_back(std::isnan(first.row.estimate) ? "no_estimate_in_first"
                                                               : "no_estimate_in_second");
      change.verdict = Verdict::kNotComparable;
      return change;
    }
    estimation::ChangeBasis basis{0, 0, second_.estimate.level};
    if (shared_ != nullptr) basis = shared_->basis(first.at, second.at, second_.estimate.level);
    if (std::isnan(basis.covariance)) change.notes.emplace_back("no_covariance");
    set_change(basis, change);
    return change;
  }

  static Change only(const PlacedRow& row, bool in_first) {
    Change change;
    change.first = row.row;
    change.second = row.row;
    (in_first ? change.second : change.first) = without_figures(row.row);
    change.notes.emplace_back(in_first ? "only_in_first" : "only_in_second");
    change.verdict = Verdict::kNotComparable;
    return change;
  }

 private:
  /// Says in the row what makes it other than comparable.
  bool comparable(Change& change) {
    const DefinitionChange& definition = definition_of(change.second.indicator);
    for (const auto& part : definition.parts) change.notes.push_back("definition:" + part);
    if (!definition.parts.empty()) change.flag = "D";
    if (second_.waves && second_.waves->a_break) change.flag = "B";
    const bool same =
        change.first.unit == change.second.unit && change.first.measure == change.second.measure;
    if (!same) change.notes.emplace_back("unit_differs");
    if (same && definition.comparable()) return true;
    change.verdict = Verdict::kNotComparable;
    return false;
  }

  const DefinitionChange& definition_of(const std::string& indicator) {
    const auto found = definitions_.find(indicator);
    if (found != definitions_.end()) return found->second;
    return definitions_.emplace(indicator, definition_change(first_, second_, indicator)).first->second;
  }

  const Study& first_;
  const Study& second_;
  const SharedDesigns* shared_;
  std::map<std::string, DefinitionChange> definitions_;
};

std::vector<Change> change_rows(ChangeRows& rows, const EstimateTable& first, const EstimateTable& second,
                                const CommonColumns& columns) {
  const auto of_first = rows_in(first, columns.first);
  std::map<RowKey, const PlacedRow*> by_key;
  for (const auto& row : of_first) by_key.emplace(key_of(row.row), &row);
  std::set<RowKey> met;
  std::vector<Change> changes;
  for (const auto& row : rows_in(second, columns.second)) {
    const RowKey key = key_of(row.row);
    const auto found = by_key.find(key);
    met.insert(key);
    changes.push_back(found == by_key.end() ? ChangeRows::only(row, false) : rows.both(*found->second, row));
  }
  for (const auto& row : of_first) {
    if (!met.contains(key_of(row.row))) changes.push_back(ChangeRows::only(row, true));
  }
  return changes;
}

void warn_of_unequal_columns(const CommonColumns& columns, Diagnostics& findings) {
  if (columns.of_one.empty()) return;
  findings.push_back(
      {code::kChangeColumns, {{"names", fmt::format("{}", fmt::join(columns.of_one, ", "))}}, {}, {}, {}});
}

void warn_of_definitions(const std::vector<Change>& rows, Diagnostics& findings) {
  std::map<std::string, std::vector<std::string>> differing;
  for (const auto& row : rows) {
    if (row.verdict != Verdict::kNotComparable || differing.contains(row.second.indicator)) continue;
    for (const auto& note : row.notes) {
      if (note.starts_with("definition:")) differing[row.second.indicator].push_back(note.substr(11));
    }
  }
  for (const auto& [indicator, parts] : differing) {
    findings.push_back({code::kChangeDefinition,
                        {{"indicator", indicator}, {"parts", fmt::format("{}", fmt::join(parts, ", "))}},
                        {},
                        {},
                        {}});
  }
}

}  // namespace

EditionChanges changes_between(const Edition& first, const Edition& second, bool overlap,
                               Diagnostics& findings) {
  std::optional<SharedDesigns> shared;
  if (overlap) shared.emplace(first.result, second.result);
  const CommonColumns columns = common_columns(first.result.table, second.result.table);
  ChangeRows rows(first.study, second.study, shared ? &*shared : nullptr);
  EditionChanges changes;
  changes.shared_psus = shared ? shared->shared() : 0;
  for (const std::size_t at : columns.second) {
    changes.disaggregations.push_back(second.result.table.disaggregations[at]);
  }
  changes.rows = change_rows(rows, first.result.table, second.result.table, columns);
  warn_of_unequal_columns(columns, findings);
  warn_of_definitions(changes.rows, findings);
  return changes;
}

}  // namespace sondeo::run
