// Replicates of quadratic forms of the PSU totals t_1 ... t_n of a stratum in their order:
//   SD1 = (1 - f) n / (2 (n - 1)) sum_{k=2..n} (t_k - t_{k-1})^2
//   SD2 = (1 - f) / 2 (sum_{k=2..n} (t_k - t_{k-1})^2 + (t_n - t_1)^2)
// Beside the stratified form they use that neighbours in a systematic sample are alike. Where neighbours are
// no more alike than others their expectation is the stratified variance; with a trend in the order SD1 and
// SD2 stay small where the stratified form does not.
// Source: Wolter (2007), Introduction to Variance Estimation, 8.2; Ash (2014), Survey Methodology 40:47-59.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/design/codes.hpp"
#include "engine/design/detail/replicate_maker.hpp"
#include "engine/numeric/hadamard.hpp"
#include "engine/numeric/random_stream.hpp"

namespace sondeo::design::detail {

namespace {

bool is_replicated(const Stratum& stratum) { return stratum.psu_count > 1 && !stratum.certainty(); }

/// Normal deviates of the PSUs of one stratum, in their order, whose covariances are the method's quadratic
/// form: linear combinations of independent ones.
std::vector<double> deviates(const MadeReplicatesSpec& spec, const Stratum& stratum,
                             numeric::RandomStream& stream) {
  const auto n = static_cast<std::size_t>(stratum.psu_count);
  const double kept = 1 - stratum.sampling_fraction;
  std::vector<double> z(n);
  for (double& value : z) value = stream.normal();
  std::vector<double> result(n);
  if (spec.method == MakingMethod::kGeneralised) {
    double mean = 0;
    for (const double value : z) mean += value / static_cast<double>(n);
    const double spread = std::sqrt(kept * static_cast<double>(n) / static_cast<double>(n - 1));
    for (std::size_t i = 0; i < n; ++i) result[i] = spread * (z[i] - mean);
    return result;
  }
  const bool circular = spec.method == MakingMethod::kGeneralisedSd2;
  const double spread =
      std::sqrt(kept / 2 * (circular ? 1.0 : static_cast<double>(n) / static_cast<double>(n - 1)));
  // z_k belongs to the difference of the PSUs k and k + 1; the last closes the circle.
  for (std::size_t k = 0; k < (circular ? n : n - 1); ++k) {
    result[k] -= spread * z[k];
    result[(k + 1) % n] += spread * z[k];
  }
  return result;
}

/// The smallest tau, to two decimals, that leaves no factor negative: factors 1 + d / tau.
double least_tau(const Replicates& made) {
  constexpr double kHundredths = 100;
  const double lowest = *std::min_element(made.factors.begin(), made.factors.end());
  return std::max(1.0, std::ceil((1 - lowest) * kHundredths) / kHundredths);
}

/// How many replicates `sdr` makes by itself: a Hadamard matrix with a column for each PSU beside the
/// constant.
std::size_t own_count(const SampleDesign& design) {
  std::size_t psus = 0;
  for (const auto& stratum : design.strata) {
    if (is_replicated(stratum)) psus += static_cast<std::size_t>(stratum.psu_count);
  }
  return psus + 1;
}

/// Which columns of the matrix the PSUs of a stratum take: a closed circle (c_1, c_2), (c_2, c_3) ...
/// (c_n, c_1), the strata one after the other. Where the columns end they begin again in another step, so
/// that two PSUs seldom share a pair.
class ColumnCircle {
 public:
  explicit ColumnCircle(std::size_t order) : columns_(order - 1) {}

  std::vector<std::size_t> take(std::size_t count) {
    std::vector<std::size_t> taken;
    for (std::size_t i = 0; i < count; ++i) taken.push_back(next());
    while (count > 1 && taken.back() == taken.front())
      taken.back() = next();  // or the circle would not close
    return taken;
  }

 private:
  std::size_t next() {
    const std::size_t column = 1 + position_ * step_ % columns_;  // column 0 is constant
    if (++position_ == columns_) {
      position_ = 0;
      do {
        step_ = step_ % columns_ + 1;
      } while (std::gcd(step_, columns_) != 1);
    }
    return column;
  }

  std::size_t columns_;
  std::size_t position_ = 0;
  std::size_t step_ = 1;
};

}  // namespace

Replicates make_generalised(const SampleDesign& design, const MadeReplicatesSpec& spec,
                            std::span<const double> psu_keys) {
  check_lonely_kept(design, spec);
  Replicates made = unchanged(design, spec, spec.count);
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    const Stratum& stratum = design.strata[h];
    if (!is_replicated(stratum)) continue;
    const auto psus = ordered_psus(stratum, psu_keys);
    for (std::size_t r = 0; r < spec.count; ++r) {
      numeric::RandomStream stream(spec.seed, numeric::RandomPurpose::kGeneralisedBootstrap,
                                   static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(h));
      const auto deviations = deviates(spec, stratum, stream);
      for (std::size_t i = 0; i < psus.size(); ++i) factor(made, psus[i], r) += deviations[i];
    }
  }
  const double least = least_tau(made);
  const double tau = spec.tau.value_or(least);
  if (tau < least) {
    throw refusal(code::kReplicateTauSmall, spec,
                  {{"tau", fmt::format("{}", tau)}, {"least", fmt::format("{}", least)}});
  }
  for (double& value : made.factors) value = 1 + (value - 1) / tau;
  made.scheme.tau = tau;
  made.scheme.scale = tau * tau / static_cast<double>(spec.count);
  return made;
}

Replicates make_sdr(const SampleDesign& design, const MadeReplicatesSpec& spec,
                    std::span<const double> psu_keys) {
  check_lonely_kept(design, spec);
  const std::size_t wanted = spec.count > 0 ? spec.count : own_count(design);
  const auto matrix = numeric::hadamard(std::max<std::size_t>(wanted, 4));
  if (!matrix) {
    throw refusal(code::kReplicatesSdrLimit, spec,
                  {{"psus", std::to_string(own_count(design) - 1)},
                   {"limit", std::to_string(numeric::kMostHadamardOrder)}});
  }
  Replicates made = unchanged(design, spec, matrix->order);
  ColumnCircle circle(matrix->order);
  const double step = 1 / std::sqrt(8.0);
  for (const auto& stratum : design.strata) {
    if (!is_replicated(stratum)) continue;
    const auto psus = ordered_psus(stratum, psu_keys);
    const auto columns = circle.take(psus.size());
    const double spread = step * std::sqrt(1 - stratum.sampling_fraction);
    for (std::size_t i = 0; i < psus.size(); ++i) {
      const std::size_t own = columns[i];
      const std::size_t next = columns[(i + 1) % columns.size()];
      for (std::size_t r = 0; r < matrix->order; ++r) {
        factor(made, psus[i], r) += spread * (matrix->at(r, own) - matrix->at(r, next));
      }
    }
  }
  made.scheme.scale = 4 / static_cast<double>(matrix->order);
  return made;
}

}  // namespace sondeo::design::detail
