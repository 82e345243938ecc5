#include "program/run/table_rows.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/estimation/row_texts.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/cross_tables.hpp"
#include "program/run/replicate_columns.hpp"
#include "program/run/targets.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;

std::string key_of(std::span<const Formula> cross) {
  std::string key;
  for (const auto& variable : cross) key += variable.written.text + '\n';
  return key;
}

/// Adds rows that the table has not yet.
class NewRows {
 public:
  explicit NewRows(std::vector<Estimate>& rows) : rows_(rows) {
    for (auto& row : rows_) {
      known_.insert(row_key(row));
      texts_.share(row);
    }
  }
  void add(Estimate row) {
    if (!known_.insert(row_key(row)).second) return;
    texts_.share(row);
    rows_.push_back(std::move(row));
  }

 private:
  std::vector<Estimate>& rows_;
  std::set<std::string> known_;
  estimation::RowTexts texts_;
};

/// One of a table's sides beside the other, none of one being all of it.
std::vector<std::vector<Formula>> with_none(const std::vector<std::vector<Formula>>& side) {
  std::vector<std::vector<Formula>> all(1);
  all.insert(all.end(), side.begin(), side.end());
  return all;
}

/// An indicator with all crosses in which tables print it.
struct CrossedSubject {
  const PlannedIndicator* subject;
  std::vector<std::vector<Formula>> crosses;
  std::string key;  ///< of the crosses
};

/// Each indicator (under each universe) once, in the order of the tables.
std::vector<CrossedSubject> crossed_subjects(const Plan& plan) {
  std::vector<CrossedSubject> subjects;
  std::map<std::string, std::size_t> position;
  for (const auto& table : plan.tables) {
    if (table.spec->percent != TablePercent::kNone) continue;
    for (const auto& each : table.subjects) {
      const std::string& id = each.subject.indicator->id.text;
      const auto [found, fresh] = position.try_emplace(id, subjects.size());
      if (fresh) subjects.push_back({&each.subject, {}, {}});
      CrossedSubject& subject = subjects[found->second];
      for (const auto& rows : with_none(each.rows)) {
        for (const auto& columns : with_none(each.columns)) {
          std::vector<Formula> cross = rows;
          cross.insert(cross.end(), columns.begin(), columns.end());
          const std::string key = key_of(cross);
          const bool known = std::any_of(subject.crosses.begin(), subject.crosses.end(),
                                         [&](const auto& other) { return key_of(other) == key; });
          if (cross.empty() || known) continue;
          subject.crosses.push_back(std::move(cross));
          subject.key += key + '\n';
        }
      }
    }
  }
  return subjects;
}

/// Indicators that share level, weight and crosses: they are estimated together.
std::vector<std::vector<const CrossedSubject*>> batches(const std::vector<CrossedSubject>& subjects) {
  std::vector<std::vector<const CrossedSubject*>> all;
  std::map<std::tuple<const Level*, std::string, std::string>, std::size_t> position;
  for (const auto& each : subjects) {
    const std::tuple key{static_cast<const Level*>(each.subject->level), each.subject->weight.role, each.key};
    const auto [found, fresh] = position.try_emplace(key, all.size());
    if (fresh) all.emplace_back();
    all[found->second].push_back(&each);
  }
  return all;
}

/// The work of one run.
class TableWork {
 public:
  TableWork(const Study& study, Prepared& prepared, const RunOptions& options, Diagnostics& findings)
      : study_(study), prepared_(prepared), options_(options), findings_(findings) {}

  /// Targets and breakdowns of a batch, ready to be estimated.
  LevelEstimates prepare(const std::vector<const CrossedSubject*>& batch) {
    const auto names = breakdown_names(study_);
    LevelFrame& frame = prepared_.framework.frame(*batch.front()->subject->level);
    LevelEstimates made{&frame, {frame.design(), frame.order(), names.size()}, {}, {}, {}, {}};
    made.breakdowns.push_back(make_breakdown({}, frame, findings_));
    for (const auto& cross : batch.front()->crosses) {
      auto breakdown = make_breakdown(cross, frame, findings_);
      for (const auto& variable : cross) {
        const auto found = std::find(names.begin(), names.end(), variable.written.text);
        breakdown.columns.push_back(static_cast<std::size_t>(found - names.begin()));
      }
      made.breakdowns.push_back(std::move(breakdown));
    }
    for (const auto* each : batch) {
      prepared_.framework.set_replicates(study_, *each->subject, frame, findings_, made.rows);
      for (auto& target : targets(*each->subject, frame)) {
        if (made.rows.given != nullptr) check_replicates(*made.rows.given, target);
        made.targets.push_back(std::move(target));
      }
    }
    return made;
  }

  /// The crosses whose shares a table prints.
  static std::vector<PlannedCross> crosses_of(const PlannedTable& table, const PlannedTableSubject& subject) {
    const bool total = table.spec->percent == TablePercent::kTotal;
    const auto percent = static_cast<CrossPercent>(static_cast<int>(table.spec->percent) - 1);
    const bool by_row = table.spec->percent == TablePercent::kRow;
    // Of rows or columns the cross gives the whole's shares too; of the total only the cells.
    const auto rows = total || (by_row && subject.rows.empty()) ? with_none(subject.rows) : subject.rows;
    const auto columns =
        total || (!by_row && subject.columns.empty()) ? with_none(subject.columns) : subject.columns;
    std::vector<PlannedCross> crosses;
    for (const auto& row : rows) {
      for (const auto& column : columns) {
        if (row.empty() && column.empty()) continue;
        crosses.push_back({nullptr, subject.subject, percent, row, column, !table.spec->indicators.empty()});
      }
    }
    return crosses;
  }

  CrossTable prepare(const PlannedCross& cross) {
    LevelFrame& frame = prepared_.framework.frame(*cross.subject.level);
    WholeOfCross whole;
    if (cross.of_numerator) {
      const auto made = targets(cross.subject, frame);
      whole = {made.front().variate.y, made.front().variate.weight};
    }
    return make_cross_table(study_, cross, frame, options_.language, whole);
  }

  estimation::LevelRows ground(const PlannedCross& cross, const CrossTable& table) {
    LevelFrame& frame = prepared_.framework.frame(*cross.subject.level);
    estimation::LevelRows rows{frame.design(), frame.order(), breakdown_names(study_).size()};
    prepared_.framework.set_replicates(study_, cross.subject, frame, findings_, rows);
    if (rows.given != nullptr) {
      for (const auto& target : table.targets) check_replicates(*rows.given, target);
    }
    return rows;
  }

 private:
  std::vector<estimation::Target> targets(const PlannedIndicator& planned, LevelFrame& frame) {
    LevelFrame* events = planned.events ? &prepared_.framework.frame(*planned.events) : nullptr;
    return make_targets(planned, frame, events, options_, findings_);
  }

  const Study& study_;
  Prepared& prepared_;
  const RunOptions& options_;
  Diagnostics& findings_;
};

}  // namespace

void add_table_rows(const Study& study, Prepared& prepared, const RunOptions& options,
                    estimation::EstimateTable& result, Diagnostics& findings,
                    std::vector<EstimatedBlock>& blocks) {
  if (study.tables.empty()) return;
  TableWork work(study, prepared, options, findings);
  NewRows rows(result.rows);
  const auto subjects = crossed_subjects(prepared.plan);
  for (const auto& batch : batches(subjects)) {
    LevelEstimates made = work.prepare(batch);
    for (auto& row : estimation::estimate_targets(made.rows, made.targets, made.breakdowns, study.estimate,
                                                  options.threads)) {
      rows.add(std::move(row));
    }
    if (!study.disclosure) continue;
    blocks.push_back({made.frame, std::move(made.targets), std::move(made.breakdowns), {}, {}});
  }
  for (const auto& table : prepared.plan.tables) {
    if (table.spec->percent == TablePercent::kNone) continue;
    for (const auto& subject : table.subjects) {
      for (const auto& cross : TableWork::crosses_of(table, subject)) {
        CrossTable cells = work.prepare(cross);
        for (auto& row : cross_rows(study, cross, work.ground(cross, cells), cells, options.threads)) {
          rows.add(std::move(row));
        }
        if (!study.disclosure) continue;
        blocks.push_back({&prepared.framework.frame(*cross.subject.level), std::move(cells.targets),
                          std::move(cells.breakdowns), cross.percent, placed_columns(study, cross)});
      }
    }
  }
}

void check_table_rows(const Study& study, Prepared& prepared, const RunOptions& options,
                      Diagnostics& findings) {
  TableWork work(study, prepared, options, findings);
  const auto subjects = crossed_subjects(prepared.plan);
  for (const auto& batch : batches(subjects)) static_cast<void>(work.prepare(batch));
  for (const auto& table : prepared.plan.tables) {
    if (table.spec->percent == TablePercent::kNone) continue;
    for (const auto& subject : table.subjects) {
      for (const auto& cross : TableWork::crosses_of(table, subject)) {
        static_cast<void>(work.ground(cross, work.prepare(cross)));
      }
    }
  }
}

}  // namespace sondeo::run
