#include "engine/numeric/least_squares.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/numeric/decomposition.hpp"

using namespace sondeo::numeric;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// Rows of a quadratic over many blocks: z = 1 - 2 t + 3 t^2 with t around 1000, where X'X is badly
/// conditioned.
LeastSquares quadratic(std::size_t rows) {
  LeastSquares equations(3);
  for (std::size_t i = 0; i < rows; ++i) {
    const double t = 1000 + static_cast<double>(i % 97) / 97;
    const std::array<double, 3> x = {1, t, t * t};
    equations.add_row(x, 1 - 2 * t + 3 * t * t);
  }
  return equations;
}

}  // namespace

TEST_CASE("a line through many blocks of rows is found, and its inverse Gram matrix") {
  LeastSquares equations(2);
  for (int i = 0; i < 2000; ++i) {
    const std::array<double, 2> x = {1, static_cast<double>(i)};
    equations.add_row(x, 3 + 0.5 * i);
  }
  const auto solution = equations.solution();
  REQUIRE(solution);
  CHECK_THAT(solution->at(0), WithinAbs(3, 1e-9));
  CHECK_THAT(solution->at(1), WithinRel(0.5, 1e-12));
  CHECK(equations.dependent().empty());
  // sum i^2 / (n sum i^2 - (sum i)^2) for i = 0 .. n - 1 is 2 (2 n - 1) / (n (n + 1)).
  CHECK_THAT(equations.inverse_gram()->at(0, 0), WithinRel(2.0 * 3999 / (2000.0 * 2001), 1e-11));
}

TEST_CASE("badly conditioned regressors keep the digits that squaring them would lose") {
  LeastSquares equations = quadratic(3000);
  const auto solution = equations.solution();
  REQUIRE(solution);
  CHECK_THAT(solution->at(2), WithinRel(3.0, 1e-6));
}

TEST_CASE("regressors that others determine are named, in their order") {
  LeastSquares equations(4);
  for (int i = 0; i < 900; ++i) {
    const double t = std::sin(i);
    const std::array<double, 4> x = {1, t, 2 - 3 * t, std::cos(5 * i)};
    equations.add_row(x, t);
  }
  CHECK(equations.dependent() == std::vector<std::size_t>{2});
}

TEST_CASE("fewer rows than regressors have no solution") {
  LeastSquares equations(3);
  const std::array<double, 3> x = {1, 2, 3};
  equations.add_row(x, 1);
  CHECK_FALSE(equations.solution());
  CHECK(equations.dependent() == std::vector<std::size_t>{1, 2});
}

TEST_CASE("eigenvalues of A^-1 B are those of the product, and a singular A has none") {
  Matrix a(2, 2);
  a.values = {2, 1, 1, 3};
  Matrix b(2, 2);
  b.values = {4, 2, 2, 6};
  const auto twice = relative_eigenvalues(a, b);
  REQUIRE(twice);
  CHECK_THAT(twice->at(0), WithinRel(2.0, 1e-13));
  CHECK_THAT(twice->at(1), WithinRel(2.0, 1e-13));
  Matrix singular(2, 2);
  singular.values = {1, 1, 1, 1};
  CHECK_FALSE(relative_eigenvalues(singular, b));
}

TEST_CASE("y' V^-1 y does not depend on the units of y") {
  Matrix v(2, 2);
  v.values = {4, 1, 1, 9};
  const std::vector<double> y = {2, 3};
  const double expected = (9 * 4 - 2 * 1 * 2 * 3 + 4 * 9) / 35.0;
  CHECK_THAT(inverse_form(v, y).value(), WithinRel(expected, 1e-13));
  Matrix scaled(2, 2);
  scaled.values = {4e-20, 1e-4, 1e-4, 9e12};
  const std::vector<double> other = {2e-10, 3e6};
  CHECK_THAT(inverse_form(scaled, other).value(), WithinRel(expected, 1e-12));
}
