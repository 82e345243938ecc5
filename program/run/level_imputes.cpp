// [[impute]]: hot decks within classes, in one completed data set.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/hot_deck.hpp"
#include "engine/table/grouping.hpp"
#include "engine/table/replaced.hpp"
#include "program/run/codes.hpp"
#include "program/run/level.hpp"

namespace sondeo::run {

namespace {

/// Says of a variable which values were imputed.
constexpr std::string_view kFlagSuffix = "_imputed";

/// Why each value of a column is missing.
std::vector<Missing> reasons_of(const Column& column) {
  std::vector<Missing> reasons(column.size(), Missing::kNone);
  if (column.is_text()) {
    for (std::size_t row = 0; row < reasons.size(); ++row) {
      if (column.text(row).empty()) reasons[row] = Missing::kSystem;
    }
    return reasons;
  }
  const std::vector<double> numbers = column.numbers();
  std::transform(numbers.begin(), numbers.end(), reasons.begin(), missing_reason);
  return reasons;
}

bool is_imputed(const ImputeSpec& spec, Missing reason) {
  return std::find(spec.reasons.begin(), spec.reasons.end(), reason) != spec.reasons.end();
}

/// Who lacks any of the variables for a reason that is imputed, and who has them all.
struct Roles {
  std::vector<std::int8_t> needs;
  std::vector<std::int8_t> gives;
};

Roles roles_of(std::span<const std::vector<Missing>> reasons, const ImputeSpec& spec,
               std::span<const double> member) {
  const std::size_t rows = reasons.front().size();
  Roles roles{std::vector<std::int8_t>(rows, 0), std::vector<std::int8_t>(rows, 0)};
  for (std::size_t row = 0; row < rows; ++row) {
    if (!member.empty() && member[row] != 1.0) continue;
    const bool needs = std::any_of(reasons.begin(), reasons.end(),
                                   [&](const auto& variable) { return is_imputed(spec, variable[row]); });
    const bool gives = std::all_of(reasons.begin(), reasons.end(),
                                   [&](const auto& variable) { return variable[row] == Missing::kNone; });
    roles.needs[row] = needs ? 1 : 0;
    roles.gives[row] = gives ? 1 : 0;
  }
  return roles;
}

/// Classes by the first k variables, for every k down to none.
std::vector<std::vector<std::int32_t>> nested_classes(std::span<const Column> columns, std::size_t rows) {
  std::vector<std::vector<std::int32_t>> depths;
  for (std::size_t count = columns.size(); count > 0; --count) {
    depths.push_back(group_rows(columns.first(count)).group_of_row);
  }
  depths.emplace_back(rows, 0);
  return depths;
}

/// The value of a donor, as it answered.
NewValue value_at(const Column& column, std::size_t row) {
  if (column.is_text()) return std::string(column.text(row));
  return column.number(row);
}

/// The rows of one variable that get their donor's value.
struct Filled {
  std::vector<std::int32_t> rows;
  std::vector<NewValue> values;
};

Filled filled_rows(const estimation::HotDeckResult& drawn, std::span<const Missing> reasons,
                   const ImputeSpec& spec, const Column& answers) {
  Filled filled;
  for (std::size_t k = 0; k < drawn.rows.size(); ++k) {
    // Another of the variables may be what this row lacks.
    if (!is_imputed(spec, reasons[static_cast<std::size_t>(drawn.rows[k])])) continue;
    filled.rows.push_back(drawn.rows[k]);
    filled.values.push_back(value_at(answers, static_cast<std::size_t>(drawn.donors[k])));
  }
  return filled;
}

std::string flag_name(const std::string& variable) { return variable + std::string(kFlagSuffix); }

Column flag_column(const std::string& variable, std::span<const std::int32_t> imputed, std::size_t rows) {
  std::vector<std::int8_t> flags(rows, 0);
  for (const auto row : imputed) flags[static_cast<std::size_t>(row)] = 1;
  Variable flag;
  flag.name = flag_name(variable);
  return Column::of_answers(std::move(flag), std::move(flags));
}

std::string percent_of(std::size_t part, std::size_t whole) {
  if (whole == 0) return "0.00";
  return fmt::format("{:.2f}", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

void Level::require_imputes(const Study& study) {
  if (study.implicate == 0) return;
  std::uint32_t rule = 0;
  for (const ImputeSpec& spec : study.imputes) {
    ++rule;
    if (spec.level != id() && !(spec.level.empty() && parent_ == nullptr)) continue;
    PlannedImpute planned{&spec, {}, {}, {}, {}, rule, study.implicate, study.imputation_seed};
    for (const Written& name : spec.variables) {
      planned.variables.push_back(stored_variable(name, "[[impute]]"));
      const std::string flag = flag_name(name.text);
      if (!name_set_.insert(flag).second) {
        throw Error({code::kImputeFlagTaken, {{"name", flag}, {"variable", name.text}}, name.place, {}, {}});
      }
      names_.push_back(flag);
      flags_.insert(flag);
    }
    if (spec.where) planned.where = require_expression(*spec.where);
    if (spec.weight) planned.weight = require(*spec.weight);
    for (const Written& name : spec.classes) planned.classes.push_back(require_breakdown(name));
    imputes_.push_back(std::move(planned));
  }
}

void Level::impute_by(const PlannedImpute& planned) {
  const ImputeSpec& spec = *planned.spec;
  std::vector<Column> seen;
  std::vector<std::vector<Missing>> reasons;
  seen.reserve(spec.variables.size());
  reasons.reserve(spec.variables.size());
  for (const Written& name : spec.variables) {
    seen.push_back(column(name.text));
    reasons.push_back(reasons_of(seen.back()));
  }
  std::vector<double> member;
  if (planned.where) member = value(*planned.where, "where").numbers();
  Roles roles = roles_of(reasons, spec, member);
  std::vector<double> weight;
  if (planned.weight) weight = value(*planned.weight, "weight").numbers();
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (!(weight[row] > 0)) roles.gives[row] = 0;
  }
  std::vector<Column> classes;
  classes.reserve(planned.classes.size());
  for (const Formula& each : planned.classes) classes.push_back(value(each, each.written.text));
  const estimation::HotDeck deck{roles.needs, roles.gives, nested_classes(classes, rows_), weight,
                                 spec.minimum_donors};
  const auto drawn = estimation::draw_donors(deck, {planned.seed, planned.implicate, planned.rule});
  if (drawn.without > 0) {
    throw Error({code::kImputeNoDonor,
                 {{"variable", spec.variables.front().text},
                  {"level", name()},
                  {"count", std::to_string(drawn.without)}},
                 spec.variables.front().place,
                 {},
                 {}});
  }
  const auto donors = static_cast<std::size_t>(std::count(roles.gives.begin(), roles.gives.end(), 1));
  for (std::size_t i = 0; i < spec.variables.size(); ++i) {
    auto filled = filled_rows(drawn, reasons[i], spec, seen[i]);
    files_.add(with_values(*files_.find(planned.variables[i]), filled.rows, filled.values));
    files_.add(flag_column(spec.variables[i].text, filled.rows, rows_));
    const auto own =
        static_cast<std::size_t>(std::count(reasons[i].begin(), reasons[i].end(), Missing::kNone));
    const std::size_t imputed = filled.rows.size();
    impute_counts_.push_back({spec.variables[i].text, id(), own + imputed, imputed, donors, drawn.collapsed});
  }
  scope_ = Table(rows_);  // what was derived from blanks is derived anew
}

void Level::impute() {
  for (const auto& planned : imputes_) impute_by(planned);
  for (const auto& done : impute_counts_) {
    findings_.push_back({code::kImputed,
                         {{"variable", done.variable},
                          {"level", done.level},
                          {"count", std::to_string(done.imputed)},
                          {"percent", percent_of(done.imputed, done.rows)},
                          {"donors", std::to_string(done.donors)},
                          {"collapsed", std::to_string(done.collapsed)}},
                         {},
                         {},
                         {}});
  }
}

}  // namespace sondeo::run
