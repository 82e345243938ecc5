#include <algorithm>
#include <cmath>

#include "engine/design/codes.hpp"
#include "engine/design/detail/replicate_maker.hpp"

namespace sondeo::design::detail {

namespace {

using numeric::RandomPurpose;
using numeric::RandomStream;

/// Where a unit of some stage stands in one replicate: its factor so far, and what the terms of the stages
/// below it are multiplied by.
struct Reweighted {
  double factor = 1;
  double carried = 1;
};

/// The units of one stage in one replicate. Strata of all stages are numbered through, for the streams.
class StageDraw {
 public:
  StageDraw(const MadeReplicatesSpec& spec, std::size_t replicate, RandomPurpose purpose,
            std::size_t first_stratum)
      : spec_(spec), replicate_(replicate), purpose_(purpose), stratum_(first_stratum) {}

  /// @param above  the unit that the stratum is in
  void draw(const Stratum& stratum, const Reweighted& above, std::span<Reweighted> units) {
    const std::size_t number = stratum_++;
    std::fill(units.begin(), units.end(), above);
    const auto n = static_cast<std::uint32_t>(stratum.psu_count);
    // Units below one that was not drawn have nothing left to vary.
    if (n < 2 || stratum.certainty() || above.carried == 0.0) return;
    const std::uint32_t half = n / 2;
    const double size = n;
    const double lambda =
        std::sqrt(half * stratum.fraction_above * (1 - stratum.sampling_fraction) / (size - half));
    const double step = above.carried * lambda;
    std::fill(units.begin(), units.end(), Reweighted{above.factor - step, 0});
    RandomStream stream(spec_.seed, purpose_, static_cast<std::uint32_t>(replicate_),
                        static_cast<std::uint32_t>(number));
    for (const auto unit : sample_without_replacement(stream, n, half)) {
      units[unit].factor += step * n / half;
      units[unit].carried = above.carried * std::sqrt(size / half);
    }
  }

 private:
  const MadeReplicatesSpec& spec_;
  std::size_t replicate_;
  RandomPurpose purpose_;
  std::size_t stratum_;
};

std::span<Reweighted> units_of(const Stratum& stratum, std::vector<Reweighted>& units) {
  return std::span(units).subspan(static_cast<std::size_t>(stratum.first_psu),
                                  static_cast<std::size_t>(stratum.psu_count));
}

/// Factors of the units of the last stage in one replicate.
std::vector<Reweighted> draw_replicate(const SampleDesign& design, const MadeReplicatesSpec& spec,
                                       std::size_t replicate) {
  std::vector<Reweighted> units(design.psu_count());
  StageDraw first(spec, replicate, RandomPurpose::kHalfSamples, 0);
  for (const Stratum& stratum : design.strata) first.draw(stratum, {}, units_of(stratum, units));
  std::size_t number = 0;
  for (const Stage& stage : design.later_stages) {
    std::vector<Reweighted> below(stage.unit_count());
    StageDraw later(spec, replicate, RandomPurpose::kLaterHalfSamples, number);
    for (const Stratum& stratum : stage.strata) {
      later.draw(stratum, units[static_cast<std::size_t>(stratum.parent)], units_of(stratum, below));
    }
    number += stage.strata.size();
    units = std::move(below);
  }
  return units;
}

/// Lonely units of later stages: kept under the same rules as lonely PSUs.
void check_later_stages(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  if (design.lonely_psu == LonelyPsu::kRemove || design.lonely_psu == LonelyPsu::kCertainty) return;
  std::vector<std::string> lonely;
  std::vector<std::int32_t> psus;  // of the units of the stage at hand
  for (std::size_t psu = 0; psu < design.psu_count(); ++psu) psus.push_back(static_cast<std::int32_t>(psu));
  for (const Stage& stage : design.later_stages) {
    std::vector<std::int32_t> below(stage.unit_count());
    for (const Stratum& stratum : stage.strata) {
      const std::int32_t psu = psus[static_cast<std::size_t>(stratum.parent)];
      for (std::int32_t i = 0; i < stratum.psu_count; ++i) {
        const std::int32_t unit = stratum.first_psu + i;
        below[static_cast<std::size_t>(unit)] = psu;
      }
      if (!stratum.lonely()) continue;
      const auto h = design.stratum_of_psu[static_cast<std::size_t>(psu)];
      const std::string& label = design.strata[static_cast<std::size_t>(h)].label;
      if (lonely.empty() || lonely.back() != label) lonely.push_back(label);
    }
    psus = std::move(below);
  }
  if (!lonely.empty()) throw of_strata(code::kReplicatesLonely, spec, lonely);
}

}  // namespace

Replicates make_preston(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  check_lonely_kept(design, spec);
  check_later_stages(design, spec);
  Replicates made = unchanged(design, spec, spec.count);
  for (std::size_t r = 0; r < spec.count; ++r) {
    const auto units = draw_replicate(design, spec, r);
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
      factor(made, static_cast<std::int32_t>(unit), r) = units[unit].factor;
    }
  }
  made.scheme.scale = 1 / (static_cast<double>(spec.count) - 1);
  return made;
}

}  // namespace sondeo::design::detail
