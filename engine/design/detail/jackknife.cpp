#include <algorithm>

#include "engine/design/codes.hpp"
#include "engine/design/detail/replicate_maker.hpp"
#include "engine/numeric/random_stream.hpp"

namespace sondeo::design::detail {

namespace {

/// A replicate for each PSU of the stratum, without it.
void leave_out_each(Replicates& made, const Stratum& stratum, std::size_t first_replicate) {
  const double n = stratum.psu_count;
  for (std::int32_t i = 0; i < stratum.psu_count; ++i) {
    const std::size_t replicate = first_replicate + static_cast<std::size_t>(i);
    set_stratum(made, stratum, replicate, n / (n - 1));
    factor(made, stratum.first_psu + i, replicate) = 0;
  }
}

/// How many replicates `jkn` makes of a stratum.
std::size_t jkn_count(const SampleDesign& design, const Stratum& stratum) {
  if (stratum.certainty()) return 0;
  if (!stratum.lonely()) return static_cast<std::size_t>(stratum.psu_count);
  return design.lonely_psu == LonelyPsu::kAdjust ? 1 : 0;
}

/// `adjust`: the lonely stratum left out, all others made up for it.
void leave_out_stratum(Replicates& made, const SampleDesign& design, const Stratum& left,
                       std::size_t replicate) {
  const auto strata = static_cast<double>(design.strata.size());
  for (const auto& stratum : design.strata) set_stratum(made, stratum, replicate, strata / (strata - 1));
  set_stratum(made, left, replicate, 0);
  made.scheme.rscales[replicate] = (strata - 1) / strata;
}

}  // namespace

Replicates make_jk1(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  if (design.strata.size() != 1) {
    throw refusal(code::kReplicatesStratified, spec, {{"count", std::to_string(design.strata.size())}});
  }
  const Stratum& all = design.strata.front();
  if (all.certainty() || all.psu_count < 2) throw refusal(code::kReplicatesNone, spec);
  Replicates made = unchanged(design, spec, design.psu_count());
  leave_out_each(made, all, 0);
  const double n = all.psu_count;
  made.scheme.scale = (1 - all.sampling_fraction) * (n - 1) / n;
  return made;
}

Replicates make_jkn(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  std::size_t count = 0;
  double sampled = 0;
  double lonely = 0;
  for (const auto& stratum : design.strata) {
    count += jkn_count(design, stratum);
    if (!stratum.certainty()) sampled += stratum.psu_count;
    if (stratum.lonely()) lonely += 1;
  }
  if (count == 0) throw refusal(code::kReplicatesNone, spec);
  Replicates made = unchanged(design, spec, count);
  std::size_t next = 0;
  for (const auto& stratum : design.strata) {
    const std::size_t replicates = jkn_count(design, stratum);
    if (replicates == 0) continue;
    if (stratum.lonely()) {
      leave_out_stratum(made, design, stratum, next);
    } else {
      const double n = stratum.psu_count;
      leave_out_each(made, stratum, next);
      std::fill_n(made.scheme.rscales.begin() + static_cast<std::ptrdiff_t>(next), replicates,
                  (1 - stratum.sampling_fraction) * (n - 1) / n);
    }
    next += replicates;
  }
  if (design.lonely_psu == LonelyPsu::kAverage) made.scheme.scale = sampled / (sampled - lonely);
  return made;
}

Replicates make_jk2(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  std::vector<std::string> wrong;
  std::vector<std::size_t> pairs;
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    const Stratum& stratum = design.strata[h];
    if (stratum.certainty()) continue;
    if (stratum.psu_count == 2) {
      pairs.push_back(h);
    } else {
      wrong.push_back(stratum.label);
    }
  }
  if (!wrong.empty()) throw of_strata(code::kReplicatesNotTwoPsus, spec, wrong);
  if (pairs.empty()) throw refusal(code::kReplicatesNone, spec);
  Replicates made = unchanged(design, spec, pairs.size());
  for (std::size_t r = 0; r < pairs.size(); ++r) {
    const Stratum& pair = design.strata[pairs[r]];
    numeric::RandomStream stream(spec.seed, numeric::RandomPurpose::kPairedJackknife, 0,
                                 static_cast<std::uint32_t>(pairs[r]));
    const auto dropped = static_cast<std::int32_t>(stream.below(2));
    factor(made, pair.first_psu + dropped, r) = 0;
    factor(made, pair.first_psu + 1 - dropped, r) = 2;
    made.scheme.rscales[r] = 1 - pair.sampling_fraction;
  }
  return made;
}

}  // namespace sondeo::design::detail
