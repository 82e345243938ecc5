#include "engine/design/detail/later_stages.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/design/codes.hpp"
#include "engine/design/detail/crossing.hpp"
#include "engine/design/detail/design_faults.hpp"
#include "engine/design/detail/sampling_fractions.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::design::detail {

namespace {

/// The columns of a stage and where its text stands.
struct StageInput {
  const StageColumns& columns;
  const StageSpec* spec;  ///< null: its places are not known
};

std::optional<Place> strata_place(const StageInput& input) {
  if (input.spec == nullptr || input.spec->strata.empty()) return std::nullopt;
  return input.spec->strata.front().place;
}

/// Codes of the stage's strata by row, not yet nested; empty: one stratum in each unit above.
std::vector<std::int32_t> strata_codes(const StageInput& input) {
  if (input.columns.strata.empty()) return {};
  Grouping strata = group_rows(input.columns.strata);
  refuse_missing(strata.group_of_row, input.columns.strata, strata_place(input));
  return std::move(strata.group_of_row);
}

std::vector<std::int32_t> unit_codes(const StageInput& input, std::size_t rows) {
  if (input.columns.id == nullptr) {
    std::vector<std::int32_t> each(rows);
    std::iota(each.begin(), each.end(), 0);
    return each;
  }
  const std::vector<const Column*> id{input.columns.id};
  Grouping units = group_rows(id);
  refuse_missing(units.group_of_row, id, input.spec == nullptr ? std::nullopt : place_of(input.spec->id));
  return std::move(units.group_of_row);
}

/// A stage while it is built.
struct BuiltStage {
  Stage stage;
  std::vector<std::int32_t> stratum_of_row;
  std::vector<std::int32_t> unit_of_row;
};

BuiltStage number_stage(std::span<const std::int32_t> parent_of_row, const StageInput& input) {
  Crossing strata = cross(parent_of_row, strata_codes(input));
  Crossing units = cross(strata.group_of_row, unit_codes(input, parent_of_row.size()));
  BuiltStage built;
  for (const auto parent : strata.outer_of_group) {
    built.stage.strata.push_back({});
    built.stage.strata.back().parent = parent;
  }
  for (std::size_t unit = 0; unit < units.count(); ++unit) {
    auto& stratum = built.stage.strata[static_cast<std::size_t>(units.outer_of_group[unit])];
    if (stratum.psu_count == 0) stratum.first_psu = static_cast<std::int32_t>(unit);
    ++stratum.psu_count;
  }
  built.stage.stratum_of_unit = std::move(units.outer_of_group);
  built.stratum_of_row = std::move(strata.group_of_row);
  built.unit_of_row = std::move(units.group_of_row);
  return built;
}

/// The stratum, of any stage, that a unit of stage `stage` (0: a PSU) is in.
const Stratum& stratum_above(const SampleDesign& design, std::size_t stage, std::int32_t unit) {
  const auto position = static_cast<std::size_t>(unit);
  if (stage == 0) return design.strata[static_cast<std::size_t>(design.stratum_of_psu[position])];
  const auto& above = design.later_stages[stage - 1];
  return above.strata[static_cast<std::size_t>(above.stratum_of_unit[position])];
}

void set_fractions_above(SampleDesign& design, std::size_t stage) {
  for (auto& stratum : design.later_stages[stage - 1].strata) {
    const Stratum& above = stratum_above(design, stage - 1, stratum.parent);
    stratum.fraction_above = above.fraction_above * above.sampling_fraction;
  }
}

void set_fpc(SampleDesign& design, std::size_t stage, std::span<const std::int32_t> stratum_of_row,
             const StageInput& input) {
  const auto place = input.spec == nullptr ? std::nullopt : place_of(input.spec->fpc);
  const FpcFaults faults = set_sampling_fractions(design.later_stages[stage - 1].strata, stratum_of_row,
                                                  *input.columns.fpc, place);
  if (!faults.varying.empty()) {
    throw fault_of_stage(code::kStageFpcVaries, design, stage, faults.varying, place);
  }
  if (!faults.too_small.empty()) {
    throw fault_of_stage(code::kStageFpcTooSmall, design, stage, faults.too_small, place);
  }
}

}  // namespace

void set_first_probabilities(SampleDesign& design) {
  design.probability_of_row.clear();
  design.probability_of_row.reserve(design.psu_of_row.size());
  for (const auto psu : design.psu_of_row) {
    const double fraction = stratum_above(design, 0, psu).sampling_fraction;
    design.probability_of_row.push_back(fraction > 0 ? fraction : 1);
  }
}

std::size_t stages_that_matter(const DesignColumns& columns, const DesignSpec& spec) {
  if (spec.ultimate_cluster) return 0;
  bool open = columns.fpc != nullptr || columns.certainty != nullptr;
  std::size_t stages = 0;
  while (open && stages < columns.later_stages.size()) {
    open = columns.later_stages[stages].fpc != nullptr;
    ++stages;
  }
  return stages;
}

void add_later_stages(SampleDesign& design, const DesignColumns& columns, const DesignSpec& spec) {
  const std::size_t kept = stages_that_matter(columns, spec);
  std::size_t last = kept;  // stages with an fpc count for the weights even where they add no variance
  for (std::size_t k = 0; k < columns.later_stages.size(); ++k) {
    if (columns.later_stages[k].fpc != nullptr) last = std::max(last, k + 1);
  }
  if (last == 0) return;
  if (design.probability_of_row.empty()) set_first_probabilities(design);
  std::vector<std::int32_t> unit_of_row = design.psu_of_row;
  for (std::size_t stage = 1; stage <= last; ++stage) {
    const bool described = stage <= spec.later_stages.size();
    const StageInput input{columns.later_stages[stage - 1],
                           described ? &spec.later_stages[stage - 1] : nullptr};
    BuiltStage built = number_stage(unit_of_row, input);
    design.later_stages.push_back(std::move(built.stage));
    if (input.columns.fpc != nullptr) {
      set_fpc(design, stage, built.stratum_of_row, input);
      for (std::size_t row = 0; row < built.stratum_of_row.size(); ++row) {
        const auto h = static_cast<std::size_t>(built.stratum_of_row[row]);
        design.probability_of_row[row] *= design.later_stages.back().strata[h].sampling_fraction;
      }
    }
    set_fractions_above(design, stage);
    unit_of_row = std::move(built.unit_of_row);
    if (stage == kept) design.unit_of_row = unit_of_row;
  }
  design.later_stages.resize(kept);
}

}  // namespace sondeo::design::detail
