#include "program/run/derived.hpp"

#include <algorithm>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/estimation/absent_figures.hpp"
#include "engine/estimation/hypothesis_test.hpp"
#include "engine/estimation/row_description.hpp"
#include "program/run/codes.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;

bool fixes(const PlannedReference& reference, const Formula& variable) {
  return std::any_of(reference.variables.begin(), reference.variables.end(),
                     [&](const Formula& fixed) { return fixed.written.text == variable.written.text; });
}

/// Whether the disaggregation says something new: some estimate takes its cell from it alone.
bool varies(const PlannedDerived& derived, std::span<const Formula> cross) {
  return std::any_of(derived.references.begin(), derived.references.end(), [&](const auto& reference) {
    return std::none_of(cross.begin(), cross.end(),
                        [&](const Formula& variable) { return fixes(reference, variable); });
  });
}

estimation::TestResult test_against_zero(const Estimate& row) {
  estimation::TestResult test;
  test.test = "difference";
  test.variables = row.indicator;
  test.statistic = "t";
  test.cell = row.cell;
  test.cell_labels = row.cell_labels;
  test.notes = row.notes;
  test.hypothesis = estimation::Hypothesis{};
  estimation::set_t_test(row, 0, test);
  return test;
}

}  // namespace

DerivedEstimates::DerivedEstimates(const Plan& plan, ScoredLevels& levels, const RunOptions& options)
    : plan_(plan), levels_(levels), options_(options) {
  for (const auto& derived : plan.derived) locate(derived);
}

ScoredCells& DerivedEstimates::cells_of(const PlannedReference& reference) {
  return levels_.at(plan_.indicators[reference.indicator]);
}

void DerivedEstimates::locate(const PlannedDerived& derived) {
  const auto& level = cells_of(derived.references.front()).level();
  for (const auto& reference : derived.references) {
    require_same_replicates(level, cells_of(reference).level(), derived.spec->id.text);
  }
  for (std::size_t b = 0; b < level.breakdowns.size(); ++b) {
    if (!level.cross[b].empty() && !varies(derived, level.cross[b])) continue;
    for (std::size_t cell = 0; cell < level.breakdowns[b].codes.size(); ++cell) {
      Row row{&derived, b, cell, {}};
      const auto& codes = level.breakdowns[b].codes[cell];
      for (const auto& reference : derived.references) row.parts.push_back(locate(reference, b, codes));
      rows_.push_back(std::move(row));
    }
  }
}

DerivedEstimates::Part DerivedEstimates::locate(const PlannedReference& reference, std::size_t breakdown,
                                                const std::vector<std::string>& codes) {
  ScoredCells& cells = cells_of(reference);
  std::vector<Formula> variables;
  std::vector<std::string> wanted;
  const auto& cross = cells.level().cross[breakdown];
  for (std::size_t k = 0; k < cross.size(); ++k) {
    if (fixes(reference, cross[k])) continue;
    variables.push_back(cross[k]);
    wanted.push_back(codes[k]);
  }
  for (std::size_t k = 0; k < reference.variables.size(); ++k) {
    variables.push_back(reference.variables[k]);
    wanted.push_back(cells.code(reference.variables[k], reference.codes[k]));
  }
  const std::size_t target = target_of(reference);
  const std::size_t made = cells.cross(variables);
  const auto found = cells.find(made, wanted);
  if (!found) return {&cells, std::nullopt};
  return {&cells, cells.need({target, made, *found})};
}

std::size_t DerivedEstimates::target_of(const PlannedReference& reference) {
  const auto& level = cells_of(reference).level();
  const auto* planned = &plan_.indicators[reference.indicator];
  std::vector<std::size_t> own;
  std::vector<std::string> categories;
  for (std::size_t t = 0; t < level.targets.size(); ++t) {
    if (level.planned[t] != planned) continue;
    own.push_back(t);
    categories.push_back(level.targets[t].category);
  }
  if (!reference.category && own.size() == 1) return own.front();
  const std::string& id = planned->indicator->id.text;
  if (!reference.category) {
    throw Error({code::kDerivedCategoryNeeded,
                 {{"indicator", id}, {"count", std::to_string(own.size())}},
                 reference.name.place,
                 {},
                 {}});
  }
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (categories[i] == reference.category->text) return own[i];
  }
  throw Error({code::kDerivedUnknownCategory,
               {{"indicator", id}, {"category", reference.category->text}},
               reference.category->place,
               nearest_names(reference.category->text, categories),
               {}});
}

Estimate DerivedEstimates::describe(const Row& row, double level) {
  const auto& of_level = cells_of(row.derived->references.front()).level();
  estimation::Target target;
  target.indicator = row.derived->spec->id.text;
  target.indicator_label = questionnaires::text_in(row.derived->spec->label, options_.language);
  target.unit = row.derived->spec->unit;
  Estimate described =
      estimation::describe_row(of_level.rows, target, of_level.breakdowns[row.breakdown], row.cell, level);
  described.measure = "derived";
  if (!target.unit.empty()) return described;
  std::vector<std::string> units;
  for (const auto& reference : row.derived->references) {
    units.push_back(cells_of(reference).level().targets[target_of(reference)].unit);
  }
  described.unit = row.derived->expression.unit(units);
  return described;
}

Estimate DerivedEstimates::make_row(const Row& row, const estimation::EstimateSpec& spec) {
  Estimate result = describe(row, spec.level);
  std::vector<const estimation::ScoredEstimate*> parts;
  for (const auto& part : row.parts) {
    if (part.number) parts.push_back(&part.cells->at(*part.number));
  }
  const bool complete =
      parts.size() == row.parts.size() &&
      std::all_of(parts.begin(), parts.end(), [](const auto* part) { return part->has_value(); });
  if (!complete) {
    result.notes.push_back("empty_domain");
    return result;
  }
  const auto& expression = row.derived->expression;
  const auto& first = row.derived->references.front();
  const auto& level = cells_of(first).level();
  const auto composite =
      estimation::composite_estimate(estimation::variance_basis(level.rows), parts,
                                     [&](std::span<const double> estimates, std::span<double> gradient) {
                                       return expression.value(estimates, gradient);
                                     });
  auto& writer = writers_.try_emplace(&level, level.rows, spec).first->second;
  writer.set_figures(composite, level.targets[target_of(first)].variate, result);
  writer.set_interval(composite, result);
  estimation::explain_absent_figures(result, estimation::DesignEffects::kNone);
  return result;
}

void DerivedEstimates::write(const estimation::EstimateSpec& spec, estimation::EstimateTable& table) {
  for (const auto& row : rows_) {
    table.rows.push_back(make_row(row, spec));
    if (!row.derived->expression.is_difference()) continue;
    table.tests.push_back(test_against_zero(table.rows.back()));
    table.tests.back().hypothesis->estimate = table.rows.size() - 1;
  }
}

}  // namespace sondeo::run
