#include "engine/design/detail/sampling_fractions.hpp"

#include <algorithm>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"

namespace sondeo::design::detail {

namespace {

constexpr double kUnset = -1;

/// The fpc of each stratum; kUnset for strata of no row.
std::vector<double> values_of_strata(std::size_t strata, std::span<const std::int32_t> stratum_of_row,
                                     const Column& fpc, std::vector<std::size_t>& varying) {
  std::vector<double> value_of(strata, kUnset);
  const std::vector<double> values = fpc.numbers();
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (stratum_of_row[row] < 0) continue;
    const auto h = static_cast<std::size_t>(stratum_of_row[row]);
    const double value = values[row];
    if (value_of[h] == kUnset) value_of[h] = value;
    if (!(value == value_of[h]) || !(value > 0)) varying.push_back(h);
  }
  std::sort(varying.begin(), varying.end());
  varying.erase(std::unique(varying.begin(), varying.end()), varying.end());
  return value_of;
}

}  // namespace

FpcFaults set_sampling_fractions(std::vector<Stratum>& strata, std::span<const std::int32_t> stratum_of_row,
                                 const Column& fpc, const std::optional<Place>& place) {
  if (fpc.is_text()) throw Error({code::kFpcNotNumber, {{"variable", fpc.name()}}, place, {}, {}});
  FpcFaults faults;
  const std::vector<double> values = values_of_strata(strata.size(), stratum_of_row, fpc, faults.varying);
  if (!faults.varying.empty()) return faults;
  const auto any = [&](auto holds) {
    return std::any_of(values.begin(), values.end(), [&](double v) { return v != kUnset && holds(v); });
  };
  // As R: all ones are sizes, which only strata of one unit can have.
  const bool fractions = any([](double v) { return v < 1; });
  if (fractions && any([](double v) { return v > 1; })) {
    throw Error({code::kFpcNotOneScale, {{"variable", fpc.name()}}, place, {}, {}});
  }
  for (std::size_t h = 0; h < values.size(); ++h) {
    if (values[h] == kUnset) continue;
    auto& stratum = strata[h];
    stratum.sampling_fraction = fractions ? values[h] : stratum.psu_count / values[h];
    if (stratum.sampling_fraction > 1) faults.too_small.push_back(h);
  }
  return faults;
}

}  // namespace sondeo::design::detail
