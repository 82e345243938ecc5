#include "engine/numeric/linear_program.hpp"

#include <array>

#include <catch2/catch.hpp>

using sondeo::numeric::LinearProgram;

TEST_CASE("a program of the textbook has its solution") {
  // Dantzig: maximise 3x + 5y under x <= 4, 2y <= 12, 3x + 2y <= 18; 36 at (2, 6).
  LinearProgram program(2);
  program.set_bounds(0, 0, 4);
  const std::array<std::size_t, 2> both = {0, 1};
  const std::array<std::size_t, 1> second = {1};
  program.add_row(second, std::array{2.0}, -LinearProgram::kUnbounded, 12);
  program.add_row(both, std::array{3.0, 2.0}, -LinearProgram::kUnbounded, 18);
  program.set_cost(0, -3);
  program.set_cost(1, -5);
  CHECK(program.minimise().value() == Approx(-36));
  CHECK(program.solution().at(0) == Approx(2));
  CHECK(program.solution().at(1) == Approx(6));

  SECTION("and another one with other costs") {
    program.set_cost(0, 1);
    program.set_cost(1, 1);
    CHECK(program.minimise().value() == Approx(0));
  }
}

TEST_CASE("a program without end or without a solution says so") {
  LinearProgram endless(1);
  endless.set_cost(0, -1);
  CHECK(endless.minimise().value() == -LinearProgram::kUnbounded);

  LinearProgram impossible(1);
  const std::array<std::size_t, 1> first = {0};
  impossible.add_row(first, std::array{1.0}, -2, -1);
  CHECK_FALSE(impossible.minimise().has_value());
}
