#include "program/run/replicate_columns.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/moments/row_values.hpp"
#include "program/run/codes.hpp"
#include "program/run/column_pattern.hpp"
#include "program/run/rscales_file.hpp"

namespace sondeo::run {

namespace {

/// A full weight is none of its replicates, though a pattern such as PWGTP* means it too.
bool is_weight(const Study& study, const std::string& name) {
  return std::any_of(study.weights.begin(), study.weights.end(),
                     [&](const auto& weight) { return weight.expression.text == name; });
}

/// What replicate columns are looked for among: the replicate file's variables, or the level's own and then
/// those of the levels above; without the weights themselves.
std::vector<std::string> candidates(const Study& study, const Level& level) {
  const auto& file = study.design.replicates->file;
  std::vector<std::string> names;
  for (const Level* at = &level; at != nullptr; at = at->parent()) {
    for (auto& name : file ? at->names_in(file->text) : at->variable_names()) {
      const bool known = std::find(names.begin(), names.end(), name) != names.end();
      if (!known && !is_weight(study, name)) names.push_back(std::move(name));
    }
  }
  return names;
}

/// A column of the replicate file that the data file has too would be read from there.
void refuse_in_both(const Study& study, const Level& level, const std::string& name, const Place& place) {
  const auto& file = study.design.replicates->file;
  if (!file) return;
  for (const Level* at = &level; at != nullptr; at = at->parent()) {
    const auto own = at->names_in(at->spec().file.text);
    if (std::find(own.begin(), own.end(), name) == own.end()) continue;
    throw Error({code::kReplicateColumnsTwice,
                 {{"variable", name}, {"file", file->text}, {"source", at->spec().file.text}},
                 place,
                 {},
                 {}});
  }
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

void check_bootstrap_size(const Study& study) {
  if (!study.estimate.bootstrap_size) return;
  const auto& made = study.estimate.replicates;
  const auto& given = study.design.replicates;
  const bool random = (made && design::is_bootstrap(made->method)) ||
                      (given && given->method == design::ReplicateMethod::kBootstrap);
  if (random) return;
  throw Error({code::kBootstrapSizeUnused, {}, study.estimate.bootstrap_size->written.place, {}, {}});
}

}  // namespace

std::vector<Formula> plan_replicates(const Study& study, Level& level) {
  std::vector<Formula> columns;
  if (!study.design.replicates) return columns;
  std::set<std::string> seen;
  const auto available = candidates(study, level);
  const auto& file = study.design.replicates->file;
  const std::string source = file ? file->text : level.spec().file.text;
  for (const auto& pattern : study.design.replicates->columns) {
    for (const auto& name : columns_like(pattern, available, source)) {
      refuse_in_both(study, level, name, pattern.place);
      if (seen.insert(name).second) columns.push_back(level.require({name, pattern.place}));
    }
  }
  return columns;
}

void check_replicate_plan(const Study& study, const Plan& plan) {
  check_bootstrap_size(study);
  if (!study.design.replicates) return;
  if (const auto& made = study.estimate.replicates) {
    throw Error({code::kReplicatesTwice, {{"variance", made->written.text}}, made->written.place, {}, {}});
  }
  if (!study.design.replicates->combined) return;
  std::set<std::string> weights;
  for (const auto* planned : plan.subjects()) {
    if (planned->weight.formula) weights.insert(planned->weight.formula->written.text);
  }
  if (weights.size() < 2) return;
  throw Error({code::kReplicatesSeveralWeights,
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
    throw Error({code::kReplicateColumnText, {{"variable", *formula.name}}, formula.written.place, {}, {}});
  }
  std::vector<double> largest;
  const bool by_largest = spec.method == design::ReplicateMethod::kJkn && spec.rscales.empty();
  if (by_largest && !spec.combined) largest = largest_factors(given.columns);
  auto scheme = design::given_scheme(spec, given.columns.size(), largest);
  given.scheme = std::move(scheme.scheme);
  if (scheme.guessed) {
    findings.push_back(
        {code::kReplicateScaleGuessed,
         {{"method", method_name(spec.method)}, {"scale", fmt::format("{}", given.scheme.scale)}},
         spec.method_place,
         {},
         {}});
  }
  return given;
}

void check_replicates(const estimation::GivenReplicates& given, const estimation::Target& target) {
  if (given.may_be_negative) return;  // made here, and present in every row with weight
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
    throw Error({missing > 0 ? code::kReplicatesMissing : code::kReplicatesNegative,
                 {{"variable", column.name()},
                  {"count", std::to_string(missing > 0 ? missing : negative)},
                  {"indicator", target.indicator}},
                 {},
                 {},
                 {}});
  }
}

}  // namespace sondeo::run
