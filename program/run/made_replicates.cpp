#include "program/run/made_replicates.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"
#include "program/run/joined_rows.hpp"
#include "program/run/weighting.hpp"

namespace sondeo::run {

namespace {

Column numbers_column(const std::string& name, std::vector<double> values) {
  Variable variable;
  variable.name = name;
  return Column::of_numbers(std::move(variable), std::move(values));
}

std::string weight_name(const PlannedIndicator& planned) {
  const auto& formula = planned.weight.formula;
  return formula && formula->name ? *formula->name : "weight";
}

Error several() { return Error({code::kWriteReplicatesSeveral, {}, {}, {}, {}}); }

}  // namespace

Column row_numbers(std::size_t rows) {
  std::vector<double> numbers(rows);
  for (std::size_t row = 0; row < rows; ++row) numbers[row] = static_cast<double>(row + 1);
  return numbers_column(kRowNumber, std::move(numbers));
}

std::vector<std::int32_t> psus_of_rows(const LevelFrame& frame, std::size_t rows) {
  const auto& order = frame.order();
  std::vector<std::int32_t> psus(rows, -1);
  for (std::size_t psu = 0; psu + 1 < order.psu_start.size(); ++psu) {
    for (auto i = order.psu_start[psu]; i < order.psu_start[psu + 1]; ++i) {
      psus[static_cast<std::size_t>(order.rows[static_cast<std::size_t>(i)])] =
          static_cast<std::int32_t>(psu);
    }
  }
  return psus;
}

std::vector<double> weights_of_replicate(std::span<const double> weight, std::span<const std::int32_t> psus,
                                         const design::Replicates& made, std::size_t replicate) {
  std::vector<double> weights(weight.size());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (psus[row] >= 0)
      weights[row] = weight[row] * made.of_unit(static_cast<std::size_t>(psus[row]))[replicate];
  }
  return weights;
}

design::Replicates make_replicates(const PlannedDesign& planned, const design::SampleDesign& design,
                                   const design::MadeReplicatesSpec& spec) {
  if (!design::takes_order(spec.method)) return design::make_replicates(design, spec);
  std::optional<Column> order;
  if (planned.psu_order) order = planned.root->value(*planned.psu_order, planned.psu_order->written.text);
  return design::make_replicates(design, spec, design::psu_keys(design, spec, order ? &*order : nullptr));
}

void require_replicate_table(const Study& study, const Plan& plan) {
  if (!study.estimate.replicates) throw Error({code::kWriteReplicatesNone, {}, {}, {}, {}});
  const auto subjects = plan.subjects();
  Level& level = *subjects.front()->level;
  for (const auto* planned : subjects) {
    if (planned->level != &level) throw several();
    if (planned->weight.role != subjects.front()->weight.role) throw several();
  }
  const auto& spec = level.spec();
  if (spec.key.empty() && spec.drop_rows) {
    throw Error({code::kWriteReplicatesKey, {{"level", spec.level}}, spec.drop_rows->place, {}, {}});
  }
  for (const auto& key : spec.key) static_cast<void>(level.require(key));
}

Table replicate_table(const PlannedIndicator& planned, LevelFrame& frame, const design::Replicates& made,
                      const WeightedRole* weighted) {
  Level& level = frame.level();
  const std::size_t rows = level.rows();
  const std::size_t count = made.scheme.count();
  if (count > kMostReplicateWeights / std::max<std::size_t>(rows, 1)) {
    throw Error({code::kReplicateTableLimit,
                 {{"rows", std::to_string(rows)},
                  {"replicates", std::to_string(count)},
                  {"limit", std::to_string(kMostReplicateWeights)}},
                 {},
                 {},
                 {}});
  }
  Table table(rows);
  for (const auto& key : level.spec().key) table.add(level.value(level.require(key), key.text));
  if (level.spec().key.empty()) table.add(row_numbers(rows));
  const auto base = frame.base(planned);
  const auto weight = frame.weight(planned.weight, base, planned.indicator->id.text);
  table.add(numbers_column(weight_name(planned), {weight.begin(), weight.end()}));
  const auto psus = psus_of_rows(frame, rows);
  for (std::size_t r = 0; r < count; ++r) {
    auto weights = weighted != nullptr ? weighted->at(level, weighted->replicates[r])
                                       : weights_of_replicate(weight, psus, made, r);
    table.add(numbers_column(fmt::format("REP{}", r + 1), std::move(weights)));
  }
  return table;
}

}  // namespace sondeo::run
