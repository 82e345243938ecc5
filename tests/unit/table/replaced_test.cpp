#include "engine/table/replaced.hpp"

#include <cmath>
#include <limits>
#include <memory>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::array<std::int32_t, 2> kRows{0, 2};

/// 1, 9 (refused), '.', '.a' (don't know), 4.
Column narrow() {
  const auto top = std::numeric_limits<std::int8_t>::max();
  auto values = std::make_shared<const std::vector<std::int8_t>>(std::vector<std::int8_t>{
      1, 9, static_cast<std::int8_t>(top - 26), static_cast<std::int8_t>(top - 25), 4});
  Variable variable;
  variable.name = "x";
  variable.missing.ranges = {{9, 9, Missing::kRefused}};
  variable.missing.tags[0] = Missing::kDontKnow;
  const std::span<const std::int8_t> view(*values);
  return {variable, StoredNumbers(view), values};
}

}  // namespace

TEST_CASE("other values in some rows leave the rest as stored, codes and tags included") {
  const std::array<NewValue, 2> values{NewValue(Missing::kNotApplicable), NewValue(1000.5)};
  const Column changed = with_values(narrow(), kRows, values);
  const auto numbers = changed.numbers();
  CHECK(missing_reason(numbers[0]) == Missing::kNotApplicable);
  CHECK(missing_reason(numbers[1]) == Missing::kRefused);
  CHECK(numbers[2] == 1000.5);
  CHECK(missing_reason(numbers[3]) == Missing::kDontKnow);
  CHECK(numbers[4] == 4);
  Variable other = changed.variable();
  other.missing = {};  // the code 9 is still there, and so is the tag
  const auto codes = changed.with(other).numbers();
  CHECK(codes[1] == 9);
  CHECK(missing_reason(codes[3]) == Missing::kOther);
}

TEST_CASE("other texts in some rows leave the rest; a missing one is blank") {
  Variable variable;
  variable.name = "t";
  const Column texts = Column::of_texts(variable, {"a", "b", "c"});
  const std::array<NewValue, 2> values{NewValue(std::string("z")), NewValue(Missing::kRefused)};
  const Column changed = with_values(texts, kRows, values);
  CHECK(changed.text(0) == "z");
  CHECK(changed.text(1) == "b");
  CHECK(changed.text(2).empty());
}

TEST_CASE("a value of the wrong type is refused") {
  const std::array<NewValue, 2> values{NewValue(1.0), NewValue(std::string("z"))};
  CHECK_THROWS_AS(with_values(narrow(), kRows, values), Error);
}
