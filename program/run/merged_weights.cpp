#include "program/run/merged_weights.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace sondeo::run {

void MergedWeights::add(const std::string& role, std::span<const double> weight,
                        std::span<const std::int32_t> unit_of_row) {
  if (std::find(added_.begin(), added_.end(), role) != added_.end()) return;
  added_.push_back(role);
  const auto [known, is_new] = roles_.try_emplace(role);
  if (is_new) order_.push_back(role);
  OfRole& of = known->second;
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (weight[row] == 0.0) continue;
    of.sum.add(weight[row]);
    of.squares.add(weight[row] * weight[row]);
    of.count += 1;
    const auto unit = static_cast<std::size_t>(unit_of_row[row]);
    if (of.met.size() <= unit) of.met.resize(unit + 1, false);
    of.met[unit] = true;
  }
}

WeightFacts MergedWeights::facts(const std::string& role) const {
  const OfRole& of = roles_.at(role);
  return {of.sum.value(), of.count};
}

std::span<const double> MergedWeights::token(const std::string& role) const { return roles_.at(role).token; }

std::vector<std::int32_t> MergedWeights::units(const std::string& role,
                                               std::span<const std::int32_t> unit_of_number) const {
  const OfRole& of = roles_.at(role);
  std::vector<std::int32_t> units;
  for (std::size_t number = 0; number < of.met.size(); ++number) {
    if (of.met[number]) units.push_back(unit_of_number[number]);
  }
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  return units;
}

void MergedWeights::add_kish_factors(estimation::DesignSummary& summary) const {
  for (const auto& role : order_) {
    const OfRole& of = roles_.at(role);
    const double factor = of.count * of.squares.value() / (of.sum.value() * of.sum.value());
    summary.facts.emplace_back(role.empty() ? "kish" : fmt::format("kish.{}", role),
                               fmt::format("{}", factor));
  }
}

}  // namespace sondeo::run
