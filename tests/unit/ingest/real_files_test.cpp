#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;
using Catch::Matchers::WithinRel;

namespace {

/// A line of tests/reference/ingest_haven.csv, made by the script beside it.
struct Expected {
  std::string variable;
  double rows, missing, sum, distinct, labels;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> parts(1);
  for (const char c : line) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  return parts;
}

double number(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::map<std::string, std::vector<Expected>> expectations() {
  std::ifstream in(std::string(SONDEO_SOURCE_DIR) + "/tests/reference/ingest_haven.csv");
  std::map<std::string, std::vector<Expected>> by_file;
  for (std::string line; std::getline(in, line);) {
    const auto parts = split(line);
    if (line.starts_with('#') || parts[0] == "file") continue;
    by_file[parts[0]].push_back(
        {parts[1], number(parts[2]), number(parts[3]), number(parts[4]), number(parts[5]), number(parts[6])});
  }
  return by_file;
}

void check_column(const Column& column, const Expected& expected) {
  CAPTURE(column.name());
  std::size_t missing = 0;
  long double sum = 0;  // as R adds
  std::size_t distinct = 0;
  if (column.is_text()) {
    std::set<std::string_view> texts;
    for (std::size_t row = 0; row < column.size(); ++row) {
      const std::string_view text = column.text(row);
      sum += static_cast<long double>(text.size());
      text.empty() ? void(++missing) : void(texts.insert(text));
    }
    distinct = texts.size();
  } else {
    std::set<double> values;
    for (const double value : column.numbers()) {
      if (std::isnan(value)) {
        ++missing;
      } else {
        sum += static_cast<long double>(value);
        values.insert(value);
      }
    }
    distinct = values.size();
  }
  CHECK(static_cast<double>(missing) == expected.missing);
  CHECK(static_cast<double>(distinct) == expected.distinct);
  CHECK_THAT(static_cast<double>(sum), WithinRel(expected.sum, 1e-15));
  const ValueLabels& labels = column.variable().labels;
  CHECK(static_cast<double>(labels.numbers.size() + labels.texts.size() + labels.tags.size()) ==
        expected.labels);
}

}  // namespace

TEST_CASE("real survey files are read as R haven reads them", "[ingest][reference]") {
  const auto data = std::filesystem::path(SONDEO_SOURCE_DIR) / ".." / "shared" / "data";
  const auto by_file = expectations();
  REQUIRE(by_file.size() == 5);
  for (const auto& [name, expected] : by_file) {
    if (!std::filesystem::exists(data / name)) {
      WARN("skipped: " << (data / name) << " is absent");
      continue;
    }
    CAPTURE(name);
    const Table table = read_all(data / name, options());
    REQUIRE(table.columns().size() == expected.size());
    CHECK(static_cast<double>(table.rows()) == expected.front().rows);
    for (std::size_t k = 0; k < expected.size(); ++k) {
      REQUIRE(table.columns()[k].name() == expected[k].variable);
      check_column(table.columns()[k], expected[k]);
    }
  }
}
