#include "program/run/tests_section.hpp"

#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/words.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using estimation::CrosstabTest;
using spec::Section;

std::vector<CrosstabTest> read_kinds(Section& section) {
  const auto value = section.value("statistic");
  if (!value) return {CrosstabTest::kF};
  if (value->type() == spec::Type::kText && value->text().text == "all") return all_crosstab_tests();
  const std::vector<spec::Value> words =
      value->type() == spec::Type::kText ? std::vector{*value} : value->items();
  std::vector<CrosstabTest> kinds;
  kinds.reserve(words.size());
  for (const auto& word : words) {
    kinds.push_back(static_cast<CrosstabTest>(spec::word_position(word, estimation::kCrosstabTestNames)));
  }
  return kinds;
}

void refuse_key(Section& section, const char* key, const char* needed) {
  if (const auto value = section.value(key)) {
    throw Error({code::kTestKeyUnused, {{"key", key}, {"needed", needed}}, value->place(), {}, {}});
  }
}

void read_crosstab(Section& section, TestSpec& test) {
  const auto variables = section.texts("crosstab", spec::ListForm::kListOnly);
  if (variables.size() != 2) {
    throw Error({code::kCrosstabForm, {{"value", variables.front().text}}, variables.front().place, {}, {}});
  }
  refuse_key(section, "by", "ttest");
  refuse_key(section, "mu", "ttest");
  test.subject.numerator = variables[0];
  test.subject.categories = variables[1];
  test.kinds = read_kinds(section);
}

void read_t_test(Section& section, TestSpec& test) {
  refuse_key(section, "statistic", "crosstab");
  test.crosstab = false;
  test.subject.numerator = section.required_text("ttest");
  test.subject.categories = section.text("by");
  test.mu = section.number("mu").value_or(0.0);
}

/// The name of a test that has none: its variables.
Written default_id(const TestSpec& test) {
  const auto& first = *test.subject.numerator;
  if (!test.subject.categories) return first;
  return {fmt::format("{}{}{}", first.text, test.crosstab ? "," : " ~ ", test.subject.categories->text),
          first.place};
}

TestSpec read_test(Section& section) {
  TestSpec test;
  const auto crosstab = section.value("crosstab");
  const auto t_test = section.value("ttest");
  if (crosstab.has_value() == t_test.has_value()) {
    throw Error({code::kTestKindNeeded, {}, section.place(), {}, {}});
  }
  if (crosstab) {
    read_crosstab(section, test);
  } else {
    read_t_test(section, test);
  }
  const auto id = section.text("id");
  test.subject.id = id ? *id : default_id(test);
  test.subject.level = section.text_or("level", "");
  test.subject.universe = section.text("universe");
  test.subject.weight = section.text("weight");
  section.finish();
  return test;
}

}  // namespace

std::vector<CrosstabTest> all_crosstab_tests() {
  std::vector<CrosstabTest> all;
  for (std::size_t i = 0; i < estimation::kCrosstabTestNames.size(); ++i) {
    all.push_back(static_cast<CrosstabTest>(i));
  }
  return all;
}

std::vector<TestSpec> read_tests(Section& root) {
  std::vector<TestSpec> tests;
  for (auto& section : root.sections("test")) tests.push_back(read_test(section));
  return tests;
}

}  // namespace sondeo::run
