#include "engine/design/replicate_spec.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "engine/base/diagnostic.hpp"

namespace sondeo::design {

namespace {

constexpr double kMostReplicates = 100'000;

/// The word before the first ':' and the number after it.
struct WordAndNumber {
  std::string_view word;
  std::optional<std::string_view> number;
};

WordAndNumber split(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

/// NaN for what is no number.
double number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nan("");
  return value;
}

std::size_t count_of(std::string_view number, const Written& text) {
  const double count = number_of(number);
  if (count >= 2 && count <= kMostReplicates && count == std::floor(count)) {
    return static_cast<std::size_t>(count);
  }
  throw Error(
      {Code::kReplicateCount, {{"value", text.text}, {"low", "2"}, {"high", "100000"}}, text.place, {}, {}});
}

}  // namespace

void check_rho(double rho, const Written& text) {
  if (rho >= 0 && rho < 1) return;
  throw Error({Code::kReplicateRho, {{"value", text.text}}, text.place, {}, {}});
}

std::optional<MadeReplicatesSpec> read_made_replicates(const Written& text) {
  const auto [word, number] = split(text.text);
  MadeReplicatesSpec spec;
  spec.written = text;
  if (word == "fay") {
    spec.method = ReplicateMethod::kFay;
    spec.rho = number_of(number.value_or(""));
    check_rho(spec.rho, text);
    return spec;
  }
  if (word == "bootstrap") {
    spec.method = ReplicateMethod::kBootstrap;
    spec.count = count_of(number.value_or(""), text);
    return spec;
  }
  if (number) return std::nullopt;
  if (word == "jk1") {
    spec.method = ReplicateMethod::kJk1;
  } else if (word == "jkn") {
    spec.method = ReplicateMethod::kJkn;
  } else if (word == "brr") {
    spec.method = ReplicateMethod::kBrr;
  } else {
    return std::nullopt;
  }
  return spec;
}

bool read_replicate_method(const Written& text, ReplicateSpec& spec) {
  const auto [word, number] = split(text.text);
  const auto found = std::find(kReplicateMethodNames.begin(), kReplicateMethodNames.end(), word);
  if (found == kReplicateMethodNames.end()) return false;
  spec.method = static_cast<ReplicateMethod>(found - kReplicateMethodNames.begin());
  spec.method_place = text.place;
  if (!number) return true;
  if (spec.method != ReplicateMethod::kFay) return false;
  spec.rho = number_of(*number);
  check_rho(spec.rho, text);
  return true;
}

}  // namespace sondeo::design
