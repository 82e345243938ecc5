#include "program/run/merged_targets.hpp"

#include <array>
#include <type_traits>
#include <utility>

#include "engine/moments/row_values.hpp"

namespace sondeo::run {

namespace {

using estimation::Target;

bool is_of_groups(const Target& target) {
  return std::holds_alternative<moments::InGroup>(target.variate.y) ||
         std::holds_alternative<moments::NumbersInGroup>(target.variate.y);
}

/// The kind of a variate without its rows. Whether there is an x is told by its length alone.
moments::Variate without_rows(const moments::Variate& variate) {
  static constexpr std::array<double, 1> kSomeX{1.0};
  moments::Variate kind;
  kind.y = std::visit(
      [](const auto& values) -> moments::Values { return std::remove_cvref_t<decltype(values)>{}; },
      variate.y);
  if (!variate.x.empty()) kind.x = kSomeX;
  return kind;
}

bool some_negative(const moments::Variate& variate) {
  const bool numbers = std::holds_alternative<moments::Numbers>(variate.y) ||
                       std::holds_alternative<moments::NumbersInGroup>(variate.y);
  if (!numbers && variate.x.empty()) return false;
  for (std::size_t row = 0; row < variate.weight.size(); ++row) {
    if (moments::in_base(variate, row) && moments::is_negative(variate, row)) return true;
  }
  return false;
}

}  // namespace

MergedTargets::Merged& MergedTargets::found(OfIndicator& of, std::size_t indicator, const Target& target) {
  const auto make = [&](bool has_amount) {
    Merged merged{target, indicator, {}, false};
    merged.target.variate = without_rows(target.variate);
    merged.variate.has_x = !target.variate.x.empty();
    if (is_of_groups(target)) {
      if (of.presence < 0) of.presence = presences_++;
      merged.variate.presence = of.presence;
    } else {
      merged.variate.presence = presences_++;
    }
    merged.variate.amount = has_amount ? amounts_++ : -1;
    return merged;
  };
  if (target.code) {
    const auto known = of.categories.find(*target.code);
    return known != of.categories.end() ? known->second
                                        : of.categories.emplace(*target.code, make(true)).first->second;
  }
  if (is_of_groups(target)) {
    if (of.without.empty()) of.without.push_back(make(false));
    return of.without.front();
  }
  const auto known = of.others.find(target.category);
  if (known != of.others.end()) return known->second;
  of.order.push_back(target.category);
  return of.others.emplace(target.category, make(true)).first->second;
}

void MergedTargets::add(std::size_t indicator, std::vector<Target> of_part, Part& part) {
  OfIndicator& of = indicators_[indicator];
  bool adds_presence = true;
  for (auto& target : of_part) {
    Merged& merged = found(of, indicator, target);
    merged.negative = merged.negative || some_negative(target.variate);
    part.places.push_back({merged.variate.presence, merged.variate.amount, adds_presence});
    if (is_of_groups(target)) adds_presence = false;
    part.targets.push_back(std::move(target));
  }
}

std::vector<MergedTargets::Merged> MergedTargets::all() const {
  std::vector<Merged> all;
  for (const auto& [indicator, of] : indicators_) {
    for (const auto& [code, merged] : of.categories) all.push_back(merged);
    for (const auto& category : of.order) all.push_back(of.others.at(category));
    if (of.categories.empty()) all.insert(all.end(), of.without.begin(), of.without.end());
  }
  return all;
}

}  // namespace sondeo::run
