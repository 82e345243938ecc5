#include "program/cli/timings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/json.hpp"

namespace sondeo::cli {

void Timings::end_of(std::string part) {
  const auto now = std::chrono::steady_clock::now();
  parts_.emplace_back(std::move(part), std::chrono::duration<double>(now - last_).count());
  last_ = now;
}

std::string Timings::json() const {
  std::vector<std::string> parts;
  parts.reserve(parts_.size());
  for (const auto& [part, seconds] : parts_) {
    parts.push_back(
        fmt::format("{{\"part\": {}, \"seconds\": {:.6f}}}", reports::json_string(part), seconds));
  }
  return fmt::format("{{\n  \"schema\": \"sondeo-timings/1\",\n  \"parts\": [\n    {}\n  ]\n}}\n",
                     fmt::join(parts, ",\n    "));
}

}  // namespace sondeo::cli
