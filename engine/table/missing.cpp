#include "engine/table/missing.hpp"

#include <array>

namespace sondeo {

namespace {

constexpr std::array<std::string_view, 7> kNames = {
    "", "system", "dont_know", "refused", "not_applicable", "not_asked", "other"};

}  // namespace

std::string_view missing_name(Missing reason) { return kNames[static_cast<std::size_t>(reason)]; }

std::optional<Missing> missing_named(std::string_view name) {
  for (std::size_t i = 1; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Missing>(i);
  }
  return std::nullopt;
}

}  // namespace sondeo
