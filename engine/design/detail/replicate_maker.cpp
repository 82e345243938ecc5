#include "engine/design/detail/replicate_maker.hpp"

#include <algorithm>
#include <numeric>

#include "engine/base/listed.hpp"
#include "engine/design/codes.hpp"

namespace sondeo::design::detail {

Error refusal(Code code, const MadeReplicatesSpec& spec, std::vector<Argument> more) {
  std::vector<Argument> arguments = {{"method", std::string(making_method_name(spec.method))}};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Error({code, std::move(arguments), spec.written.place, {}, {}});
}

Error of_strata(Code code, const MadeReplicatesSpec& spec, const std::vector<std::string>& strata,
                std::vector<Argument> more) {
  more.push_back({"count", std::to_string(strata.size())});
  more.push_back({"strata", listed(strata)});
  return refusal(code, spec, std::move(more));
}

Replicates unchanged(const SampleDesign& design, const MadeReplicatesSpec& spec, std::size_t count) {
  const std::size_t units = design.unit_count();
  if (count > kMostReplicateFactors / std::max<std::size_t>(units, 1)) {
    throw refusal(code::kReplicatesTooMany, spec,
                  {{"psus", std::to_string(units)}, {"replicates", std::to_string(count)}});
  }
  Replicates made;
  made.scheme.method = variance_method(spec.method);
  made.scheme.rscales.assign(count, 1.0);
  made.scheme.about_estimate = centres_at_estimate(spec.method);
  made.factors.assign(units * count, 1.0);
  return made;
}

void set_stratum(Replicates& made, const Stratum& stratum, std::size_t replicate, double value) {
  for (std::int32_t i = 0; i < stratum.psu_count; ++i) {
    factor(made, stratum.first_psu + i, replicate) = value;
  }
}

void check_lonely_kept(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  const auto lonely = lonely_strata(design);
  const bool kept = design.lonely_psu == LonelyPsu::kRemove || design.lonely_psu == LonelyPsu::kCertainty;
  if (!lonely.empty() && !kept) throw of_strata(code::kReplicatesLonely, spec, lonely);
  const auto draws = [](const std::vector<Stratum>& strata) {
    return std::any_of(strata.begin(), strata.end(),
                       [](const Stratum& stratum) { return stratum.psu_count > 1 && !stratum.certainty(); });
  };
  const bool later = std::any_of(design.later_stages.begin(), design.later_stages.end(),
                                 [&](const Stage& stage) { return draws(stage.strata); });
  if (!draws(design.strata) && !later) throw refusal(code::kReplicatesNone, spec);
}

std::vector<std::int32_t> ordered_psus(const Stratum& stratum, std::span<const double> psu_keys) {
  std::vector<std::int32_t> psus(static_cast<std::size_t>(stratum.psu_count));
  std::iota(psus.begin(), psus.end(), stratum.first_psu);
  if (psu_keys.empty()) return psus;
  std::stable_sort(psus.begin(), psus.end(), [&](std::int32_t a, std::int32_t b) {
    return psu_keys[static_cast<std::size_t>(a)] < psu_keys[static_cast<std::size_t>(b)];
  });
  return psus;
}

}  // namespace sondeo::design::detail
