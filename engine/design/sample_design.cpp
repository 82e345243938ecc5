#include "engine/design/sample_design.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/detail/certainty.hpp"
#include "engine/design/detail/collapse.hpp"
#include "engine/design/detail/design_faults.hpp"
#include "engine/design/detail/later_stages.hpp"
#include "engine/design/detail/sampling_fractions.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::design {

namespace {

std::string stratum_label(std::span<const CodeValue> key) {
  std::vector<std::string> codes;
  for (const auto& code : key) codes.push_back(code_text(code));
  return fmt::format("{}", fmt::join(codes, "/"));
}

/// PSUs from their sorted (strata..., psu) keys: those of a stratum follow each other.
void number_psus(SampleDesign& design, const std::vector<std::vector<CodeValue>>& keys,
                 std::size_t strata_columns) {
  for (std::size_t psu = 0; psu < keys.size(); ++psu) {
    const auto stratum_key = std::span(keys[psu]).first(strata_columns);
    const bool same = psu > 0 && std::equal(stratum_key.begin(), stratum_key.end(), keys[psu - 1].begin());
    if (!same) {
      design.strata.push_back({stratum_label(stratum_key), static_cast<std::int32_t>(psu)});
    }
    ++design.strata.back().psu_count;
    design.stratum_of_psu.push_back(static_cast<std::int32_t>(design.strata.size()) - 1);
  }
}

void number_rows_as_psus(SampleDesign& design, std::span<const std::int32_t> stratum_of_row,
                         const std::vector<std::vector<CodeValue>>& keys) {
  for (const auto& key : keys) design.strata.push_back({stratum_label(key)});
  if (keys.empty()) design.strata.push_back({});
  for (const auto stratum : stratum_of_row) ++design.strata[static_cast<std::size_t>(stratum)].psu_count;
  std::int32_t next = 0;
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    design.strata[h].first_psu = next;
    next += design.strata[h].psu_count;
    design.stratum_of_psu.insert(design.stratum_of_psu.end(),
                                 static_cast<std::size_t>(design.strata[h].psu_count),
                                 static_cast<std::int32_t>(h));
  }
  std::vector<std::int32_t> free_psu;
  for (const auto& stratum : design.strata) free_psu.push_back(stratum.first_psu);
  for (const auto stratum : stratum_of_row) {
    design.psu_of_row.push_back(free_psu[static_cast<std::size_t>(stratum)]++);
  }
}

std::vector<std::int32_t> strata_of_rows(const SampleDesign& design) {
  std::vector<std::int32_t> strata;
  strata.reserve(design.psu_of_row.size());
  for (const auto psu : design.psu_of_row) {
    strata.push_back(design.stratum_of_psu[static_cast<std::size_t>(psu)]);
  }
  return strata;
}

std::vector<std::string> labels_of(const SampleDesign& design, const std::vector<std::size_t>& numbers) {
  std::vector<std::string> labels;
  labels.reserve(numbers.size());
  for (const auto h : numbers) labels.push_back(design.strata[h].label);
  return labels;
}

void set_first_fpc(SampleDesign& design, std::span<const std::int32_t> stratum_of_row, const Column& fpc,
                   const std::optional<Place>& place) {
  const auto faults = detail::set_sampling_fractions(design.strata, stratum_of_row, fpc, place);
  if (!faults.varying.empty()) {
    throw detail::fault_of_strata(code::kFpcVaries, labels_of(design, faults.varying), place);
  }
  if (!faults.too_small.empty()) {
    throw detail::fault_of_strata(code::kFpcTooSmall, labels_of(design, faults.too_small), place);
  }
}

void number_first_stage(SampleDesign& design, const DesignColumns& columns, const DesignSpec& spec) {
  const auto strata_place = spec.strata.empty() ? std::nullopt : std::optional(spec.strata[0].place);
  Grouping strata;
  if (columns.strata.empty()) {
    strata.group_of_row.assign(columns.rows, 0);
  } else {
    strata = group_rows(columns.strata);
    detail::refuse_missing(strata.group_of_row, columns.strata, strata_place);
  }
  if (columns.psu == nullptr) {
    number_rows_as_psus(design, strata.group_of_row, strata.keys);
    return;
  }
  std::vector<const Column*> unit = columns.strata;
  unit.push_back(columns.psu);
  Grouping psus = group_rows(unit);
  detail::refuse_missing(psus.group_of_row, {columns.psu}, detail::place_of(spec.psu));
  number_psus(design, psus.keys, columns.strata.size());
  design.psu_of_row = std::move(psus.group_of_row);
}

/// A stratum of a later stage is only looked at where it can add to the variance.
void refuse_lonely(const SampleDesign& design, const DesignSpec& spec) {
  refuse_lonely_strata(design);
  for (std::size_t stage = 1; stage <= design.later_stages.size(); ++stage) {
    std::vector<std::size_t> numbers;
    const auto& strata = design.later_stages[stage - 1].strata;
    for (std::size_t h = 0; h < strata.size(); ++h) {
      if (strata[h].lonely() && strata[h].fraction_above > 0) numbers.push_back(h);
    }
    if (numbers.empty()) continue;
    const bool described = stage <= spec.later_stages.size();
    throw detail::fault_of_stage(
        code::kStageLonely, design, stage, numbers,
        described ? detail::place_of(spec.later_stages[stage - 1].id) : std::nullopt);
  }
}

}  // namespace

SampleDesign build_design(const DesignColumns& columns, const DesignSpec& spec) {
  SampleDesign design;
  design.lonely_psu = spec.lonely_psu;
  design.domain_lonely = spec.domain_lonely;
  number_first_stage(design, columns, spec);
  std::vector<std::int32_t> stratum_of_row;
  if (columns.certainty != nullptr) {
    stratum_of_row = detail::separate_certain_psus(design, columns, spec);
  } else if (columns.fpc != nullptr) {
    stratum_of_row = strata_of_rows(design);
  }
  if (columns.fpc != nullptr) {
    set_first_fpc(design, stratum_of_row, *columns.fpc, detail::place_of(spec.fpc));
  }
  if (spec.collapse) {
    // Rows were drawn in the strata as they were, whatever their variance is taken from.
    if (columns.fpc != nullptr) detail::set_first_probabilities(design);
    detail::collapse_strata(design, columns, spec);
  }
  detail::add_later_stages(design, columns, spec);
  // Which strata are lonely under unequal probabilities is known with those.
  if (spec.lonely_psu == LonelyPsu::kFail && !spec.pps) refuse_lonely(design, spec);
  return design;
}

std::vector<std::string> lonely_strata(const SampleDesign& design) {
  std::vector<std::string> labels;
  if (design.pps && !design.pps->asks_for_second_psu()) return labels;
  for (const auto& stratum : design.strata) {
    if (stratum.lonely()) labels.push_back(stratum.label);
  }
  return labels;
}

void refuse_lonely_strata(const SampleDesign& design) {
  const auto lonely = lonely_strata(design);
  if (!lonely.empty()) throw detail::fault_of_strata(code::kLonelyPsu, lonely);
}

RowOrder order_by_psu(std::span<const std::int32_t> psu_of_row, std::size_t psu_count) {
  RowOrder order;
  order.psu_start.assign(psu_count + 1, 0);
  for (const auto psu : psu_of_row) {
    if (psu >= 0) ++order.psu_start[static_cast<std::size_t>(psu) + 1];
  }
  for (std::size_t i = 0; i < psu_count; ++i) order.psu_start[i + 1] += order.psu_start[i];
  order.rows.resize(static_cast<std::size_t>(order.psu_start[psu_count]));
  std::vector<std::int32_t> next(order.psu_start.begin(), order.psu_start.end() - 1);
  for (std::size_t row = 0; row < psu_of_row.size(); ++row) {
    if (psu_of_row[row] < 0) continue;
    order.rows[static_cast<std::size_t>(next[static_cast<std::size_t>(psu_of_row[row])]++)] =
        static_cast<std::int32_t>(row);
  }
  return order;
}

}  // namespace sondeo::design
