#include "engine/ingest/detail/narrow_column.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

#include "engine/table/column.hpp"

using namespace sondeo;
using ingest::detail::NarrowColumn;
using ingest::detail::tagged_missing;

namespace {

struct Built {
  std::vector<double> area;
  NarrowColumn column;

  explicit Built(std::size_t capacity, bool tags = true)
      : area(capacity), column(reinterpret_cast<std::byte*>(area.data()), capacity, tags) {}

  [[nodiscard]] Column finished() const {
    const auto* bytes = reinterpret_cast<const std::byte*>(area.data());
    const auto owner = std::make_shared<int>(0);
    const std::size_t n = column.size();
    switch (column.width()) {
      case NarrowColumn::Width::kInt8:
        return {{}, std::span(reinterpret_cast<const std::int8_t*>(bytes), n), owner};
      case NarrowColumn::Width::kInt16:
        return {{}, std::span(reinterpret_cast<const std::int16_t*>(bytes), n), owner};
      case NarrowColumn::Width::kInt32:
        return {{}, std::span(reinterpret_cast<const std::int32_t*>(bytes), n), owner};
      case NarrowColumn::Width::kDouble:
        break;
    }
    return {{}, std::span<const double>(area.data(), n), owner};
  }
};

}  // namespace

TEST_CASE("a column widens only when a value does not fit", "[ingest]") {
  const double high8 = 100;
  const double high16 = 32740;
  const double high32 = 2147483620;
  for (const auto& [last, width] : std::vector<std::pair<double, NarrowColumn::Width>>{
           {high8, NarrowColumn::Width::kInt8},
           {high8 + 1, NarrowColumn::Width::kInt16},
           {-128, NarrowColumn::Width::kInt8},
           {-129, NarrowColumn::Width::kInt16},
           {high16, NarrowColumn::Width::kInt16},
           {high16 + 1, NarrowColumn::Width::kInt32},
           {high32, NarrowColumn::Width::kInt32},
           {high32 + 1, NarrowColumn::Width::kDouble},
           {-2147483648.0, NarrowColumn::Width::kInt32},
           {-2147483649.0, NarrowColumn::Width::kDouble},
           {0.5, NarrowColumn::Width::kDouble},
           {std::numeric_limits<double>::infinity(), NarrowColumn::Width::kDouble}}) {
    CAPTURE(last);
    Built built(2);
    built.column.append(std::vector<double>{1, last});
    CHECK(built.column.width() == width);
    CHECK(built.finished().number(0) == 1);
    CHECK(built.finished().number(1) == last);
  }
}

TEST_CASE("missing values and their tags survive every widening", "[ingest]") {
  const double gone = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> start = {1, gone, tagged_missing('a'), tagged_missing('z')};
  for (const double widest : {2.0, 1000.0, 100000.0, 0.5}) {
    CAPTURE(widest);
    Built built(5);
    built.column.append(start);
    built.column.append(std::vector<double>{widest});
    Variable reasons;
    reasons.missing.tags[0] = Missing::kDontKnow;
    reasons.missing.tags[25] = Missing::kRefused;
    const Column column = built.finished().with(reasons);
    CHECK(column.number(0) == 1);
    CHECK(missing_reason(column.number(1)) == Missing::kSystem);
    CHECK(missing_reason(column.number(2)) == Missing::kDontKnow);
    CHECK(missing_reason(column.number(3)) == Missing::kRefused);
    CHECK(column.number(4) == widest);
  }
}

TEST_CASE("without tags every NaN is system missing", "[ingest]") {
  Built built(2, false);
  built.column.append(std::vector<double>{tagged_missing('a'), 0.5});
  CHECK(missing_reason(built.finished().number(0)) == Missing::kSystem);
}

TEST_CASE("a column built in blocks holds the values of the column built at once", "[ingest][property]") {
  std::mt19937_64 random(7);
  std::vector<double> values;
  const std::vector<double> kinds = {1, 1, 1, -5, 100, 101, 5000, 40000, 3e9, 0.25, std::nan("")};
  for (int i = 0; i < 5000; ++i) {
    const std::size_t most = 2 + static_cast<std::size_t>(i) / 500;  // wide values come late
    values.push_back(kinds[random() % std::min(most, kinds.size())]);
  }
  Built built(values.size());
  for (std::size_t at = 0; at < values.size();) {
    const std::size_t count = std::min<std::size_t>(1 + random() % 100, values.size() - at);
    built.column.append(std::span(values).subspan(at, count));
    at += count;
  }
  const std::vector<double> back = built.finished().numbers();
  REQUIRE(back.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    CAPTURE(i);
    CHECK((std::isnan(values[i]) ? std::isnan(back[i]) : back[i] == values[i]));
  }
}
