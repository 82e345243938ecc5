#include "weights/weighting_classes.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace sondeo::weights {

namespace {

/// A class while classes are merged.
struct Class {
  ClassTally tally;
  std::vector<std::int32_t> groups;
};

/// Classes that may be merged, in the order of their codes.
using Pool = std::vector<Class>;

std::size_t respondents(const Class& each) { return each.tally.count(ResponseStatus::kRespondent); }

/// The class to be merged next: of those that do not stand the first with the fewest respondents.
std::optional<std::size_t> weakest(const Pool& pool, const ClassRule& rule) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < pool.size(); ++i) {
    if (stands(pool[i].tally, rule)) continue;
    if (!found || respondents(pool[i]) < respondents(pool[*found])) found = i;
  }
  return found;
}

/// Of the classes beside it the one with fewer respondents.
std::size_t neighbour(const Pool& pool, std::size_t at) {
  if (at == 0) return 1;
  if (at + 1 == pool.size()) return at - 1;
  return respondents(pool[at + 1]) < respondents(pool[at - 1]) ? at + 1 : at - 1;
}

void merge_pool(Pool& pool, const ClassRule& rule) {
  while (pool.size() > 1) {
    const auto at = weakest(pool, rule);
    if (!at) return;
    const std::size_t with = neighbour(pool, *at);
    Class& first = pool[std::min(*at, with)];
    Class& second = pool[std::max(*at, with)];
    first.tally.add(second.tally);
    first.groups.insert(first.groups.end(), second.groups.begin(), second.groups.end());
    pool.erase(pool.begin() + static_cast<std::ptrdiff_t>(std::max(*at, with)));
  }
}

std::vector<CodeValue> without(std::vector<CodeValue> key, std::span<const std::size_t> given_up) {
  for (const auto position : given_up) key[position] = 0.0;
  return key;
}

}  // namespace

void ClassTally::add(const ClassTally& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] += other.counts[i];
    weights[i] += other.weights[i];
  }
}

double ClassTally::eligibility_factor() const {
  const double unknown = weight(ResponseStatus::kUnknown);
  const double known = weight(ResponseStatus::kRespondent) + weight(ResponseStatus::kNonrespondent) +
                       weight(ResponseStatus::kIneligible);
  return unknown == 0.0 ? 1 : (known + unknown) / known;
}

double ClassTally::response_factor() const {
  const double nonrespondent = weight(ResponseStatus::kNonrespondent);
  const double respondent = weight(ResponseStatus::kRespondent);
  return nonrespondent == 0.0 ? 1 : (respondent + nonrespondent) / respondent;
}

bool stands(const ClassTally& tally, const ClassRule& rule) {
  const bool known = tally.weight(ResponseStatus::kRespondent) > 0 ||
                     tally.weight(ResponseStatus::kNonrespondent) > 0 ||
                     tally.weight(ResponseStatus::kIneligible) > 0;
  if (!rule.of_response) return known || tally.weight(ResponseStatus::kUnknown) == 0.0;
  if (tally.count(ResponseStatus::kIneligible) > 0 && tally.count(ResponseStatus::kRespondent) == 0 &&
      tally.count(ResponseStatus::kNonrespondent) == 0 && tally.count(ResponseStatus::kUnknown) == 0) {
    return true;  // nobody to stand for
  }
  if (!(tally.weight(ResponseStatus::kRespondent) > 0)) return false;
  if (tally.count(ResponseStatus::kRespondent) < rule.minimum_cases) return false;
  if (rule.minimum_rate && 1 / tally.response_factor() < *rule.minimum_rate) return false;
  const double factor = tally.eligibility_factor() * tally.response_factor();
  return !rule.maximum_factor || factor <= *rule.maximum_factor;
}

MergedClasses merge_classes(const std::vector<std::vector<CodeValue>>& keys,
                            std::span<const ClassTally> tallies, std::span<const std::size_t> order,
                            const ClassRule& rule) {
  std::vector<Class> classes;
  for (std::size_t group = 0; group < keys.size(); ++group) {
    classes.push_back({tallies[group], {static_cast<std::int32_t>(group)}});
  }
  for (std::size_t stage = 1; stage <= order.size(); ++stage) {
    std::map<std::vector<CodeValue>, Pool> pools;
    for (auto& each : classes) {
      const auto& key = keys[static_cast<std::size_t>(each.groups.front())];
      pools[without(key, order.first(stage))].push_back(std::move(each));
    }
    classes.clear();
    for (auto& [key, pool] : pools) {
      merge_pool(pool, rule);
      std::move(pool.begin(), pool.end(), std::back_inserter(classes));
    }
  }
  MergedClasses merged;
  merged.class_of_group.assign(keys.size(), 0);
  for (auto& each : classes) {
    std::sort(each.groups.begin(), each.groups.end());
    for (const auto group : each.groups) {
      merged.class_of_group[static_cast<std::size_t>(group)] =
          static_cast<std::int32_t>(merged.tallies.size());
    }
    merged.tallies.push_back(each.tally);
    merged.groups.push_back(std::move(each.groups));
  }
  return merged;
}

}  // namespace sondeo::weights
