#include "engine/design/two_phase_design.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/sample_design.hpp"

namespace sondeo::design {

namespace {

constexpr std::int32_t kNotDrawn = -1;

Error fault_of_count(Code code, std::size_t count, const Place& place) {
  return Error({code, {{"count", std::to_string(count)}}, place, {}, {}});
}

std::vector<std::int32_t> rows_drawn(const Column& subset, const Place& place) {
  const std::vector<double> answers = subset.numbers();
  std::vector<std::int32_t> rows;
  std::size_t missing = 0;
  for (std::size_t row = 0; row < answers.size(); ++row) {
    if (std::isnan(answers[row])) ++missing;
    if (answers[row] == 1.0) rows.push_back(static_cast<std::int32_t>(row));
  }
  if (missing > 0) throw fault_of_count(code::kTwoPhaseSubsetMissing, missing, place);
  if (rows.empty()) throw Error({code::kTwoPhaseEmpty, {}, place, {}, {}});
  return rows;
}

/// What `build_design` is told of the second phase. Lonely strata are looked at once fractions are known.
DesignSpec spec_of_second(const TwoPhaseSpec& spec) {
  DesignSpec second;
  second.strata = spec.strata;
  second.psu = spec.psu;
  second.fpc = spec.fpc;
  second.lonely_psu = LonelyPsu::kRemove;
  return second;
}

/// The units that were drawn, numbered; `psu_of_row` is of the rows drawn.
SampleDesign units_drawn(std::span<const std::int32_t> rows, const TwoPhaseColumns& columns,
                         const TwoPhaseSpec& spec) {
  std::vector<Column> strata;
  strata.reserve(columns.strata.size());
  for (const Column* column : columns.strata) strata.push_back(column->gather(rows));
  DesignColumns drawn;
  drawn.rows = rows.size();
  for (const Column& column : strata) drawn.strata.push_back(&column);
  Column psu;
  if (columns.psu != nullptr) {
    psu = columns.psu->gather(rows);
    drawn.psu = &psu;
  }
  Column fpc;
  if (columns.fpc != nullptr) {
    fpc = columns.fpc->gather(rows);
    drawn.fpc = &fpc;
  }
  return build_design(drawn, spec_of_second(spec));
}

std::size_t stratum_of_row(const SampleDesign& design, std::size_t row) {
  return static_cast<std::size_t>(design.stratum_of_psu[static_cast<std::size_t>(design.psu_of_row[row])]);
}

/// Sampling fractions of the strata of the second phase: units drawn / units of the first phase's rows.
void count_fractions(SampleDesign& second, std::span<const std::int32_t> rows, const SampleDesign& first,
                     const TwoPhaseColumns& columns, const TwoPhaseSpec& spec) {
  DesignColumns all;
  all.rows = first.psu_of_row.size();
  all.strata = columns.strata;
  all.psu = columns.psu;
  DesignSpec whole = spec_of_second(spec);
  whole.fpc.reset();
  const SampleDesign frame = build_design(all, whole);
  std::vector<std::int32_t> units(second.strata.size(), 0);
  std::vector<bool> drawn(frame.strata.size(), false);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t of_frame = stratum_of_row(frame, static_cast<std::size_t>(rows[i]));
    drawn[of_frame] = true;
    units[stratum_of_row(second, i)] = frame.strata[of_frame].psu_count;
  }
  const auto empty = static_cast<std::size_t>(std::count(drawn.begin(), drawn.end(), false));
  if (empty > 0) throw fault_of_count(code::kTwoPhaseStrataEmpty, empty, spec.subset.place);
  for (std::size_t h = 0; h < second.strata.size(); ++h) {
    auto& stratum = second.strata[h];
    stratum.sampling_fraction = static_cast<double>(stratum.psu_count) / units[h];
  }
}

std::vector<std::int32_t> first_psus(const SampleDesign& second, std::span<const std::int32_t> rows,
                                     const SampleDesign& first, const TwoPhaseSpec& spec) {
  std::vector<std::int32_t> psus(second.psu_count(), kNotDrawn);
  std::vector<std::int32_t> spread;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int32_t psu = first.psu_of_row[static_cast<std::size_t>(rows[i])];
    std::int32_t& known = psus[static_cast<std::size_t>(second.psu_of_row[i])];
    if (known == kNotDrawn) known = psu;
    if (known != psu) spread.push_back(second.psu_of_row[i]);
  }
  std::sort(spread.begin(), spread.end());
  spread.erase(std::unique(spread.begin(), spread.end()), spread.end());
  const Place& place = spec.psu ? spec.psu->place : spec.subset.place;
  if (!spread.empty()) throw fault_of_count(code::kTwoPhaseUnitsSpread, spread.size(), place);
  return psus;
}

void refuse_several_units(std::vector<std::int32_t> psus, const Place& place) {
  std::sort(psus.begin(), psus.end());
  const auto distinct = std::unique(psus.begin(), psus.end()) - psus.begin();
  const auto more = psus.size() - static_cast<std::size_t>(distinct);
  if (more > 0) throw fault_of_count(code::kTwoPhaseApproxPsus, more, place);
}

}  // namespace

SampleDesign build_two_phase(SampleDesign first, const TwoPhaseColumns& columns, const TwoPhaseSpec& spec) {
  const auto rows = rows_drawn(*columns.subset, spec.subset.place);
  SampleDesign second = units_drawn(rows, columns, spec);
  if (columns.fpc == nullptr) count_fractions(second, rows, first, columns, spec);
  TwoPhaseDesign phases;
  phases.method = spec.method;
  phases.weight = spec.weight;
  phases.psu_of_unit = first_psus(second, rows, first, spec);
  if (spec.method == TwoPhaseMethod::kApprox) refuse_several_units(phases.psu_of_unit, spec.subset.place);
  std::vector<std::int32_t> unit_of_row(first.psu_of_row.size(), kNotDrawn);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    unit_of_row[static_cast<std::size_t>(rows[i])] = second.psu_of_row[i];
  }
  second.psu_of_row = std::move(unit_of_row);
  second.lonely_psu = first.lonely_psu;
  phases.first = std::make_shared<const SampleDesign>(std::move(first));
  second.two_phase = std::move(phases);
  if (second.lonely_psu == LonelyPsu::kFail) refuse_lonely_strata(second);
  return second;
}

}  // namespace sondeo::design
