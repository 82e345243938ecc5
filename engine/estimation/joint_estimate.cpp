#include "engine/estimation/joint_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "engine/estimation/calibration_residuals.hpp"
#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

using Values = std::optional<std::vector<double>>;

/// Weights of the domain's rows under one replicate.
std::vector<double> weights_of_replicate(const LevelRows& rows, const DomainRows& domain,
                                         std::span<const double> weight, std::size_t replicate) {
  std::vector<double> weights(domain.size());
  if (rows.given != nullptr) {
    const std::vector<double> all = rows.given->weights(replicate, weight);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] = all[static_cast<std::size_t>(domain.rows[i])];
    }
    return weights;
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto factors = rows.made->of_unit(static_cast<std::size_t>(domain.units[i]));
    weights[i] = domain.weights[i] * factors[replicate];
  }
  return weights;
}

/// What the replicates vary about.
std::vector<double> centre_of(const design::ReplicateScheme& scheme, std::span<const Values> thetas,
                              std::span<const double> estimate) {
  if (scheme.about_estimate) return {estimate.begin(), estimate.end()};
  std::vector<double> centre(estimate.size());
  for (std::size_t k = 0; k < centre.size(); ++k) {
    numeric::CompensatedSum sum;
    double count = 0;
    for (std::size_t r = 0; r < thetas.size(); ++r) {
      if (!thetas[r] || !(scheme.rscales[r] > 0)) continue;
      sum.add((*thetas[r])[k]);
      count += 1;
    }
    centre[k] = sum.value() / count;
  }
  return centre;
}

numeric::Matrix spread_of(const design::ReplicateScheme& scheme, std::span<const Values> thetas,
                          std::span<const double> centre, double scale) {
  numeric::Matrix spread(centre.size(), centre.size());
  for (std::size_t k = 0; k < centre.size(); ++k) {
    for (std::size_t l = 0; l <= k; ++l) {
      numeric::CompensatedSum products;
      for (std::size_t r = 0; r < thetas.size(); ++r) {
        if (!thetas[r]) continue;
        const auto& theta = *thetas[r];
        products.add(scheme.rscales[r] * (theta[k] - centre[k]) * (theta[l] - centre[l]));
      }
      spread.at(k, l) = scale * products.value();
      spread.at(l, k) = spread.at(k, l);
    }
  }
  return spread;
}

void set_replicate_covariance(const LevelRows& rows, const DomainRows& domain, std::span<const double> weight,
                              const JointStatistic& statistic, JointEstimate& joint) {
  constexpr double kLeastUsed = 0.9;
  const design::ReplicateScheme& scheme = rows.given != nullptr ? rows.given->scheme : rows.made->scheme;
  std::vector<Values> thetas;
  for (std::size_t r = 0; r < scheme.count(); ++r) {
    thetas.push_back(statistic.values(weights_of_replicate(rows, domain, weight, r)));
  }
  const auto used =
      thetas.size() - static_cast<std::size_t>(std::count_if(thetas.begin(), thetas.end(),
                                                             [](const Values& theta) { return !theta; }));
  const double share = static_cast<double>(used) / static_cast<double>(thetas.size());
  const bool bootstrap = scheme.method == design::ReplicateMethod::kBootstrap;
  if (bootstrap ? share < kLeastUsed : used < thetas.size()) {
    std::fill(joint.covariance.values.begin(), joint.covariance.values.end(), kNone);
    joint.notes.emplace_back("replicate_empty");
    return;
  }
  if (used < thetas.size()) {
    joint.notes.push_back(fmt::format("replicates_used={}/{}", used, thetas.size()));
  }
  joint.covariance = spread_of(scheme, thetas, centre_of(scheme, thetas, joint.values), scheme.scale / share);
}

/// Leaves the calibration residuals of all scores.
void take_out_calibration(const CalibrationResiduals& calibration, const DomainRows& domain,
                          const JointStatistic& statistic, std::span<Scores> scores) {
  std::vector<CalibrationResiduals::Products> products(statistic.count, calibration.no_products());
  std::vector<double> values(statistic.count);
  for (std::size_t i = 0; i < domain.size(); ++i) {
    const std::int32_t profile = calibration.profile_of(static_cast<std::size_t>(domain.rows[i]));
    if (profile < 0) continue;
    std::fill(values.begin(), values.end(), 0.0);
    statistic.scores(i, values);
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (values[k] != 0.0) calibration.add(profile, values[k], products[k]);
    }
  }
  for (std::size_t k = 0; k < scores.size(); ++k) calibration.take_out(products[k], scores[k]);
}

/// The units of a domain as scores without values: enough to count them.
Scores units_of(const DomainRows& domain) {
  Scores units;
  for (const auto unit : domain.units) {
    if (units.psus.empty() || units.psus.back() != unit) units.psus.push_back(unit);
  }
  units.values.resize(units.psus.size());
  return units;
}

}  // namespace

std::optional<JointEstimate> estimate_jointly(const LevelRows& rows, const DomainRows& domain,
                                              std::span<const double> weight,
                                              const JointStatistic& statistic) {
  auto values = statistic.values(domain.weights);
  if (!values) return std::nullopt;
  JointEstimate joint;
  joint.values = std::move(*values);
  joint.covariance = numeric::Matrix(statistic.count, statistic.count);
  joint.units = case_units(rows.design, units_of(domain));
  if (rows.given != nullptr || rows.made != nullptr) {
    set_replicate_covariance(rows, domain, weight, statistic, joint);
    return joint;
  }
  auto scores = sum_by_unit(domain, statistic.count, statistic.scores);
  if (const auto* calibration = calibration_of(rows, weight)) {
    take_out_calibration(*calibration, domain, statistic, scores);
  }
  joint.covariance = covariance_matrix(rows.design, scores);
  const bool none = std::any_of(joint.covariance.values.begin(), joint.covariance.values.end(),
                                [](double value) { return std::isnan(value); });
  if (none) joint.notes.emplace_back("all_strata_lonely");
  return joint;
}

numeric::Matrix covariance_matrix(const design::SampleDesign& design, std::span<const Scores> scores) {
  numeric::Matrix covariance(scores.size(), scores.size());
  for (std::size_t k = 0; k < scores.size(); ++k) {
    covariance.at(k, k) = linearized_variance(design, scores[k]);
    for (std::size_t l = 0; l < k; ++l) {
      covariance.at(k, l) = linearized_covariance(design, scores[k], scores[l]);
      covariance.at(l, k) = covariance.at(k, l);
    }
  }
  return covariance;
}

}  // namespace sondeo::estimation
