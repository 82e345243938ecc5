#include "program/run/table_plan.hpp"

namespace sondeo::run {

namespace {

std::vector<std::vector<Formula>> require_side(const std::vector<std::vector<Written>>& side, Level& level) {
  std::vector<std::vector<Formula>> formulas;
  for (const auto& cross : side) {
    auto& required = formulas.emplace_back();
    for (const auto& variable : cross) required.push_back(level.require_breakdown(variable));
  }
  return formulas;
}

PlannedTableSubject plan_subject(const questionnaires::Indicator& subject, const TableSpec& table,
                                 const Study& study, const Levels& levels) {
  PlannedTableSubject planned{plan_indicator(subject, study, levels), {}, {}};
  Level& level = *planned.subject.level;
  if (table.universe) planned.subject.within = level.require_expression(*table.universe);
  planned.rows = require_side(table.rows, level);
  planned.columns = require_side(table.columns, level);
  return planned;
}

}  // namespace

std::vector<PlannedTable> plan_tables(const Study& study, const Levels& levels) {
  std::vector<PlannedTable> tables;
  tables.reserve(study.tables.size());
  for (const auto& table : study.tables) {
    auto& planned = tables.emplace_back();
    planned.spec = &table;
    planned.subjects.reserve(table.subjects.size());
    for (const auto& subject : table.subjects) {
      planned.subjects.push_back(plan_subject(subject, table, study, levels));
    }
  }
  return tables;
}

}  // namespace sondeo::run
