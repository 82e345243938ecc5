#include "engine/design/pps_spec.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/spec/words.hpp"

namespace sondeo::design {

namespace {

std::string name_of(PpsMethod method) {
  return std::string(kPpsMethodNames.at(static_cast<std::size_t>(method)));
}

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<PpsSpec> read_pps_method(const Written& text) {
  const std::size_t colon = text.text.find(':');
  const auto found =
      std::find(kPpsMethodNames.begin(), kPpsMethodNames.end(), std::string_view(text.text).substr(0, colon));
  if (found == kPpsMethodNames.end()) return std::nullopt;
  PpsSpec spec;
  spec.written = text;
  spec.method = static_cast<PpsMethod>(found - kPpsMethodNames.begin());
  if (colon == std::string::npos) return spec;
  const std::size_t first = colon + 1;
  if (spec.method != PpsMethod::kHartleyRao || first == text.text.size()) return std::nullopt;
  spec.mean_probability = {text.text.substr(first), text.at(first, text.text.size() - first)};
  spec.mean_number = number_of(spec.mean_probability->text);
  return spec;
}

PpsSpec read_pps_section(spec::Section& section) {
  const spec::Value method = section.required("method");
  auto read = read_pps_method(method.text());
  if (!read) static_cast<void>(spec::word_position(method, kPpsMethodWords));
  PpsSpec spec = read.value_or(PpsSpec{});
  if (const auto variance = section.value("variance")) {
    spec.variance = static_cast<PpsVariance>(spec::word_position(*variance, kPpsVarianceNames));
    spec.variance_place = variance->place();
  }
  spec.probabilities = section.text("probabilities");
  spec.joint = section.text("joint");
  section.finish();
  check_pps(spec);
  return spec;
}

void check_pps(const PpsSpec& spec) {
  const auto refuse = [&](Code code, const Place& place) {
    throw Error({code, {{"method", name_of(spec.method)}}, place, {}, {}});
  };
  const bool joint = spec.method == PpsMethod::kJoint;
  if (joint && !spec.joint) refuse(code::kPpsJointNeeded, spec.written.place);
  if (!joint && spec.joint) refuse(code::kPpsJointUnused, spec.joint->place);
  if (spec.mean_number && !(*spec.mean_number > 0 && *spec.mean_number <= 1)) {
    const Written& mean = *spec.mean_probability;
    throw Error({code::kPpsMeanRange, {{"value", mean.text}}, mean.place, {}, {}});
  }
  const bool one_variance = spec.method == PpsMethod::kBrewer || spec.method == PpsMethod::kPoisson;
  if (one_variance && spec.variance_place) refuse(code::kPpsVarianceUnused, *spec.variance_place);
}

}  // namespace sondeo::design
