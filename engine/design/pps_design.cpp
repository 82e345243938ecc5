#include "engine/design/pps_design.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/sample_design.hpp"
#include "engine/numeric/compensated.hpp"

namespace sondeo::design {

namespace {

constexpr double kNone = -1;
/// Weights of a PSU's rows come from files that may have been written with few digits.
constexpr double kSameInPsu = 1e-9;

/// One value for each group of rows. Rows without a value to look at are passed over; a group of none has
/// kNone.
struct GroupValues {
  std::vector<double> values;
  std::vector<std::int32_t> varying;  ///< groups, ascending
};

template <typename GroupOfRow, typename Counts>
GroupValues value_of_groups(const std::vector<double>& values, std::size_t groups, GroupOfRow group_of_row,
                            Counts counts) {
  GroupValues found;
  found.values.assign(groups, kNone);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!counts(values[row])) continue;
    const std::int32_t group = group_of_row(row);
    double& known = found.values[static_cast<std::size_t>(group)];
    if (known == kNone) known = values[row];
    if (!(std::abs(values[row] - known) <= kSameInPsu * std::abs(known))) found.varying.push_back(group);
  }
  std::sort(found.varying.begin(), found.varying.end());
  found.varying.erase(std::unique(found.varying.begin(), found.varying.end()), found.varying.end());
  return found;
}

std::vector<double> numbers_of(const Column& column) {
  if (column.is_text()) return std::vector<double>(column.size(), std::nan(""));
  return column.numbers();
}

Error fault(Code code, const Column& column, std::size_t count, const std::optional<Place>& place) {
  return Error({code, {{"variable", column.name()}, {"count", std::to_string(count)}}, place, {}, {}});
}

std::vector<double> probabilities_of_psus(const SampleDesign& design, const PpsColumns& columns,
                                          const PpsSpec& spec) {
  const auto place = spec.probabilities ? spec.probabilities->place : spec.written.place;
  const auto numbers = numbers_of(*columns.probability);
  // A row that stands for nobody says nothing of its PSU; a probability is said by every row.
  const auto counts = [&](double value) { return !columns.are_weights || value > 0; };
  const auto found = value_of_groups(
      numbers, design.psu_count(), [&](std::size_t row) { return design.psu_of_row[row]; }, counts);
  if (!found.varying.empty()) {
    throw fault(code::kPpsProbabilityVaries, *columns.probability, found.varying.size(), place);
  }
  std::vector<double> probabilities;
  probabilities.reserve(found.values.size());
  for (const double value : found.values) probabilities.push_back(columns.are_weights ? 1 / value : value);
  const auto outside =
      std::count_if(probabilities.begin(), probabilities.end(), [](double p) { return !(p > 0) || p > 1; });
  if (outside > 0) {
    throw fault(code::kPpsProbabilityRange, *columns.probability, static_cast<std::size_t>(outside), place);
  }
  return probabilities;
}

std::span<const double> of_stratum(const std::vector<double>& by_psu, const Stratum& stratum) {
  return std::span(by_psu).subspan(static_cast<std::size_t>(stratum.first_psu),
                                   static_cast<std::size_t>(stratum.psu_count));
}

double mean_of(std::span<const double> values) {
  return numeric::ordered_sum(values) / static_cast<double>(values.size());
}

/// Hartley-Rao's sum of pi^2 / n of each stratum: estimated, one number, or a variable.
std::vector<double> mean_probabilities(const SampleDesign& design, const std::vector<double>& probabilities,
                                       const PpsColumns& columns, const PpsSpec& spec) {
  std::vector<double> means;
  means.reserve(design.strata.size());
  if (!spec.mean_probability) {
    for (const auto& stratum : design.strata) means.push_back(mean_of(of_stratum(probabilities, stratum)));
    return means;
  }
  const Place& place = spec.mean_probability->place;
  if (spec.mean_number) {
    const std::size_t strata = design.strata.size();
    if (strata > 1) throw Error({code::kPpsMeanStrata, {{"count", std::to_string(strata)}}, place, {}, {}});
    return {*spec.mean_number};
  }
  const auto stratum_of_row = [&](std::size_t row) {
    return design.stratum_of_psu[static_cast<std::size_t>(design.psu_of_row[row])];
  };
  auto found = value_of_groups(numbers_of(*columns.mean_probability), design.strata.size(), stratum_of_row,
                               [](double) { return true; });
  auto& faulty = found.varying;
  for (std::size_t h = 0; h < found.values.size(); ++h) {
    const bool inside = found.values[h] > 0 && found.values[h] <= 1;
    const auto number = static_cast<std::int32_t>(h);
    if (!inside && !std::binary_search(faulty.begin(), faulty.end(), number)) {
      faulty.insert(std::lower_bound(faulty.begin(), faulty.end(), number), number);
    }
  }
  if (!faulty.empty()) throw fault(code::kPpsMeanVaries, *columns.mean_probability, faulty.size(), place);
  return std::move(found.values);
}

}  // namespace

void add_inclusion_probabilities(SampleDesign& design, const PpsColumns& columns, const PpsSpec& spec) {
  PpsDesign pps;
  pps.method = spec.method;
  pps.variance = spec.variance;
  pps.probability = probabilities_of_psus(design, columns, spec);
  if (spec.method == PpsMethod::kHartleyRao) {
    pps.mean_probability = mean_probabilities(design, pps.probability, columns, spec);
  }
  for (auto& stratum : design.strata) {
    stratum.sampling_fraction = mean_of(of_stratum(pps.probability, stratum));
  }
  design.pps = std::move(pps);
  if (design.lonely_psu == LonelyPsu::kFail) refuse_lonely_strata(design);
}

}  // namespace sondeo::design
