#include "engine/design/sample_design.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::design {

namespace {

constexpr std::size_t kMostListed = 10;

std::string listed(const std::vector<std::string>& names) {
  const auto shown = std::span(names).first(std::min(names.size(), kMostListed));
  std::string text = fmt::format("{}", fmt::join(shown, ", "));
  if (names.size() > kMostListed) text += fmt::format(", ... (+{})", names.size() - kMostListed);
  return text;
}

Error design_error(Code code, const std::vector<std::string>& strata) {
  return Error({code, {{"count", std::to_string(strata.size())}, {"strata", listed(strata)}}, {}, {}, {}});
}

void refuse_missing(std::span<const std::int32_t> groups, const std::vector<const Column*>& columns,
                    const std::optional<Place>& place) {
  const auto without = std::count(groups.begin(), groups.end(), -1);
  if (without == 0) return;
  std::vector<std::string> names;
  for (const Column* column : columns) names.push_back(column->name());
  throw Error({Code::kDesignMissing,
               {{"count", std::to_string(without)}, {"variables", fmt::format("{}", fmt::join(names, ", "))}},
               place,
               {},
               {}});
}

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
      design.strata.push_back({stratum_label(stratum_key), static_cast<std::int32_t>(psu), 0, 0});
    }
    ++design.strata.back().psu_count;
    design.stratum_of_psu.push_back(static_cast<std::int32_t>(design.strata.size()) - 1);
  }
}

void number_rows_as_psus(SampleDesign& design, std::span<const std::int32_t> stratum_of_row,
                         const std::vector<std::vector<CodeValue>>& keys) {
  for (const auto& key : keys) design.strata.push_back({stratum_label(key), 0, 0, 0});
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

/// First-stage fpc of each stratum: R's as.fpc (survey-statistics 1), but a value that varies is refused.
std::vector<double> fpc_of_strata(const SampleDesign& design, const Column& fpc) {
  constexpr double kUnset = -1;
  std::vector<double> value_of(design.strata.size(), kUnset);
  std::vector<std::string> varying;
  const std::vector<double> values = fpc.numbers();
  for (std::size_t row = 0; row < values.size(); ++row) {
    const auto h =
        static_cast<std::size_t>(design.stratum_of_psu[static_cast<std::size_t>(design.psu_of_row[row])]);
    const double value = values[row];
    if (value_of[h] == kUnset) value_of[h] = value;
    if (!(value == value_of[h]) || !(value > 0)) varying.push_back(design.strata[h].label);
  }
  if (!varying.empty()) {
    std::sort(varying.begin(), varying.end());
    varying.erase(std::unique(varying.begin(), varying.end()), varying.end());
    throw design_error(Code::kFpcVaries, varying);
  }
  return value_of;
}

void set_sampling_fractions(SampleDesign& design, const Column& fpc, const std::optional<Place>& place) {
  const std::vector<double> values = fpc_of_strata(design, fpc);
  // As R: all ones are sizes, which only strata of one PSU can have.
  const bool fractions = !std::all_of(values.begin(), values.end(), [](double v) { return v >= 1; });
  if (fractions && std::any_of(values.begin(), values.end(), [](double v) { return v > 1; })) {
    throw Error({Code::kFpcNotOneScale, {{"variable", fpc.name()}}, place, {}, {}});
  }
  std::vector<std::string> too_small;
  for (std::size_t h = 0; h < values.size(); ++h) {
    auto& stratum = design.strata[h];
    stratum.sampling_fraction = fractions ? values[h] : stratum.psu_count / values[h];
    if (stratum.sampling_fraction > 1) too_small.push_back(stratum.label);
  }
  if (!too_small.empty()) throw design_error(Code::kFpcTooSmall, too_small);
}

}  // namespace

SampleDesign build_design(const DesignColumns& columns, const DesignSpec& spec) {
  SampleDesign design;
  design.lonely_psu = spec.lonely_psu;
  const auto strata_place = spec.strata.empty() ? std::nullopt : std::optional(spec.strata[0].place);
  Grouping strata;
  if (columns.strata.empty()) {
    strata.group_of_row.assign(columns.rows, 0);
  } else {
    strata = group_rows(columns.strata);
    refuse_missing(strata.group_of_row, columns.strata, strata_place);
  }
  if (columns.psu == nullptr) {
    number_rows_as_psus(design, strata.group_of_row, strata.keys);
  } else {
    std::vector<const Column*> unit = columns.strata;
    unit.push_back(columns.psu);
    Grouping psus = group_rows(unit);
    refuse_missing(psus.group_of_row, {columns.psu},
                   spec.psu ? std::optional(spec.psu->place) : std::nullopt);
    number_psus(design, psus.keys, columns.strata.size());
    design.psu_of_row = std::move(psus.group_of_row);
  }
  if (columns.fpc != nullptr) {
    set_sampling_fractions(design, *columns.fpc, spec.fpc ? std::optional(spec.fpc->place) : std::nullopt);
  }
  // Which strata are lonely under unequal probabilities is known with those.
  if (spec.lonely_psu == LonelyPsu::kFail && !spec.pps) refuse_lonely_strata(design);
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
  if (!lonely.empty()) throw design_error(Code::kLonelyPsu, lonely);
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
