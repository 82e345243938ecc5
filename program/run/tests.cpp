#include "program/run/tests.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "program/run/categories.hpp"
#include "program/run/code_label.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

/// Base and weight of a test.
struct Basis {
  std::span<const std::int8_t> base;
  std::span<const double> weight;
};

Basis basis_of(const PlannedIndicator& subject, LevelFrame& frame) {
  const auto base = frame.base(subject);
  return {base, frame.weight(subject.weight, base, subject.indicator->id.text)};
}

Column column_of(const Formula& formula, const PlannedTest& planned, LevelFrame& frame) {
  return frame.level().value(formula, planned.spec->subject.id.text);
}

std::span<const std::int32_t> groups_of(const Formula& formula, const PlannedTest& planned,
                                        LevelFrame& frame) {
  const Column column = column_of(formula, planned, frame);
  Grouping grouping = categories_of(column, formula, planned.spec->subject.id.text);
  return frame.keep(std::move(grouping.group_of_row));
}

/// The groups of a t test: the two categories that rows of its base have.
void set_groups(const PlannedTest& planned, const Basis& basis, LevelFrame& frame, estimation::TTest& test) {
  const Formula& formula = *planned.subject.categories;
  const Column column = column_of(formula, planned, frame);
  Grouping grouping = categories_of(column, formula, planned.spec->subject.id.text);
  std::vector<std::int32_t> number(grouping.count(), -1);
  for (std::size_t row = 0; row < basis.weight.size(); ++row) {
    const auto group = grouping.group_of_row[row];
    const bool inside = basis.base.empty() || basis.base[row] == 1;
    if (group >= 0 && inside && basis.weight[row] != 0.0) number[static_cast<std::size_t>(group)] = 0;
  }
  for (std::size_t group = 0; group < number.size(); ++group) {
    if (number[group] < 0) continue;
    number[group] = static_cast<std::int32_t>(test.group_codes.size());
    const CodeValue& code = grouping.keys[group][0];
    const std::string label = label_of(column.variable(), code);
    test.group_codes.push_back(code_text(code));
    test.group_labels.push_back(label.empty() ? code_text(code) : label);
  }
  if (test.group_codes.size() != 2) {
    throw Error({code::kTTestGroups,
                 {{"variable", formula.written.text}, {"count", std::to_string(test.group_codes.size())}},
                 formula.written.place,
                 {},
                 {}});
  }
  for (auto& group : grouping.group_of_row) group = group < 0 ? -1 : number[static_cast<std::size_t>(group)];
  test.group = frame.keep(std::move(grouping.group_of_row));
}

estimation::Crosstab make_crosstab(const PlannedTest& planned, LevelFrame& frame) {
  const Basis basis = basis_of(planned.subject, frame);
  estimation::Crosstab crosstab;
  crosstab.variables = planned.spec->subject.id.text;
  crosstab.row_group = groups_of(*planned.subject.numerator, planned, frame);
  crosstab.column_group = groups_of(*planned.subject.categories, planned, frame);
  crosstab.base = basis.base;
  crosstab.weight = basis.weight;
  crosstab.tests = planned.spec->kinds;
  return crosstab;
}

estimation::TTest make_t_test(const PlannedTest& planned, LevelFrame& frame) {
  const Basis basis = basis_of(planned.subject, frame);
  const Formula& formula = *planned.subject.numerator;
  const Column column = column_of(formula, planned, frame);
  if (column.is_text()) {
    throw Error({code::kNumeratorNotNumber,
                 {{"indicator", planned.spec->subject.id.text}},
                 formula.written.place,
                 {},
                 {}});
  }
  estimation::TTest test;
  test.variables = planned.spec->subject.id.text;
  test.y = frame.keep(column.numbers());
  test.mu = planned.spec->mu;
  test.base = basis.base;
  test.weight = basis.weight;
  if (planned.subject.categories) set_groups(planned, basis, frame, test);
  return test;
}

}  // namespace

estimation::Target base_of(const PlannedIndicator& subject, LevelFrame& frame) {
  const Basis basis = basis_of(subject, frame);
  estimation::Target target;
  target.indicator = subject.indicator->id.text;
  target.variate.base = basis.base;
  target.variate.weight = basis.weight;
  return target;
}

estimation::TTestRows run_test(const PlannedTest& planned, LevelFrame& frame,
                               const estimation::LevelRows& rows,
                               std::span<const estimation::Breakdown> breakdowns,
                               const estimation::EstimateSpec& spec) {
  if (planned.spec->crosstab) {
    return {{}, estimation::test_crosstab(rows, make_crosstab(planned, frame), breakdowns, spec)};
  }
  return estimation::test_means(rows, make_t_test(planned, frame), breakdowns, spec);
}

}  // namespace sondeo::run
