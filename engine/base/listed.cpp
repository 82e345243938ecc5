#include "engine/base/listed.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace sondeo {

std::string listed(std::span<const std::string> names) {
  constexpr std::size_t kMostListed = 10;
  const auto shown = names.first(std::min(names.size(), kMostListed));
  std::string text = fmt::format("{}", fmt::join(shown, ", "));
  if (names.size() > kMostListed) text += fmt::format(", ... (+{})", names.size() - kMostListed);
  return text;
}

}  // namespace sondeo
