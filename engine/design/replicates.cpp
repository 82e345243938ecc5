#include "engine/design/replicates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/detail/replicate_maker.hpp"

namespace sondeo::design {

namespace {

bool has_fpc(const SampleDesign& design) {
  return std::any_of(design.strata.begin(), design.strata.end(),
                     [](const auto& stratum) { return stratum.sampling_fraction > 0; });
}

void set_scale(GivenScheme& given, const ReplicateSpec& spec, double count) {
  double& scale = given.scheme.scale;
  switch (spec.method) {
    case ReplicateMethod::kBrr:
      scale = 1 / count;
      break;
    case ReplicateMethod::kFay:
      scale = 1 / (count * (1 - spec.rho) * (1 - spec.rho));
      break;
    case ReplicateMethod::kBootstrap:
      scale = 1 / (count - 1);
      break;
    case ReplicateMethod::kSdr:
    case ReplicateMethod::kAcs:
      scale = 4 / count;
      break;
    case ReplicateMethod::kJk1:
      scale = (count - 1) / count;
      given.guessed = true;
      break;
    case ReplicateMethod::kOther:
      given.guessed = true;
      break;
    case ReplicateMethod::kJkn:
    case ReplicateMethod::kJk2:
      break;
  }
}

}  // namespace

std::vector<double> psu_keys(const SampleDesign& design, const MadeReplicatesSpec& spec,
                             const Column* order) {
  constexpr double kUnset = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> keys(design.psu_count(), kUnset);
  const bool numbers = order != nullptr && !order->is_text();
  const std::vector<double> values = numbers ? order->numbers() : std::vector<double>{};
  std::size_t missing = 0;
  for (std::size_t row = 0; row < design.psu_of_row.size(); ++row) {
    if (order != nullptr && (!numbers || std::isnan(values[row]))) {
      ++missing;
      continue;
    }
    double& key = keys[static_cast<std::size_t>(design.psu_of_row[row])];
    if (std::isnan(key)) key = numbers ? values[row] : static_cast<double>(row);
  }
  if (missing == 0) return keys;
  throw Error({code::kReplicateOrderMissing,
               {{"variable", order->name()}, {"count", std::to_string(missing)}},
               spec.order ? std::optional(spec.order->place) : std::nullopt,
               {},
               {}});
}

Replicates make_replicates(const SampleDesign& design, const MadeReplicatesSpec& spec,
                           std::span<const double> psu_keys) {
  const bool balanced = spec.method == MakingMethod::kBrr || spec.method == MakingMethod::kFay;
  if ((balanced || spec.method == MakingMethod::kBootstrap) && has_fpc(design)) {
    throw detail::refusal(code::kReplicatesFpc, spec);
  }
  if ((balanced || spec.method == MakingMethod::kJkn) && design.strata.size() == 1) {
    throw detail::refusal(code::kReplicatesUnstratified, spec);
  }
  switch (spec.method) {
    case MakingMethod::kJk1:
      return detail::make_jk1(design, spec);
    case MakingMethod::kJkn:
      return detail::make_jkn(design, spec);
    case MakingMethod::kJk2:
      return detail::make_jk2(design, spec);
    case MakingMethod::kBrr:
    case MakingMethod::kFay:
      return detail::make_balanced(design, spec);
    case MakingMethod::kBootstrap:
    case MakingMethod::kRwyb:
      return detail::make_rescaled_bootstrap(design, spec);
    case MakingMethod::kCantyDavison:
      return detail::make_canty_davison(design, spec);
    case MakingMethod::kPreston:
      return detail::make_preston(design, spec);
    case MakingMethod::kGeneralised:
    case MakingMethod::kGeneralisedSd1:
    case MakingMethod::kGeneralisedSd2:
      return detail::make_generalised(design, spec, psu_keys);
    case MakingMethod::kSdr:
      break;
  }
  return detail::make_sdr(design, spec, psu_keys);
}

GivenScheme given_scheme(const ReplicateSpec& spec, std::size_t count,
                         std::span<const double> largest_factors) {
  GivenScheme given;
  auto& scheme = given.scheme;
  scheme.method = spec.method;
  scheme.about_estimate = spec.mse.value_or(centres_at_estimate(spec.method));
  scheme.rscales = spec.rscales;
  if (scheme.rscales.empty() && spec.method == ReplicateMethod::kJkn) {
    if (spec.combined) throw Error({code::kReplicateRscalesNeeded, {}, spec.method_place, {}, {}});
    for (const double largest : largest_factors) scheme.rscales.push_back(1 / largest);
    given.guessed = true;
  }
  if (scheme.rscales.empty()) scheme.rscales.assign(count, 1.0);
  if (scheme.rscales.size() != count) {
    throw Error({code::kReplicateRscalesCount,
                 {{"count", std::to_string(scheme.rscales.size())}, {"expected", std::to_string(count)}},
                 spec.rscales_file ? spec.rscales_file->place : spec.method_place,
                 {},
                 {}});
  }
  set_scale(given, spec, static_cast<double>(count));
  if (spec.scale) {
    scheme.scale = *spec.scale;
    given.guessed = false;
  }
  return given;
}

}  // namespace sondeo::design
