#include "engine/design/detail/certainty.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/design/codes.hpp"
#include "engine/design/detail/crossing.hpp"
#include "engine/design/detail/design_faults.hpp"
#include "engine/design/detail/later_stages.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::design::detail {

namespace {

/// Which PSUs are in the sample for sure: 1, else 0. [PSUs]
std::vector<std::int8_t> certain_psus(const SampleDesign& design, const Column& certainty,
                                      const std::optional<Place>& place) {
  constexpr std::int8_t kUnknown = -1;
  const auto fault = [&](Code code, std::size_t count) {
    return Error({code, {{"variable", certainty.name()}, {"count", std::to_string(count)}}, place, {}, {}});
  };
  if (certainty.is_text()) throw fault(code::kCertaintyNotYesNo, certainty.size());
  const std::vector<double> values = certainty.numbers();
  std::vector<std::int32_t> answered(values.size());
  std::vector<std::int8_t> certain(design.psu_count(), kUnknown);
  std::vector<std::int32_t> mixed;
  std::size_t others = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    answered[row] = std::isnan(values[row]) ? -1 : 0;
    if (answered[row] == 0 && values[row] != 0.0 && values[row] != 1.0) ++others;
    const std::int8_t answer = values[row] == 1.0 ? 1 : 0;
    auto& known = certain[static_cast<std::size_t>(design.psu_of_row[row])];
    if (known == kUnknown) known = answer;
    if (known != answer) mixed.push_back(design.psu_of_row[row]);
  }
  refuse_missing(answered, {&certainty}, place);
  if (others > 0) throw fault(code::kCertaintyNotYesNo, others);
  std::sort(mixed.begin(), mixed.end());
  mixed.erase(std::unique(mixed.begin(), mixed.end()), mixed.end());
  if (!mixed.empty()) throw fault(code::kCertaintyVaries, mixed.size());
  return certain;
}

/// What stands for PSUs inside those with certainty where no next stage is kept: units of the next stage, or
/// rows.
std::vector<std::int32_t> parts_of_certain(const SampleDesign& design, const DesignColumns& columns,
                                           const DesignSpec& spec, std::span<const std::int8_t> certain) {
  const bool has_units = !columns.later_stages.empty() && columns.later_stages.front().id != nullptr;
  std::vector<std::int32_t> parts(columns.rows);
  if (has_units) {
    const std::vector<const Column*> id{columns.later_stages.front().id};
    parts = group_rows(id).group_of_row;
    refuse_missing(parts, id, spec.later_stages.empty() ? std::nullopt : place_of(spec.later_stages[0].id));
  } else {
    std::iota(parts.begin(), parts.end(), 0);
  }
  for (std::size_t row = 0; row < parts.size(); ++row) {
    if (certain[static_cast<std::size_t>(design.psu_of_row[row])] == 0) parts[row] = 0;
  }
  return parts;
}

/// PSUs numbered anew, stratum by stratum: first those of the stratum, then each with certainty in its own.
class Renumbering {
 public:
  Renumbering(const SampleDesign& design, std::span<const std::int8_t> certain, const Crossing& parts,
              bool taken_whole)
      : design_(design), certain_(certain), parts_(parts), taken_whole_(taken_whole) {
    numbers_.resize(parts.count());
    for (std::size_t first = 0; first < parts.count();) {
      const std::int32_t stratum = stratum_of(first);
      std::size_t last = first;
      while (last < parts.count() && stratum_of(last) == stratum) ++last;
      number_stratum(first, last);
      first = last;
    }
  }

  /// The design, and for each of its strata whether it is one of certainty.
  std::vector<std::int8_t> put_into(SampleDesign& design) && {
    design.strata = std::move(strata_);
    design.stratum_of_psu = std::move(stratum_of_psu_);
    for (std::size_t row = 0; row < design.psu_of_row.size(); ++row) {
      design.psu_of_row[row] = numbers_[static_cast<std::size_t>(parts_.group_of_row[row])];
    }
    return std::move(of_certainty_);
  }

 private:
  [[nodiscard]] std::int32_t psu_of(std::size_t part) const { return parts_.outer_of_group[part]; }
  [[nodiscard]] std::int32_t stratum_of(std::size_t part) const {
    return design_.stratum_of_psu[static_cast<std::size_t>(psu_of(part))];
  }
  [[nodiscard]] bool is_certain(std::size_t part) const {
    return certain_[static_cast<std::size_t>(psu_of(part))] == 1;
  }

  void number_stratum(std::size_t first, std::size_t last) {
    bool open = false;
    for (std::size_t part = first; part < last; ++part) {
      if (is_certain(part)) continue;
      if (!open) open_stratum(part, false);
      open = true;
      add(part);
    }
    for (std::size_t part = first; part < last; ++part) {
      if (!is_certain(part)) continue;
      if (part == first || psu_of(part) != psu_of(part - 1)) open_stratum(part, true);
      add(part);
    }
  }

  void open_stratum(std::size_t part, bool certain) {
    Stratum stratum;
    stratum.label = design_.strata[static_cast<std::size_t>(stratum_of(part))].label;
    stratum.first_psu = static_cast<std::int32_t>(stratum_of_psu_.size());
    stratum.sampling_fraction = certain && taken_whole_ ? 1 : 0;
    strata_.push_back(std::move(stratum));
    of_certainty_.push_back(certain ? 1 : 0);
  }

  void add(std::size_t part) {
    numbers_[part] = static_cast<std::int32_t>(stratum_of_psu_.size());
    stratum_of_psu_.push_back(static_cast<std::int32_t>(strata_.size()) - 1);
    ++strata_.back().psu_count;
  }

  const SampleDesign& design_;
  std::span<const std::int8_t> certain_;
  const Crossing& parts_;
  bool taken_whole_;
  std::vector<std::int32_t> numbers_;  ///< [parts] the new PSU
  std::vector<Stratum> strata_;
  std::vector<std::int32_t> stratum_of_psu_;
  std::vector<std::int8_t> of_certainty_;  ///< [new strata]
};

}  // namespace

std::vector<std::int32_t> separate_certain_psus(SampleDesign& design, const DesignColumns& columns,
                                                const DesignSpec& spec) {
  const auto certain = certain_psus(design, *columns.certainty, place_of(spec.certainty));
  const bool taken_whole = columns.psu == nullptr || stages_that_matter(columns, spec) > 0;
  std::vector<std::int32_t> inner;
  if (!taken_whole) inner = parts_of_certain(design, columns, spec, certain);
  const Crossing parts = cross(design.psu_of_row, inner);
  const auto of_certainty = Renumbering(design, certain, parts, taken_whole).put_into(design);
  std::vector<std::int32_t> stratum_of_row;
  stratum_of_row.reserve(design.psu_of_row.size());
  for (const auto psu : design.psu_of_row) {
    const auto h = design.stratum_of_psu[static_cast<std::size_t>(psu)];
    stratum_of_row.push_back(of_certainty[static_cast<std::size_t>(h)] == 1 ? -1 : h);
  }
  return stratum_of_row;
}

}  // namespace sondeo::design::detail
