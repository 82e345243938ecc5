#include "engine/design/replicates.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/hadamard.hpp"
#include "engine/numeric/random_stream.hpp"

namespace sondeo::design {

namespace {

constexpr std::size_t kMostListed = 10;

std::string method_name(const MadeReplicatesSpec& spec) {
  return std::string(kReplicateMethodNames[static_cast<std::size_t>(spec.method)]);
}

Error refusal(Code code, const MadeReplicatesSpec& spec, std::vector<Argument> more = {}) {
  std::vector<Argument> arguments = {{"method", method_name(spec)}};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Error({code, std::move(arguments), spec.written.place, {}, {}});
}

Error of_strata(Code code, const MadeReplicatesSpec& spec, const std::vector<std::string>& strata) {
  const auto shown = std::span(strata).first(std::min(strata.size(), kMostListed));
  std::string text = fmt::format("{}", fmt::join(shown, ", "));
  if (strata.size() > kMostListed) text += fmt::format(", ... (+{})", strata.size() - kMostListed);
  return refusal(code, spec, {{"count", std::to_string(strata.size())}, {"strata", text}});
}

/// All factors 1: what makers change.
Replicates unchanged(const SampleDesign& design, const MadeReplicatesSpec& spec, std::size_t count) {
  const std::size_t psus = design.psu_count();
  if (count > kMostReplicateFactors / std::max<std::size_t>(psus, 1)) {
    throw refusal(Code::kReplicatesTooMany, spec,
                  {{"psus", std::to_string(psus)}, {"replicates", std::to_string(count)}});
  }
  Replicates made;
  made.scheme.method = spec.method;
  made.scheme.rscales.assign(count, 1.0);
  made.scheme.about_estimate = centres_at_estimate(spec.method);
  made.factors.assign(psus * count, 1.0);
  return made;
}

double& factor(Replicates& made, std::int32_t psu, std::size_t replicate) {
  return made.factors[static_cast<std::size_t>(psu) * made.scheme.count() + replicate];
}

void set_stratum(Replicates& made, const Stratum& stratum, std::size_t replicate, double value) {
  for (std::int32_t i = 0; i < stratum.psu_count; ++i) {
    factor(made, stratum.first_psu + i, replicate) = value;
  }
}

/// A replicate for each PSU of the stratum, without it.
void leave_out_each(Replicates& made, const Stratum& stratum, std::size_t first_replicate) {
  const double n = stratum.psu_count;
  for (std::int32_t i = 0; i < stratum.psu_count; ++i) {
    const std::size_t replicate = first_replicate + static_cast<std::size_t>(i);
    set_stratum(made, stratum, replicate, n / (n - 1));
    factor(made, stratum.first_psu + i, replicate) = 0;
  }
}

Replicates make_jk1(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  if (design.strata.size() != 1) {
    throw refusal(Code::kReplicatesStratified, spec, {{"count", std::to_string(design.strata.size())}});
  }
  const Stratum& all = design.strata.front();
  if (all.certainty() || all.psu_count < 2) throw refusal(Code::kReplicatesNone, spec);
  Replicates made = unchanged(design, spec, design.psu_count());
  leave_out_each(made, all, 0);
  const double n = all.psu_count;
  made.scheme.scale = (1 - all.sampling_fraction) * (n - 1) / n;
  return made;
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

Replicates make_jkn(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  std::size_t count = 0;
  double sampled = 0;
  double lonely = 0;
  for (const auto& stratum : design.strata) {
    count += jkn_count(design, stratum);
    if (!stratum.certainty()) sampled += stratum.psu_count;
    if (stratum.lonely()) lonely += 1;
  }
  if (count == 0) throw refusal(Code::kReplicatesNone, spec);
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

/// BRR is Fay's method with rho = 0.
Replicates make_balanced(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  std::vector<std::string> wrong;
  for (const auto& stratum : design.strata) {
    if (stratum.psu_count != 2) wrong.push_back(stratum.label);
  }
  if (!wrong.empty()) throw of_strata(Code::kReplicatesNotTwoPsus, spec, wrong);
  const auto matrix = numeric::hadamard(design.strata.size() + 1);
  if (!matrix) {
    throw refusal(Code::kReplicatesStrataLimit, spec,
                  {{"strata", std::to_string(design.strata.size())},
                   {"limit", std::to_string(numeric::kMostHadamardOrder - 1)}});
  }
  Replicates made = unchanged(design, spec, matrix->order);
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    for (std::size_t r = 0; r < matrix->order; ++r) {
      const bool first = matrix->at(r, h + 1) > 0;  // column 0 is constant: it would not balance
      factor(made, design.strata[h].first_psu, r) = first ? 2 - spec.rho : spec.rho;
      factor(made, design.strata[h].first_psu + 1, r) = first ? spec.rho : 2 - spec.rho;
    }
  }
  made.scheme.scale = 1 / (static_cast<double>(matrix->order) * (1 - spec.rho) * (1 - spec.rho));
  return made;
}

Replicates make_bootstrap(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  const auto lonely = lonely_strata(design);
  const bool kept = design.lonely_psu == LonelyPsu::kRemove || design.lonely_psu == LonelyPsu::kCertainty;
  if (!lonely.empty() && !kept) throw of_strata(Code::kReplicatesLonely, spec, lonely);
  if (lonely.size() == design.strata.size()) throw refusal(Code::kReplicatesNone, spec);
  Replicates made = unchanged(design, spec, spec.count);
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    const Stratum& stratum = design.strata[h];
    if (stratum.psu_count < 2) continue;
    const auto n = static_cast<std::uint32_t>(stratum.psu_count);
    const double step = static_cast<double>(n) / (n - 1);
    for (std::size_t r = 0; r < spec.count; ++r) {
      numeric::RandomStream stream(spec.seed, numeric::RandomPurpose::kBootstrapReplicates,
                                   static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(h));
      set_stratum(made, stratum, r, 0);
      for (std::uint32_t draw = 1; draw < n; ++draw) {
        factor(made, stratum.first_psu + static_cast<std::int32_t>(stream.below(n)), r) += step;
      }
    }
  }
  made.scheme.scale = 1 / (static_cast<double>(spec.count) - 1);
  return made;
}

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

Replicates make_replicates(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  const bool jackknife = spec.method == ReplicateMethod::kJk1 || spec.method == ReplicateMethod::kJkn;
  if (!jackknife && has_fpc(design)) throw refusal(Code::kReplicatesFpc, spec);
  if (spec.method == ReplicateMethod::kJk1) return make_jk1(design, spec);
  if (spec.method == ReplicateMethod::kBootstrap) return make_bootstrap(design, spec);
  if (design.strata.size() == 1) throw refusal(Code::kReplicatesUnstratified, spec);
  return spec.method == ReplicateMethod::kJkn ? make_jkn(design, spec) : make_balanced(design, spec);
}

GivenScheme given_scheme(const ReplicateSpec& spec, std::size_t count,
                         std::span<const double> largest_factors) {
  GivenScheme given;
  auto& scheme = given.scheme;
  scheme.method = spec.method;
  scheme.about_estimate = spec.mse.value_or(centres_at_estimate(spec.method));
  scheme.rscales = spec.rscales;
  if (scheme.rscales.empty() && spec.method == ReplicateMethod::kJkn) {
    if (spec.combined) throw Error({Code::kReplicateRscalesNeeded, {}, spec.method_place, {}, {}});
    for (const double largest : largest_factors) scheme.rscales.push_back(1 / largest);
    given.guessed = true;
  }
  if (scheme.rscales.empty()) scheme.rscales.assign(count, 1.0);
  if (scheme.rscales.size() != count) {
    throw Error({Code::kReplicateRscalesCount,
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
