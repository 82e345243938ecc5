#include "program/cli/composite_flags.hpp"

#include <algorithm>
#include <cstdint>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/flag_values.hpp"

namespace sondeo::cli {

namespace {

/// The '=' of a cell, as in `a[sex=2]`, names nothing.
Named named_function(const Written& value) {
  const std::size_t equals = value.text.find('=');
  const std::size_t bracket = value.text.find('[');
  if (equals != std::string::npos && equals < bracket) return named_expression(value);
  const Written whole = trimmed(value, 0, value.text.size());
  return {whole.text, whole};
}

/// `V`, `V:CODE`, `V:"CODE"` or `V:total`, split at the last colon.
estimation::ComparisonSpec comparison_of(const Written& value) {
  estimation::ComparisonSpec comparison;
  const std::size_t colon = value.text.rfind(':');
  const std::size_t end = std::min(colon, value.text.size());
  comparison.variable = trimmed(value, 0, end);
  const auto refuse_empty = [&](const Written& part) {
    if (part.text.empty()) {
      throw Error(
          {code::kFlagEmpty, {{"flag", value.place.source}}, value.place, {}, "sondeo tabulate --help"});
    }
  };
  refuse_empty(comparison.variable);
  if (colon == std::string::npos) return comparison;
  Written with = trimmed(value, colon + 1, value.text.size() - colon - 1);
  comparison.with_total = with.text == "total";
  const bool quoted = with.text.size() > 2 && with.text.front() == '"' && with.text.back() == '"';
  if (quoted) with = {with.text.substr(1, with.text.size() - 2), with.at(1, with.text.size() - 2)};
  refuse_empty(with);
  comparison.with = std::move(with);
  return comparison;
}

}  // namespace

std::vector<run::CrossSpec> crosses_of(const CommandLine& line) {
  need_beside(line, "--percent-of", "--table");
  auto percent = run::CrossPercent::kTotal;
  if (const auto word = line.value("--percent-of")) {
    percent = static_cast<run::CrossPercent>(choice(*word, run::kCrossPercentNames));
  }
  std::vector<run::CrossSpec> crosses;
  for (const auto& value : line.values("--table")) {
    const auto sides = parts(value);
    if (sides.size() != 2) {
      throw Error({code::kTablePair, {{"value", value.text}}, value.place, {}, "sondeo tabulate --help"});
    }
    auto& cross = crosses.emplace_back(run::make_cross(sides[0], sides[1]));
    cross.percent = percent;
    if (line.has("--percent")) cross.subject.per = 100;
  }
  return crosses;
}

std::vector<estimation::ComparisonSpec> comparisons_of(const CommandLine& line) {
  std::vector<estimation::ComparisonSpec> comparisons;
  for (const auto& value : line.values("--compare")) comparisons.push_back(comparison_of(value));
  for (const char* flag : {"--compare-as", "--adjust"}) need_beside(line, flag, "--compare");
  for (auto& comparison : comparisons) {
    if (const auto form = line.value("--compare-as")) {
      comparison.form =
          static_cast<estimation::ComparisonForm>(choice(*form, estimation::kComparisonFormNames));
    }
    if (const auto adjust = line.value("--adjust")) {
      comparison.adjust =
          static_cast<estimation::PAdjustment>(choice(*adjust, estimation::kPAdjustmentNames));
    }
  }
  return comparisons;
}

std::optional<estimation::StandardSpec> standard_of(const CommandLine& line) {
  for (const char* flag : {"--standard-population", "--standard-minimum"}) {
    need_beside(line, flag, "--standardise");
  }
  need_beside(line, "--standardise", "--standard-population");
  const auto by = line.value("--standardise");
  if (!by) return std::nullopt;
  estimation::StandardSpec standard;
  standard.by = parts(*by);
  standard.population = *line.value("--standard-population");
  if (const auto minimum = line.value("--standard-minimum")) {
    constexpr std::uint64_t kMost = 1'000'000;
    standard.minimum_cases = static_cast<double>(whole_number(*minimum, 1, kMost));
  }
  return standard;
}

std::vector<estimation::DerivedSpec> derived_of(const CommandLine& line) {
  std::vector<estimation::DerivedSpec> derived;
  for (const auto& value : line.values("--derive")) {
    Named named = named_function(value);
    derived.push_back({{named.name, named.expression.place}, {}, std::move(named.expression), ""});
  }
  return derived;
}

}  // namespace sondeo::cli
