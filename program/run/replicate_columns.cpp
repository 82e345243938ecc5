#include "program/run/replicate_columns.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fnmatch.h>

#include "engine/base/diagnostic.hpp"
#include "engine/moments/row_values.hpp"
#include "program/run/rscales_file.hpp"

namespace sondeo::run {

namespace {

/// Names of variables that match a pattern of * and ?: the level's own, then those of the levels above.
std::vector<std::string> variables_like(const std::string& pattern, const Level& level) {
  std::vector<std::string> matching;
  for (const Level* at = &level; at != nullptr; at = at->parent()) {
    for (auto& name : at->variable_names()) {
      const bool known = std::find(matching.begin(), matching.end(), name) != matching.end();
      if (!known && fnmatch(pattern.c_str(), name.c_str(), 0) == 0) matching.push_back(std::move(name));
    }
  }
  return matching;
}

/// Largest factor of each column, for `jkn` of factors without rscales.
std::vector<double> largest_factors(const std::vector<Column>& columns) {
  std::vector<double> largest;
  for (const auto& column : columns) {
    double most = 0;
    for (const double value : column.numbers()) most = value > most ? value : most;
    largest.push_back(most);
  }
  return largest;
}

std::string method_name(design::ReplicateMethod method) {
  return std::string(design::kReplicateMethodNames[static_cast<std::size_t>(method)]);
}

}  // namespace

std::vector<Formula> plan_replicates(const Study& study, Level& level) {
  std::vector<Formula> columns;
  if (!study.design.replicates) return columns;
  std::set<std::string> seen;
  for (const auto& pattern : study.design.replicates->columns) {
    const auto names = variables_like(pattern.text, level);
    if (names.empty()) {
      throw Error({Code::kReplicateColumnsAbsent,
                   {{"pattern", pattern.text}, {"source", level.spec().file.text}},
                   pattern.place,
                   {},
                   {}});
    }
    for (const auto& name : names) {
      if (seen.insert(name).second) columns.push_back(level.require({name, pattern.place}));
    }
  }
  return columns;
}

void check_replicate_plan(const Study& study, const Plan& plan) {
  if (!study.design.replicates) return;
  if (const auto& made = study.estimate.replicates) {
    throw Error({Code::kReplicatesTwice, {{"variance", made->written.text}}, made->written.place, {}, {}});
  }
  if (!study.design.replicates->combined) return;
  std::set<std::string> weights;
  for (const auto* planned : plan.subjects()) {
    if (planned->weight.formula) weights.insert(planned->weight.formula->written.text);
  }
  if (weights.size() < 2) return;
  throw Error({Code::kReplicatesSeveralWeights,
               {{"weights", fmt::format("{}", fmt::join(weights, ", "))}},
               study.design.replicates->columns.front().place,
               {},
               {}});
}

estimation::GivenReplicates given_replicates(const Study& study, const PlannedIndicator& planned,
                                             LevelFrame& frame, Diagnostics& findings) {
  design::ReplicateSpec spec = *study.design.replicates;
  if (spec.rscales_file) spec.rscales = read_rscales(study, *spec.rscales_file);
  estimation::GivenReplicates given;
  given.combined = spec.combined;
  given.df = spec.df;
  for (const auto& formula : planned.replicates) {
    given.columns.push_back(frame.level().value(formula, *formula.name));
    if (!given.columns.back().is_text()) continue;
    throw Error({Code::kReplicateColumnText, {{"variable", *formula.name}}, formula.written.place, {}, {}});
  }
  std::vector<double> largest;
  const bool by_largest = spec.method == design::ReplicateMethod::kJkn && spec.rscales.empty();
  if (by_largest && !spec.combined) largest = largest_factors(given.columns);
  auto scheme = design::given_scheme(spec, given.columns.size(), largest);
  given.scheme = std::move(scheme.scheme);
  if (scheme.guessed) {
    findings.push_back(
        {Code::kReplicateScaleGuessed,
         {{"method", method_name(spec.method)}, {"scale", fmt::format("{}", given.scheme.scale)}},
         spec.method_place,
         {},
         {}});
  }
  return given;
}

void check_replicates(const estimation::GivenReplicates& given, const estimation::Target& target) {
  for (const auto& column : given.columns) {
    const auto values = column.numbers();
    std::size_t missing = 0;
    std::size_t negative = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (values[row] >= 0 || target.variate.weight[row] == 0.0) continue;
      if (!moments::in_base(target.variate, row)) continue;
      ++(std::isnan(values[row]) ? missing : negative);
    }
    if (missing + negative == 0) continue;
    throw Error({missing > 0 ? Code::kReplicatesMissing : Code::kReplicatesNegative,
                 {{"variable", column.name()},
                  {"count", std::to_string(missing > 0 ? missing : negative)},
                  {"indicator", target.indicator}},
                 {},
                 {},
                 {}});
  }
}

}  // namespace sondeo::run
