#include "program/run/row_parts.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/ingest/windows_ahead.hpp"
#include "engine/moments/row_values.hpp"
#include "program/run/codes.hpp"
#include "program/run/counted_findings.hpp"
#include "program/run/targets.hpp"

namespace sondeo::run {

namespace {

using moments::MergedMoments;

constexpr std::size_t kMostTermsPerTarget = 3;
constexpr std::uint64_t kMegabyte = 1'000'000;

/// The design of a part: each combination of the design's values is a unit, and no variance is asked for.
design::SampleDesign design_of_part(std::vector<std::int32_t> keys, std::size_t count) {
  design::SampleDesign design;
  design.strata.push_back({});
  design.strata.back().psu_count = static_cast<std::int32_t>(count);
  design.stratum_of_psu.assign(count, 0);
  design.psu_of_row = std::move(keys);
  return design;
}

std::vector<std::int32_t> counted_up(std::size_t count) {
  std::vector<std::int32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

bool is_weight_fault(const Diagnostic& diagnostic) {
  return diagnostic.code == code::kMissingWeights || diagnostic.code == code::kNegativeWeights;
}

bool is_of_groups(const moments::Variate& variate) {
  return std::holds_alternative<moments::InGroup>(variate.y);
}

}  // namespace

RowParts::RowParts(const Study& study, const RunOptions& options, const Plan& plan, Level& level)
    : study_(study),
      options_(options),
      indicators_(plan.indicators),
      design_(plan.designs.front()),
      level_(level),
      keys_(design_) {
  options_.allow_normalised = true;
  const auto names = breakdown_names(study);
  cells_.emplace_back(std::span<const Formula>(), std::vector<std::size_t>());
  for (const auto& cross : indicators_.front().by) {
    std::vector<std::size_t> columns;
    for (const auto& formula : cross) {
      const auto found = std::find(names.begin(), names.end(), formula.written.text);
      columns.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    cells_.emplace_back(cross, std::move(columns));
  }
  moments_.resize(cells_.size());
}

void RowParts::read(const PartSizes& sizes) {
  ingest::WindowsAhead windows(level_.windows(), sizes.rows, options_.threads > 1);
  while (auto rows = windows.next()) add_part(*rows, sizes);
}

void RowParts::add_part(const Table& rows, const PartSizes& sizes) {
  rows_ += rows.rows();
  ++parts_;
  level_.take_part(rows);
  auto keys = keys_.add(level_);
  const auto design = design_of_part(std::move(keys), keys_.count());
  LevelFrame frame(level_, design);
  Diagnostics findings;
  std::vector<moments::Cells> cells;
  for (auto& merged : cells_) cells.push_back(merged.add(frame, findings));
  add_counted(findings, findings_);
  MergedTargets::Part part;
  try {
    add_targets(frame, design.psu_of_row, part);
  } catch (const Error& error) {
    hold(error);
  }
  if (held_) return;
  add_moments(frame, part, cells, sizes);
  add_squares(part, cells);
  refuse_large_sums(sizes);
}

void RowParts::add_targets(LevelFrame& frame, std::span<const std::int32_t> keys, MergedTargets::Part& part) {
  for (std::size_t i = 0; i < indicators_.size(); ++i) {
    auto targets = make_targets(indicators_[i], frame, nullptr, options_, findings_);
    weights_.add(indicators_[i].weight.role, targets.front().variate.weight, keys);
    targets_.add(i, std::move(targets), part);
  }
  weights_.end_part();
}

/// Weights that are missing or negative are counted over all parts before they end the run.
void RowParts::hold(const Error& error) {
  if (!is_weight_fault(error.diagnostic())) throw error;
  weights_.end_part();
  if (!held_) {
    held_ = error.diagnostic();
    return;
  }
  Diagnostic more = error.diagnostic();
  more.code = held_->code;  // the first fault says whether they are missing or negative
  Diagnostics all{*held_};
  add_counted({more}, all);
  held_ = all.front();
}

void RowParts::add_moments(const LevelFrame& frame, const MergedTargets::Part& part,
                           std::span<const moments::Cells> cells, const PartSizes& sizes) {
  std::size_t entries = 1;
  for (const auto& breakdown : cells) entries += moments::count_entries(frame.order(), breakdown);
  const std::size_t bytes = entries * kMostTermsPerTarget * sizeof(double);
  const auto most = static_cast<std::size_t>(std::max<std::uint64_t>(1, sizes.part_sums / bytes));
  const auto same_keys = counted_up(keys_.count());
  for (std::size_t first = 0; first < part.targets.size(); first += most) {
    const std::size_t count = std::min(most, part.targets.size() - first);
    std::vector<moments::Variate> variates;
    variates.reserve(count);
    for (std::size_t t = first; t < first + count; ++t) variates.push_back(part.targets[t].variate);
    const auto reduced = moments::reduce(frame.order(), variates, cells, options_.threads);
    for (std::size_t b = 0; b < cells.size(); ++b) {
      moments_[b].add(reduced[b], std::span(part.places).subspan(first, count),
                      counted_up(static_cast<std::size_t>(cells[b].count)), same_keys);
    }
  }
}

/// Whether some cell has had nobody or everybody in it so far: one that has had both never asks again. Of
/// categories that are still to come nobody was in any cell.
bool RowParts::may_ask_for_kish(const MergedMoments::Place& place, bool of_groups,
                                std::size_t breakdown) const {
  if (of_groups) return true;
  for (std::size_t cell = 0; cell < cells_[breakdown].count(); ++cell) {
    const auto sums = moments_[breakdown].cell_sums(cell, {place.presence, place.amount, false});
    if (sums.n > 0 && (sums.n_victims == 0 || sums.n_victims == sums.n)) return true;
  }
  return false;
}

void RowParts::add_squares(const MergedTargets::Part& part, std::span<const moments::Cells> cells) {
  for (std::size_t t = 0; t < part.targets.size(); ++t) {
    const auto& variate = part.targets[t].variate;
    const bool of_cases = std::holds_alternative<moments::Answers>(variate.y) || is_of_groups(variate);
    if (!of_cases || !variate.x.empty() || !part.places[t].adds_presence) continue;
    auto& of_breakdowns = squares_[part.places[t].presence];
    of_breakdowns.resize(cells.size());
    for (std::size_t b = 0; b < cells.size(); ++b) {
      auto& of_cells = of_breakdowns[b];
      of_cells.resize(static_cast<std::size_t>(cells[b].count));
      if (!may_ask_for_kish(part.places[t], is_of_groups(variate), b)) continue;
      for (std::size_t row = 0; row < variate.weight.size(); ++row) {
        const std::int32_t cell = cells[b].cell_of_row.empty() ? 0 : cells[b].cell_of_row[row];
        const double weight = variate.weight[row];
        const bool counts =
            cell >= 0 && weight != 0.0 && moments::in_base(variate, row) && moments::is_present(variate, row);
        if (counts) of_cells[static_cast<std::size_t>(cell)].add(weight * weight);
      }
    }
  }
}

void RowParts::refuse_large_sums(const PartSizes& sizes) const {
  std::uint64_t bytes = keys_.bytes();
  for (const auto& moments : moments_) bytes += moments.bytes();
  if (bytes <= sizes.all_sums) return;
  throw Error({code::kMemorySums,
               {{"limit", std::to_string(options_.memory_limit / kMegabyte)},
                {"sums", std::to_string((bytes + kMegabyte - 1) / kMegabyte)},
                {"room", std::to_string(sizes.all_sums / kMegabyte)},
                {"rows", std::to_string(rows_)}},
               {},
               {},
               {}});
}

void RowParts::leave_design_values() { level_.give(keys_.columns(), keys_.count()); }

Error RowParts::with_rows_counted(const Error& error) const {
  Diagnostic diagnostic = error.diagnostic();
  if (diagnostic.code != code::kDesignMissing) return error;
  std::string variables;
  for (const auto& argument : diagnostic.arguments) {
    if (argument.name == "variables") variables = argument.value;
  }
  const std::size_t rows = keys_.rows_without(variables);
  for (auto& argument : diagnostic.arguments) {
    if (argument.name == "count" && rows > 0) argument.value = std::to_string(rows);
  }
  return Error(std::move(diagnostic));
}

void RowParts::finish(const design::SampleDesign& design, Diagnostics& findings) {
  level_.set_rows_read(rows_, parts_);
  if (held_) throw Error(*held_);
  findings.insert(findings.end(), findings_.begin(), findings_.end());
  for (const auto& planned : indicators_) {
    RunOptions options = options_;
    options.allow_normalised = false;
    check_normalised(planned, weights_.facts(planned.weight.role), options, findings);
  }
  merged_ = targets_.all();
  const auto& units = design.units_of_rows();
  std::vector<MergedMoments::Whole> variates;
  variates.reserve(merged_.size());
  for (auto& merged : merged_) {
    variates.push_back(merged.variate);
    const std::string& role = indicators_[merged.indicator].weight.role;
    merged.target.variate.weight = weights_.token(role);
    auto& of_target = reduced_.targets.emplace_back();
    of_target.negative = merged.negative;
    of_target.squared_weights.resize(cells_.size());
    reduced_.units_with_weight.try_emplace(weights_.token(role).data(), weights_.units(role, units));
  }
  for (std::size_t b = 0; b < cells_.size(); ++b) {
    const auto numbers = cells_[b].numbers();
    reduced_.moments.push_back(std::exchange(moments_[b], {}).finish(variates, numbers, units));
    for (std::size_t t = 0; t < merged_.size(); ++t) {
      const auto known = squares_.find(merged_[t].variate.presence);
      if (known == squares_.end()) continue;
      auto& squares = reduced_.targets[t].squared_weights[b];
      for (const auto number : numbers) {
        const auto cell = static_cast<std::size_t>(number);
        const auto& sums = known->second[b];
        squares.push_back(cell < sums.size() ? sums[cell].value() : 0.0);
      }
    }
  }
}

std::deque<LevelEstimates> RowParts::estimates(const design::SampleDesign& design,
                                               const design::Replicates* made) const {
  std::deque<LevelEstimates> all;
  auto& together = all.emplace_back(LevelEstimates{
      nullptr, {design, no_rows_, disaggregation_columns(study_, options_.language).size()}, {}, {}, {}, {}});
  together.rows.made = made;
  together.rows.reduced = &reduced_;
  for (const auto& merged : merged_) {
    together.targets.push_back(merged.target);
    together.planned.push_back(&indicators_[merged.indicator]);
  }
  for (const auto& cells : cells_) together.breakdowns.push_back(cells.breakdown());
  together.cross.emplace_back();
  together.cross.insert(together.cross.end(), indicators_.front().by.begin(), indicators_.front().by.end());
  return all;
}

}  // namespace sondeo::run
