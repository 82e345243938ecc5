#include "program/cli/tabulate_tests.hpp"

#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/outside.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/flag_values.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

namespace {

using estimation::CrosstabTest;

/// The two sides of one separator outside of parentheses and quotes. @throws Error(fault) for any other form
std::pair<Written, Written> two_sides(const Written& value, std::string_view separator, Code fault) {
  const auto found = expression::positions_outside(value.text, separator);
  if (found.size() == 1) {
    Written first = trimmed(value, 0, found[0]);
    Written second = trimmed(value, found[0] + 1, value.text.size() - found[0] - 1);
    if (!first.text.empty() && !second.text.empty()) return {std::move(first), std::move(second)};
  }
  throw Error({fault, {{"value", value.text}}, value.place, {}, "sondeo tabulate --help"});
}

std::vector<CrosstabTest> crosstab_kinds(const CommandLine& line) {
  need_beside(line, "--crosstab-test", "--crosstab");
  const auto value = line.value("--crosstab-test");
  if (!value) return {CrosstabTest::kF};
  std::vector<CrosstabTest> kinds;
  for (const auto& word : parts(*value)) {
    if (word.text == "all") return run::all_crosstab_tests();
    kinds.push_back(static_cast<CrosstabTest>(choice(word, estimation::kCrosstabTestNames)));
  }
  return kinds;
}

run::TestSpec crosstab_of(const Written& value, const std::vector<CrosstabTest>& kinds) {
  auto [rows, columns] = two_sides(value, ",", code::kCrosstabForm);
  run::TestSpec test;
  test.subject.id = {value.text, value.place};
  test.subject.numerator = std::move(rows);
  test.subject.categories = std::move(columns);
  test.kinds = kinds;
  return test;
}

run::TestSpec t_test_of(const Written& value, double mu) {
  run::TestSpec test;
  test.crosstab = false;
  test.mu = mu;
  test.subject.id = {value.text, value.place};
  if (expression::positions_outside(value.text, "~").empty()) {
    test.subject.numerator = trimmed(value, 0, value.text.size());
    if (test.subject.numerator->text.empty()) {
      throw Error({code::kFlagEmpty, {{"flag", "--ttest"}}, value.place, {}, {}});
    }
    return test;
  }
  auto [y, groups] = two_sides(value, "~", code::kTTestForm);
  test.subject.numerator = std::move(y);
  test.subject.categories = std::move(groups);
  return test;
}

}  // namespace

std::vector<run::TestSpec> tests_of(const CommandLine& line) {
  std::vector<run::TestSpec> tests;
  const auto kinds = crosstab_kinds(line);
  for (const auto& value : line.values("--crosstab")) tests.push_back(crosstab_of(value, kinds));
  need_beside(line, "--mu", "--ttest");
  const auto mu = line.value("--mu");
  for (const auto& value : line.values("--ttest")) tests.push_back(t_test_of(value, mu ? number(*mu) : 0.0));
  return tests;
}

}  // namespace sondeo::cli
