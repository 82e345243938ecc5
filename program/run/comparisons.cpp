#include "program/run/comparisons.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/estimation/absent_figures.hpp"
#include "engine/estimation/hypothesis_test.hpp"
#include "engine/estimation/row_description.hpp"
#include "program/run/breakdowns.hpp"

namespace sondeo::run {

namespace {

using estimation::ComparisonForm;
using estimation::Estimate;
using estimation::ScoredEstimate;
using estimation::TestResult;

bool has_variable(std::span<const Formula> cross, const Formula& variable) {
  return std::any_of(cross.begin(), cross.end(),
                     [&](const Formula& other) { return other.written.text == variable.written.text; });
}

double compared(ComparisonForm form, std::span<const double> pair, std::span<double> gradient) {
  const double a = pair[0];
  const double b = pair[1];
  const bool difference = form == ComparisonForm::kDifference;
  if (!gradient.empty()) {
    gradient[0] = difference ? 1 : 1 / b;
    gradient[1] = difference ? -1 : -a / (b * b);
  }
  return difference ? a - b : a / b;
}

TestResult test_of(const Estimate& row, const estimation::ComparisonSpec& spec) {
  TestResult test;
  test.test = std::string(estimation::kComparisonFormNames[static_cast<std::size_t>(spec.form)]);
  test.variables =
      row.category.empty() ? row.indicator.get() : fmt::format("{}={}", row.indicator, row.category);
  test.variables += fmt::format(" / {}", spec.variable.text);
  test.statistic = "t";
  test.cell = row.cell;
  test.cell_labels = row.cell_labels;
  test.notes = row.notes;
  test.hypothesis = estimation::Hypothesis{spec.form == ComparisonForm::kDifference ? 0.0 : 1.0};
  estimation::set_t_test(row, test.hypothesis->value, test);
  return test;
}

}  // namespace

Comparisons::Comparisons(const Study& study, ScoredLevels& levels)
    : levels_(levels), columns_(breakdown_names(study)) {
  for (std::size_t number = 0; number < study.comparisons.size(); ++number) {
    for (auto& cells : levels_.all()) locate(study.comparisons[number], number, cells);
  }
}

void Comparisons::locate(const estimation::ComparisonSpec& spec, std::size_t number, ScoredCells& cells) {
  const auto& level = cells.level();
  const Formula& variable = level.planned.front()->compare.at(number);
  for (std::size_t b = 0; b < level.breakdowns.size(); ++b) {
    if (has_variable(level.cross[b], variable)) continue;
    add_families({&spec, &cells, &variable, b, {}});
  }
}

void Comparisons::add_families(const Family& shape) {
  const auto& level = shape.cells->level();
  for (std::size_t first = 0; first < level.targets.size();) {
    std::size_t last = first;  // the categories of one indicator
    while (last < level.targets.size() && level.planned[last] == level.planned[first]) ++last;
    Family family = shape;
    const bool smooth = level.targets[first].measure != estimation::Measure::kQuantile;
    if (smooth && level.planned[first]->shown) {
      for (std::size_t cell = 0; cell < level.breakdowns[family.breakdown].codes.size(); ++cell) {
        for (std::size_t target = first; target < last; ++target) add_pairs(family, target, cell);
      }
      families_.push_back(std::move(family));
    }
    first = last;
  }
}

std::size_t Comparisons::reference_of(const Family& family) {
  const std::string code = family.cells->code(*family.variable, *family.spec->with);
  const std::size_t alone = family.cells->cross(std::span(family.variable, 1));
  return family.cells->find(alone, {code}).value_or(kTotal);
}

void Comparisons::add_pairs(Family& family, std::size_t target, std::size_t cell) {
  const std::size_t alone = family.cells->cross(std::span(family.variable, 1));
  const std::size_t count = family.cells->breakdown(alone).codes.size();
  const auto add = [&](std::size_t first, std::size_t second) {
    family.pairs.push_back(
        {target, cell, part(family, target, cell, first), part(family, target, cell, second), first, second});
  };
  if (family.spec->with_total) {
    for (std::size_t code = 0; code < count; ++code) add(code, kTotal);
  } else if (family.spec->with) {
    const std::size_t reference = reference_of(family);
    for (std::size_t code = 0; code < count && reference != kTotal; ++code) {
      if (code != reference) add(code, reference);
    }
  } else {
    for (std::size_t second = 0; second < count; ++second) {
      for (std::size_t first = second + 1; first < count; ++first) add(first, second);
    }
  }
}

Comparisons::Part Comparisons::part(const Family& family, std::size_t target, std::size_t cell,
                                    std::size_t code) {
  ScoredCells& cells = *family.cells;
  const auto& level = cells.level();
  std::vector<Formula> variables = level.cross[family.breakdown];
  std::vector<std::string> wanted = level.breakdowns[family.breakdown].codes[cell];
  if (code != kTotal) {
    const std::size_t alone = cells.cross(std::span(family.variable, 1));
    wanted.push_back(cells.breakdown(alone).codes[code].front());
    variables.push_back(*family.variable);
  }
  const std::size_t cross = cells.cross(variables);
  const auto found = cells.find(cross, wanted);
  if (!found) return std::nullopt;
  return cells.need({target, cross, *found});
}

void Comparisons::name_pair(const Family& family, const Pair& pair, Estimate& row) const {
  const auto& alone = family.cells->breakdown(family.cells->known_cross(*family.variable));
  const char sign = family.spec->form == ComparisonForm::kDifference ? '-' : '/';
  const auto name = [&](const auto& names, std::size_t code) {
    return code == kTotal ? std::string("total") : names[code].front();
  };
  const auto column = std::find(columns_.begin(), columns_.end(), family.variable->written.text);
  const auto at = static_cast<std::size_t>(column - columns_.begin());
  row.cell.edit()[at] =
      fmt::format("{}{}{}", name(alone.codes, pair.first_code), sign, name(alone.codes, pair.second_code));
  const std::string first = name(alone.labels, pair.first_code);
  const std::string second = name(alone.labels, pair.second_code);
  if (!first.empty() && !second.empty())
    row.cell_labels.edit()[at] = fmt::format("{} {} {}", first, sign, second);
}

Estimate Comparisons::describe(const Family& family, const Pair& pair, double level) const {
  const auto& estimates = family.cells->level();
  Estimate row = estimation::describe_row(estimates.rows, estimates.targets[pair.target],
                                          estimates.breakdowns[family.breakdown], pair.cell, level);
  const bool difference = family.spec->form == ComparisonForm::kDifference;
  row.measure = difference ? "difference" : "domain_ratio";
  if (!difference) row.unit = "ratio";
  name_pair(family, pair, row);
  return row;
}

estimation::CompositeRows& Comparisons::writer(const LevelEstimates& level,
                                               const estimation::EstimateSpec& spec) {
  return writers_.try_emplace(&level, level.rows, spec).first->second;
}

Estimate Comparisons::make_row(const Family& family, const Pair& pair, const estimation::EstimateSpec& spec) {
  Estimate row = describe(family, pair, spec.level);
  std::vector<const ScoredEstimate*> parts;
  for (const auto& part : {pair.first, pair.second}) {
    if (part && family.cells->at(*part).has_value()) parts.push_back(&family.cells->at(*part));
  }
  if (parts.size() < 2) {
    row.notes.push_back("empty_domain");
    return row;
  }
  const auto& level = family.cells->level();
  const auto form = family.spec->form;
  const auto composite =
      estimation::composite_estimate(estimation::variance_basis(level.rows), parts,
                                     [form](std::span<const double> estimates, std::span<double> gradient) {
                                       return compared(form, estimates, gradient);
                                     });
  auto& figures = writer(level, spec);
  figures.set_figures(composite, level.targets[pair.target].variate, row);
  if (form == ComparisonForm::kDifference) {
    figures.set_wald_interval(composite, row);
  } else {
    figures.set_interval(composite, row);
  }
  estimation::explain_absent_figures(row, estimation::DesignEffects::kNone);
  return row;
}

void Comparisons::write(const estimation::EstimateSpec& spec, estimation::EstimateTable& table) {
  for (std::size_t number = 0; number < families_.size(); ++number) {
    const Family& family = families_[number];
    std::vector<double> p;
    const std::size_t begin = table.tests.size();
    for (const auto& pair : family.pairs) {
      table.rows.push_back(make_row(family, pair, spec));
      auto& test = table.tests.emplace_back(test_of(table.rows.back(), *family.spec));
      test.hypothesis->estimate = table.rows.size() - 1;
      test.hypothesis->family = number;
      test.hypothesis->adjustment = family.spec->adjust;
      p.push_back(table.tests.back().p);
    }
    if (family.spec->adjust == estimation::PAdjustment::kNone) continue;
    const auto adjusted = estimation::adjusted_p(family.spec->adjust, p);
    for (std::size_t i = 0; i < adjusted.size(); ++i) table.tests[begin + i].p_adjusted = adjusted[i];
  }
}

}  // namespace sondeo::run
