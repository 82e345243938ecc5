#include "engine/estimation/degrees_of_freedom.hpp"

#include <algorithm>
#include <limits>
#include <variant>

#include "engine/estimation/reduced_rows.hpp"
#include "engine/estimation/replicate_df.hpp"
#include "engine/moments/row_values.hpp"

namespace sondeo::estimation {

namespace {

/// What says on which rows y is present: the categories of one variable share it.
const void* presence_of(const moments::Values& y) {
  if (const auto* answers = std::get_if<moments::Answers>(&y)) return answers->values.data();
  if (const auto* in_group = std::get_if<moments::InGroup>(&y)) return in_group->group_of_row.data();
  if (const auto* numbers = std::get_if<moments::Numbers>(&y)) return numbers->values.data();
  if (const auto* of_group = std::get_if<moments::NumbersInGroup>(&y)) return of_group->group_of_row.data();
  return nullptr;  // events: every row
}

/// The cell of each row that is a case of the variate; -1 for all others. [rows]
std::vector<std::int32_t> cells_of_cases(const moments::Variate& variate, const moments::Cells& cells) {
  std::vector<std::int32_t> cell_of_row(variate.weight.size(), -1);
  for (std::size_t row = 0; row < cell_of_row.size(); ++row) {
    if (!moments::in_base(variate, row) || !moments::is_present(variate, row)) continue;
    cell_of_row[row] = cells.cell_of_row.empty() ? 0 : cells.cell_of_row[row];
  }
  return cell_of_row;
}

}  // namespace

DegreesOfFreedom::Result DegreesOfFreedom::of(const CaseUnits& units, const moments::Variate& variate) {
  const double of_domain = units.psus - units.strata;
  const double of_strata = units.psus_of_strata - units.strata;
  const bool by_rule = spec_.rule != DfRule::kInfinite && spec_.rule != DfRule::kGiven;
  if (rows_.given != nullptr && rows_.given->rank_df && by_rule)
    return {of_replicates(variate.weight), false};
  switch (spec_.rule) {
    case DfRule::kStrata:
      return {of_strata, false};
    case DfRule::kDesign:
      return {of_design(variate.weight), false};
    case DfRule::kInfinite:
      return {std::numeric_limits<double>::infinity(), false};
    case DfRule::kGiven:
      return {spec_.given, false};
    case DfRule::kDomain:
      break;
  }
  if (of_domain < 1) return {of_strata, true};
  return {of_domain, false};
}

DegreesOfFreedom::Result DegreesOfFreedom::of(const CaseUnits& units, const moments::Variate& variate,
                                              const moments::Cells& cells, std::size_t cell) {
  if (by_rank()) return {of_replicates_by_cell(variate, cells)[cell], false};
  return of(units, variate);
}

DegreesOfFreedom::Result DegreesOfFreedom::of(const CaseUnits& units, const moments::Variate& variate,
                                              std::span<const EstimateCases> cases) {
  const bool one_level =
      std::all_of(cases.begin(), cases.end(), [this](const auto& part) { return part.rows == &rows_; });
  if (by_rank() && one_level) return {of_replicates_of_union(cases), false};
  return of(units, variate);
}

DegreesOfFreedom::Result DegreesOfFreedom::of(const CaseUnits& units, std::span<const double> weight,
                                              std::span<const std::int32_t> rows) {
  moments::Variate variate;
  variate.weight = weight;
  if (!by_rank()) return of(units, variate);
  std::vector<std::int32_t> inside(weight.size(), -1);
  for (const auto row : rows) inside[static_cast<std::size_t>(row)] = 0;
  return {replicate_df(*rows_.given, weight, inside, 1).front(), false};
}

double DegreesOfFreedom::of_replicates_of_union(std::span<const EstimateCases> cases) {
  std::vector<std::pair<RowsKey, std::size_t>> key;
  for (const auto& part : cases) key.emplace_back(key_of(*part.variate, *part.cells), part.cell);
  std::sort(key.begin(), key.end());
  key.erase(std::unique(key.begin(), key.end()), key.end());
  const auto [found, inserted] = by_union_.try_emplace(std::move(key), 0.0);
  if (!inserted) return found->second;
  const auto weight = cases.front().variate->weight;
  std::vector<std::int32_t> inside(weight.size(), -1);
  for (const auto& part : cases) {
    const auto cell_of_row = cells_of_cases(*part.variate, *part.cells);
    for (std::size_t row = 0; row < inside.size(); ++row) {
      if (cell_of_row[row] == static_cast<std::int32_t>(part.cell)) inside[row] = 0;
    }
  }
  found->second = replicate_df(*rows_.given, weight, inside, 1).front();
  return found->second;
}

DegreesOfFreedom::RowsKey DegreesOfFreedom::key_of(const moments::Variate& variate,
                                                   const moments::Cells& cells) {
  return {variate.weight.data(), variate.base.data(), presence_of(variate.y), variate.x.data(),
          cells.cell_of_row.data()};
}

/// PSUs - strata of all rows with weight, as R's degf of the whole design.
double DegreesOfFreedom::of_design(std::span<const double> weight) {
  const auto [found, inserted] = design_df_.try_emplace(weight.data(), 0.0);
  if (!inserted) return found->second;
  Scores present;
  if (rows_.reduced != nullptr) present.psus = rows_.reduced->units_with_weight.at(weight.data());
  for (std::size_t unit = 0; unit + 1 < rows_.order.psu_start.size(); ++unit) {
    const auto begin = static_cast<std::size_t>(rows_.order.psu_start[unit]);
    const auto end = static_cast<std::size_t>(rows_.order.psu_start[unit + 1]);
    for (std::size_t i = begin; i < end; ++i) {
      if (weight[static_cast<std::size_t>(rows_.order.rows[i])] == 0.0) continue;
      present.psus.push_back(static_cast<std::int32_t>(unit));
      break;
    }
  }
  const CaseUnits units = case_units(rows_.design, present);
  found->second = units.psus - units.strata;
  return found->second;
}

double DegreesOfFreedom::of_replicates(std::span<const double> weight) {
  if (rows_.given->df) return *rows_.given->df;
  const auto [found, inserted] = design_df_.try_emplace(weight.data(), 0.0);
  if (inserted) found->second = replicate_df(*rows_.given, weight);
  return found->second;
}

const std::vector<double>& DegreesOfFreedom::of_replicates_by_cell(const moments::Variate& variate,
                                                                   const moments::Cells& cells) {
  const auto [found, inserted] = by_cell_.try_emplace(key_of(variate, cells));
  if (inserted) {
    const auto cell_of_row = cells_of_cases(variate, cells);
    found->second =
        replicate_df(*rows_.given, variate.weight, cell_of_row, static_cast<std::size_t>(cells.count));
  }
  return found->second;
}

}  // namespace sondeo::estimation
