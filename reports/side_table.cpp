#include "reports/side_table.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>

namespace sondeo::reports {

int decimals_of(const SideTable& table, std::size_t column, double value) {
  if (column >= table.texts && column - table.texts < table.decimals.size()) {
    return table.decimals[column - table.texts];
  }
  constexpr int kDigits = 5;
  const double size = std::abs(value);
  const int magnitude =
      size > 0 && std::isfinite(size) ? static_cast<int>(std::floor(std::log10(size))) + 1 : 1;
  return std::clamp(kDigits - magnitude, 0, 8);
}

std::vector<std::vector<std::string>> shown_lines(const SideTable& table, const NumberFormat& numbers) {
  std::vector<std::vector<std::string>> shown;
  shown.reserve(table.lines.size());
  for (const auto& line : table.lines) {
    auto& texts = shown.emplace_back();
    for (std::size_t column = 0; column < line.size(); ++column) {
      const auto* number = std::get_if<double>(&line[column]);
      if (number == nullptr) {
        texts.push_back(std::get<std::string>(line[column]));
      } else if (std::isfinite(*number)) {
        texts.push_back(formatted(*number, decimals_of(table, column, *number), numbers));
      } else {
        texts.push_back(std::isinf(*number) ? fmt::format("{}", *number) : std::string());
      }
    }
  }
  return shown;
}

}  // namespace sondeo::reports
