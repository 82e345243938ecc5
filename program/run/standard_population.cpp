#include "program/run/standard_population.hpp"

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/codes.hpp"
#include "program/run/column_file.hpp"

namespace sondeo::run {

namespace {

Error fault_of(Code code, const Written& file, Argument argument) {
  return Error({code, {{"file", file.text}, std::move(argument)}, file.place, {}, {}});
}

Table read_columns(const Study& study, const estimation::StandardSpec& spec, const RunOptions& options) {
  std::vector<std::string> names;
  for (const auto& variable : spec.by) names.push_back(variable.text);
  names.emplace_back("total");
  return read_column_file(study, spec.population, names, options, code::kStandardColumnAbsent);
}

std::vector<double> totals_of(const Table& table, const Grouping& grouping, const Written& file) {
  const Column& column = *table.find("total");
  std::vector<double> totals = column.is_text() ? std::vector<double>(table.rows(), 0.0) : column.numbers();
  for (std::size_t row = 0; row < totals.size(); ++row) {
    if (totals[row] > 0 && grouping.group_of_row[row] >= 0) continue;
    throw fault_of(code::kStandardTotal, file, {"row", std::to_string(row + 1)});
  }
  return totals;
}

}  // namespace

std::string group_text(const std::vector<std::string>& codes) {
  return fmt::format("{}", fmt::join(codes, "/"));
}

StandardPopulation read_standard_population(const Study& study, const estimation::StandardSpec& spec,
                                            const RunOptions& options) {
  const Table table = read_columns(study, spec, options);
  std::vector<const Column*> columns;
  for (const auto& variable : spec.by) columns.push_back(table.find(variable.text));
  const Grouping grouping = group_rows(columns);
  const std::vector<double> totals = totals_of(table, grouping, spec.population);
  const double whole = numeric::ordered_sum(totals);
  StandardPopulation population;
  population.shares.assign(grouping.count(), 0.0);
  for (const auto& key : grouping.keys) {
    auto& codes = population.groups.emplace_back();
    for (const auto& code : key) codes.push_back(code_text(code));
  }
  for (std::size_t row = 0; row < totals.size(); ++row) {
    const auto group = static_cast<std::size_t>(grouping.group_of_row[row]);
    if (population.shares[group] > 0) {
      throw fault_of(code::kStandardGroupTwice, spec.population,
                     {"group", group_text(population.groups[group])});
    }
    population.shares[group] = totals[row] / whole;
  }
  return population;
}

}  // namespace sondeo::run
