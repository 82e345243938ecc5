#include "engine/design/replicate_spec.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"

namespace sondeo::design {

namespace {

constexpr double kMostReplicates = 100'000;

/// What stands behind a method's ':'.
enum class Number { kNone, kRho, kCount, kCountOrNone };

struct MethodWord {
  std::string_view word;
  Number number;
  ReplicateMethod variance;
};

/// In the order of MakingMethod.
constexpr std::array<MethodWord, 13> kMethods = {{
    {"jk1", Number::kNone, ReplicateMethod::kJk1},
    {"jkn", Number::kNone, ReplicateMethod::kJkn},
    {"jk2", Number::kNone, ReplicateMethod::kJk2},
    {"brr", Number::kNone, ReplicateMethod::kBrr},
    {"fay", Number::kRho, ReplicateMethod::kFay},
    {"bootstrap", Number::kCount, ReplicateMethod::kBootstrap},
    {"rwyb", Number::kCount, ReplicateMethod::kBootstrap},
    {"canty-davison", Number::kCount, ReplicateMethod::kBootstrap},
    {"preston", Number::kCount, ReplicateMethod::kBootstrap},
    {"generalised", Number::kCount, ReplicateMethod::kBootstrap},
    {"generalised-sd1", Number::kCount, ReplicateMethod::kBootstrap},
    {"generalised-sd2", Number::kCount, ReplicateMethod::kBootstrap},
    {"sdr", Number::kCountOrNone, ReplicateMethod::kSdr},
}};

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
      {code::kReplicateCount, {{"value", text.text}, {"low", "2"}, {"high", "100000"}}, text.place, {}, {}});
}

}  // namespace

void check_rho(double rho, const Written& text) {
  if (rho >= 0 && rho < 1) return;
  throw Error({code::kReplicateRho, {{"value", text.text}}, text.place, {}, {}});
}

std::string_view making_method_name(MakingMethod method) {
  return kMethods.at(static_cast<std::size_t>(method)).word;
}

bool is_bootstrap(MakingMethod method) {
  return kMethods.at(static_cast<std::size_t>(method)).number == Number::kCount;
}

bool takes_seed(MakingMethod method) { return is_bootstrap(method) || method == MakingMethod::kJk2; }

bool takes_order(MakingMethod method) {
  return method == MakingMethod::kSdr || method == MakingMethod::kGeneralisedSd1 ||
         method == MakingMethod::kGeneralisedSd2;
}

ReplicateMethod variance_method(MakingMethod method) {
  return kMethods.at(static_cast<std::size_t>(method)).variance;
}

std::optional<MadeReplicatesSpec> read_made_replicates(const Written& text) {
  const auto [word, number] = split(text.text);
  const std::string_view asked = word == "rao-wu" ? "bootstrap" : word;
  const auto found = std::find_if(kMethods.begin(), kMethods.end(),
                                  [&](const MethodWord& known) { return known.word == asked; });
  if (found == kMethods.end()) return std::nullopt;
  MadeReplicatesSpec spec;
  spec.written = text;
  spec.method = static_cast<MakingMethod>(found - kMethods.begin());
  switch (found->number) {
    case Number::kNone:
      if (number) return std::nullopt;
      break;
    case Number::kRho:
      spec.rho = number_of(number.value_or(""));
      check_rho(spec.rho, text);
      break;
    case Number::kCount:
      spec.count = count_of(number.value_or(""), text);
      break;
    case Number::kCountOrNone:
      if (number) spec.count = count_of(*number, text);
      break;
  }
  return spec;
}

void set_options(std::optional<MadeReplicatesSpec>& made, const MadeReplicatesOptions& options) {
  const auto refuse_unused = [&](const char* option, const char* methods, const Written& written) {
    const std::string method = made ? std::string(making_method_name(made->method)) : "linearization";
    throw Error({code::kMadeReplicatesOption,
                 {{"option", option}, {"method", method}, {"methods", methods}},
                 written.place,
                 {},
                 {}});
  };
  if (options.seed_written) {
    if (!made || !takes_seed(made->method)) {
      throw Error({code::kReplicateSeedUnused, {}, options.seed_written->place, {}, {}});
    }
    made->seed = options.seed;
  }
  if (options.draws) {
    if (!made || made->method != MakingMethod::kRwyb) refuse_unused("draws", "rwyb", options.draws->written);
    made->draws = static_cast<std::size_t>(options.draws->value);
  }
  if (options.tau) {
    const bool generalised = made && is_bootstrap(made->method) && made->method >= MakingMethod::kGeneralised;
    if (!generalised) {
      refuse_unused("tau", "generalised, generalised-sd1, generalised-sd2", options.tau->written);
    }
    if (!(options.tau->value >= 1)) {
      const auto& written = options.tau->written;
      throw Error({code::kReplicateTau, {{"value", written.text}}, written.place, {}, {}});
    }
    made->tau = options.tau->value;
  }
  if (options.order) {
    if (!made || !takes_order(made->method)) {
      refuse_unused("psu_order", "sdr, generalised-sd1, generalised-sd2", *options.order);
    }
    made->order = options.order;
  }
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
