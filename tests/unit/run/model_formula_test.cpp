#include "program/run/model_formula.hpp"

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using run::ModelFormula;
using run::VariableForm;

namespace {

ModelFormula parsed(const std::string& text) {
  return run::parse_model_formula({text, {Origin::kCommandLine, "--linear", 1, 1, 1, text}});
}

Diagnostic fault(const std::string& text) {
  try {
    static_cast<void>(parsed(text));
  } catch (const Error& error) {
    return error.diagnostic();
  }
  FAIL("no error for " << text);
  return {};
}

using Terms = std::vector<std::vector<std::size_t>>;

}  // namespace

TEST_CASE("a formula is a response, variables and terms, main effects first") {
  const ModelFormula formula = parsed("y ~ a:b + a + b + x");
  CHECK(formula.response.text == "y");
  REQUIRE(formula.variables.size() == 3);
  CHECK(formula.variables[2].expression.text == "x");
  CHECK(formula.terms == Terms{{0}, {1}, {2}, {0, 1}});
  CHECK(formula.intercept);
}

TEST_CASE("a product stands for all its parts, once each") {
  CHECK(parsed("y ~ a * b").terms == Terms{{0}, {1}, {0, 1}});
  CHECK(parsed("y ~ a + a * b").terms == Terms{{0}, {1}, {0, 1}});
  CHECK(parsed("y ~ a * b * c").terms.size() == 7);
}

TEST_CASE("the intercept is left out by - 1 and by + 0") {
  CHECK_FALSE(parsed("y ~ a - 1").intercept);
  CHECK_FALSE(parsed("y ~ 0 + a").intercept);
  CHECK(parsed("y ~ 1").intercept);
  CHECK(parsed("y ~ 1").terms.empty());
}

TEST_CASE("signs inside parentheses, braces and names in backticks belong to expressions") {
  const ModelFormula formula = parsed("(y - 1) ~ (x + 1) + `a-b` + cut(age, 15, 30) + (z in {1, -2})");
  CHECK(formula.response.text == "(y - 1)");
  REQUIRE(formula.variables.size() == 4);
  CHECK(formula.variables[0].expression.text == "x + 1");
  CHECK(formula.variables[1].expression.text == "`a-b`");
  CHECK(formula.variables[2].expression.text == "cut(age, 15, 30)");
  CHECK(formula.variables[3].expression.text == "z in {1, -2}");
}

TEST_CASE("two expressions in parentheses beside an operator are one expression") {
  const ModelFormula formula = parsed("y ~ (a) / (b)");
  REQUIRE(formula.variables.size() == 1);
  CHECK(formula.variables[0].expression.text == "(a) / (b)");
}

TEST_CASE("factor, numeric and offset say how a variable enters") {
  const ModelFormula formula =
      parsed("y ~ factor(a, ref = 2) + factor(t, ref = \"Norte\") + numeric(b) + offset(l)");
  REQUIRE(formula.variables.size() == 3);
  CHECK(formula.variables[0].form == VariableForm::kFactor);
  CHECK(formula.variables[0].expression.text == "a");
  REQUIRE(formula.variables[0].reference);
  CHECK(formula.variables[0].reference->text == "2");
  CHECK(formula.variables[1].reference->text == "Norte");
  CHECK(formula.variables[2].form == VariableForm::kNumber);
  REQUIRE(formula.offsets.size() == 1);
  CHECK(formula.offsets[0].text == "l");
  CHECK(formula.terms.size() == 3);
}

TEST_CASE("what is no formula is refused where it stands") {
  CHECK(fault("y").code == code::kModelForm);
  CHECK(fault("y ~ ").code == code::kModelForm);
  CHECK(fault("y ~ a ~ b").code == code::kModelForm);
  CHECK(fault("y ~ a + ").code == code::kModelTerm);
  CHECK(fault("y ~ a - b").code == code::kModelTerm);
  CHECK(fault("y ~ a:").code == code::kModelTerm);
  CHECK(fault("y ~ factor(a, 2)").code == code::kModelTerm);
  const Diagnostic twice = fault("y ~ a + b + a");
  CHECK(twice.code == code::kModelTermTwice);
  REQUIRE(twice.place);
  CHECK(twice.place->column == 13);
}
