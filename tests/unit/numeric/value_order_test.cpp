#include "engine/numeric/value_order.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include <catch2/catch.hpp>

#include "engine/numeric/random_stream.hpp"

using namespace sondeo;
using numeric::NumberedValue;

namespace {

/// Values of all sizes and signs, with ties, infinities and both zeros; numbers in no order.
std::vector<NumberedValue> make_values(std::size_t count) {
  numeric::RandomStream random(5, numeric::RandomPurpose::kBootstrapReplicates, 0, 0);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::vector<double> some{0.0, -0.0, kInfinity, -kInfinity, 5e-324, -5e-324, 1.0, 1.0 + 0x1p-52};
  std::vector<NumberedValue> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double size = std::exp2(static_cast<double>(random.below(200)) - 100);
    const double any = (static_cast<double>(random.below(2000)) - 1000) * size;
    values[i] = {random.below(3) == 0 ? some[random.below(8)] : any, static_cast<std::int32_t>(i)};
  }
  for (std::size_t i = count; i > 1; --i) {
    std::swap(values[i - 1].number, values[random.below(static_cast<std::uint32_t>(i))].number);
  }
  return values;
}

}  // namespace

TEST_CASE("values are in their order, equal ones by number, few or many") {
  for (const std::size_t count : {0U, 1U, 2U, 100U, 2048U, 2049U, 50'000U}) {
    auto values = make_values(count);
    auto expected = values;
    numeric::sort_by_value(values);
    std::sort(expected.begin(), expected.end(), [](const NumberedValue& a, const NumberedValue& b) {
      return std::tie(a.value, a.number) < std::tie(b.value, b.number);
    });
    for (std::size_t i = 0; i < count; ++i) {
      REQUIRE(values[i].value == expected[i].value);
      REQUIRE(values[i].number == expected[i].number);
    }
  }
}
