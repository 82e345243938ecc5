#include "program/run/counted_findings.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

namespace sondeo::run {

namespace {

constexpr std::string_view kCount = "count";

std::uint64_t count_of(const Diagnostic& finding) {
  std::uint64_t count = 0;
  for (const auto& argument : finding.arguments) {
    const auto* begin = argument.value.data();
    if (argument.name == kCount) std::from_chars(begin, begin + argument.value.size(), count);
  }
  return count;
}

void add_count(const Diagnostic& finding, Diagnostic& to) {
  for (auto& argument : to.arguments) {
    if (argument.name == kCount) argument.value = std::to_string(count_of(to) + count_of(finding));
  }
}

bool same_kind(const Diagnostic& a, const Diagnostic& b) {
  const auto same_argument = [](const Argument& x, const Argument& y) {
    return x.name == y.name && (x.value == y.value || x.name == kCount);
  };
  return a.code == b.code && std::equal(a.arguments.begin(), a.arguments.end(), b.arguments.begin(),
                                        b.arguments.end(), same_argument);
}

}  // namespace

void add_counted(const Diagnostics& findings, Diagnostics& to) {
  for (const auto& finding : findings) {
    const auto known =
        std::find_if(to.begin(), to.end(), [&](const auto& other) { return same_kind(finding, other); });
    if (known == to.end()) {
      to.push_back(finding);
    } else {
      add_count(finding, *known);
    }
  }
}

}  // namespace sondeo::run
