#include "engine/base/nearest.hpp"

#include <algorithm>
#include <utility>

namespace sondeo {

namespace {

constexpr std::size_t kMostSuggestions = 3;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::string x = lower(a);
  const std::string y = lower(b);
  std::vector<std::size_t> before_last(y.size() + 1);
  std::vector<std::size_t> last(y.size() + 1);
  std::vector<std::size_t> current(y.size() + 1);
  for (std::size_t j = 0; j <= y.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1);
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
        current[j] = std::min(current[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, current);
  }
  return last[y.size()];
}

std::vector<std::string> nearest_names(std::string_view wanted, std::span<const std::string> names) {
  const std::string key = lower(wanted);
  const std::size_t limit = key.size() <= 3 ? 1 : 2;
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& name : names) {
    const std::string candidate = lower(name);
    const std::size_t distance = edit_distance(key, candidate);
    const bool prefix = key.size() >= 3 && candidate.size() >= 3 &&
                        (candidate.starts_with(key) || key.starts_with(candidate));
    if (distance <= limit) {
      ranked.emplace_back(distance, name);
    } else if (prefix) {
      ranked.emplace_back(limit + 1, name);
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> result;
  for (const auto& [distance, name] : ranked) {
    if (result.size() == kMostSuggestions) break;
    if (std::find(result.begin(), result.end(), name) == result.end()) result.push_back(name);
  }
  return result;
}

}  // namespace sondeo
