#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

#include "engine/design/codes.hpp"
#include "engine/design/detail/replicate_maker.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/random_stream.hpp"

namespace sondeo::design::detail {

namespace {

using numeric::RandomPurpose;
using numeric::RandomStream;

/// A replicate of one stratum is drawn from a stream of its own: nothing else changes what comes out of it.
RandomStream stream_of(const MadeReplicatesSpec& spec, RandomPurpose purpose, std::size_t replicate,
                       std::size_t stratum) {
  return RandomStream(spec.seed, purpose, static_cast<std::uint32_t>(replicate),
                      static_cast<std::uint32_t>(stratum));
}

/// Whether a stratum is drawn from: strata taken whole and lonely PSUs stay as they are.
bool is_drawn(const Stratum& stratum) { return stratum.psu_count > 1 && !stratum.certainty(); }

/// How many PSUs of each stratum are drawn: m_h.
std::uint32_t draws_of(const MadeReplicatesSpec& spec, const Stratum& stratum) {
  return spec.draws > 0 ? static_cast<std::uint32_t>(spec.draws)
                        : static_cast<std::uint32_t>(stratum.psu_count - 1);
}

/// What a draw is worth beside the spread of the stratum: lambda = sqrt(m (1 - f) / (n - 1)).
double lambda_of(const MadeReplicatesSpec& spec, const Stratum& stratum) {
  return std::sqrt(draws_of(spec, stratum) * (1 - stratum.sampling_fraction) / (stratum.psu_count - 1));
}

/// A PSU that is never drawn has the factor 1 - lambda, which must not be negative.
void check_draws(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  constexpr double kRounding = 1e-12;
  std::vector<std::string> negative;
  double most = std::numeric_limits<double>::infinity();
  for (const auto& stratum : design.strata) {
    if (!is_drawn(stratum)) continue;
    most = std::min(most, std::floor((stratum.psu_count - 1) / (1 - stratum.sampling_fraction) + kRounding));
    if (lambda_of(spec, stratum) > 1 + kRounding) negative.push_back(stratum.label);
  }
  if (negative.empty()) return;
  throw of_strata(
      code::kBootstrapDraws, spec, negative,
      {{"draws", std::to_string(spec.draws)}, {"most", std::to_string(static_cast<std::int64_t>(most))}});
}

/// Populations beyond this are as good as infinite beside any sample.
constexpr double kMostPopulation = 1e9;

bool has_population(const Stratum& stratum) {
  return stratum.sampling_fraction * kMostPopulation > stratum.psu_count;
}

/// Counts of PSUs in a draw of n_h from a population that repeats each PSU N_h / n_h times, the remainder
/// being one more of as many PSUs drawn at random.
void draw_from_pseudo_population(RandomStream& stream, const Stratum& stratum,
                                 std::vector<std::uint32_t>& counts) {
  const auto n = static_cast<std::uint32_t>(stratum.psu_count);
  const auto population =
      static_cast<std::uint32_t>(std::max<double>(n, std::round(n / stratum.sampling_fraction)));
  const std::uint32_t whole = population / n * n;
  const auto extra = sample_without_replacement(stream, n, population - whole);
  for (const auto unit : sample_without_replacement(stream, population, n)) {
    ++counts[unit < whole ? unit % n : extra[unit - whole]];
  }
}

/// n / (sum of 1 / n_h): the harmonic mean of the PSUs of the strata that are drawn from.
double harmonic_mean_size(const SampleDesign& design) {
  numeric::CompensatedSum inverse;
  double strata = 0;
  for (const auto& stratum : design.strata) {
    if (!is_drawn(stratum)) continue;
    strata += 1;
    inverse.add(1.0 / stratum.psu_count);
  }
  return strata / inverse.value();
}

}  // namespace

std::vector<std::uint32_t> sample_without_replacement(numeric::RandomStream& stream, std::uint32_t bound,
                                                      std::uint32_t size) {
  std::unordered_set<std::uint32_t> taken;
  std::vector<std::uint32_t> sample;
  sample.reserve(size);
  for (std::uint32_t last = bound - size; last < bound; ++last) {
    const std::uint32_t drawn = stream.below(last + 1);
    sample.push_back(taken.insert(drawn).second ? drawn : last);
    taken.insert(sample.back());
  }
  return sample;
}

Replicates make_rescaled_bootstrap(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  check_lonely_kept(design, spec);
  check_draws(design, spec);
  Replicates made = unchanged(design, spec, spec.count);
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    const Stratum& stratum = design.strata[h];
    if (!is_drawn(stratum)) continue;
    const auto n = static_cast<std::uint32_t>(stratum.psu_count);
    const std::uint32_t draws = draws_of(spec, stratum);
    const double lambda = lambda_of(spec, stratum);
    const double step = lambda * n / draws;
    for (std::size_t r = 0; r < spec.count; ++r) {
      RandomStream stream = stream_of(spec, RandomPurpose::kBootstrapReplicates, r, h);
      set_stratum(made, stratum, r, 1 - lambda);
      for (std::uint32_t draw = 0; draw < draws; ++draw) {
        factor(made, stratum.first_psu + static_cast<std::int32_t>(stream.below(n)), r) += step;
      }
    }
  }
  made.scheme.scale = 1 / (static_cast<double>(spec.count) - 1);
  return made;
}

Replicates make_canty_davison(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  check_lonely_kept(design, spec);
  Replicates made = unchanged(design, spec, spec.count);
  std::vector<std::uint32_t> counts;
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    const Stratum& stratum = design.strata[h];
    if (!is_drawn(stratum)) continue;
    const auto n = static_cast<std::uint32_t>(stratum.psu_count);
    for (std::size_t r = 0; r < spec.count; ++r) {
      RandomStream stream = stream_of(spec, RandomPurpose::kPseudoPopulation, r, h);
      counts.assign(n, 0);
      if (has_population(stratum)) {
        draw_from_pseudo_population(stream, stratum, counts);
      } else {
        for (std::uint32_t draw = 0; draw < n; ++draw) ++counts[stream.below(n)];
      }
      for (std::uint32_t i = 0; i < n; ++i) {
        factor(made, stratum.first_psu + static_cast<std::int32_t>(i), r) = counts[i];
      }
    }
  }
  const double m = harmonic_mean_size(design);
  made.scheme.scale = m / ((m - 1) * (static_cast<double>(spec.count) - 1));
  return made;
}

}  // namespace sondeo::design::detail
