#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/core.h>
#include <unistd.h>

#include "engine/design/codes.hpp"
#include "program/run/codes.hpp"
#include "program/run/execute.hpp"
#include "program/run/study_file.hpp"

using namespace sondeo;
using estimation::Estimate;

namespace {

/// A folder with a survey and a study of it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sondeo-parts-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  /// Runs the study in parts of so many rows; 0: all together.
  [[nodiscard]] run::RunResult estimate(std::size_t part_rows, std::uint64_t limit = 0) const {
    return estimate(in_parts(part_rows, limit));
  }
  [[nodiscard]] run::RunResult estimate(const run::RunOptions& options) const {
    return run::estimate(run::read_study(path_ / "s.toml", std::nullopt), options);
  }
  [[nodiscard]] Diagnostic fault(std::size_t part_rows, std::uint64_t limit = 0) const {
    return fault(in_parts(part_rows, limit));
  }
  [[nodiscard]] Diagnostic fault(const run::RunOptions& options) const {
    try {
      static_cast<void>(estimate(options));
    } catch (const Error& error) {
      return error.diagnostic();
    }
    return {};
  }

 private:
  static run::RunOptions in_parts(std::size_t part_rows, std::uint64_t limit) {
    run::RunOptions options;
    options.part_rows = part_rows;
    options.memory_limit = limit;
    options.with_deff = true;
    return options;
  }

  std::filesystem::path path_;
};

/// Rows in no order of stratum and PSU; some codes of `region` and `job` come only at the end.
std::string survey(std::size_t rows, const std::string& more = "") {
  std::mt19937 random(11);
  const auto draw = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  std::string text = "stratum,psu,size,region,town,job,weight,hit,never,age,income,pay\n";
  for (std::size_t row = 0; row < rows; ++row) {
    const int stratum = 1 + draw(5);
    const int region = row < rows - 9 ? 1 + draw(3) : 4;
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", stratum, stratum == 5 ? 1 : 1 + draw(4),
                        stratum * 40, draw(9) == 0 ? "" : std::to_string(region),
                        std::string(1, static_cast<char>('A' + draw(6))) + "town",
                        row < rows - 5 ? draw(3) : 3 + draw(2), draw(8) == 0 ? 0 : 1 + draw(300) / 16.0,
                        draw(10) == 0 ? "" : std::to_string(draw(3) == 0 ? 1 : 2), 2, 15 + draw(60),
                        draw(7) == 0 ? "" : fmt::format("{}", 1e6 + draw(1000) / 8.0), draw(500) - 20);
  }
  return text + more;
}

const std::string kHead = "[study]\nid = \"s\"\n[data.person]\nfile = \"s.csv\"\n";
const std::string kDesign =
    "[design]\nstrata = [\"stratum\"]\npsu = \"psu\"\nlonely_psu = \"adjust\"\n[weight]\nperson = "
    "\"weight\"\n";
const std::string kBy = "[estimate]\nby = [[\"region\"], [\"town\"], [\"region\", \"town\"]]\n";

std::string indicator(const std::string& id, const std::string& measure, const std::string& more) {
  return fmt::format("[[indicator]]\nid = \"{}\"\nmeasure = \"{}\"\n{}\n", id, measure, more);
}

const std::string kIndicators =
    indicator("hit", "proportion", "numerator = \"hit == 1\"") +
    indicator("never", "proportion", "numerator = \"never == 1\"\nuniverse = \"age > 20\"") +
    indicator("job", "proportion", "numerator = \"job\"") +
    indicator("income", "mean", "numerator = \"income\"") +
    indicator("total", "total", "numerator = \"hit == 1\"") +
    indicator("pay", "total", "numerator = \"pay\"") +
    indicator("ratio", "ratio", "numerator = \"pay\"\ndenominator = \"age\"") +
    indicator("share", "share", "numerator = \"age\"\ncategories = \"job\"");

/// Relative, but for what is 0 in all but its last digits beside `beside`: a share of missing weight is the
/// difference of nearly equal sums, the error of a single case that of equal numbers.
void check_number(double found, double expected, double beside, const char* name) {
  CAPTURE(name);
  if (std::isnan(expected)) {
    CHECK(std::isnan(found));
  } else if (expected == 0.0) {
    CHECK(found == 0.0);
  } else {
    CHECK(std::abs(found - expected) <= 1e-12 * std::abs(expected) + 1e-15 * std::abs(beside));
  }
}

void check_row(const Estimate& found, const Estimate& expected) {
  CAPTURE(expected.indicator, expected.category, expected.cell);
  CHECK(found.indicator == expected.indicator);
  CHECK(found.category == expected.category);
  CHECK(found.category_label == expected.category_label);
  CHECK(found.cell == expected.cell);
  CHECK(found.cell_labels == expected.cell_labels);
  CHECK(found.unit == expected.unit);
  CHECK(found.interval == expected.interval);
  CHECK(found.notes == expected.notes);
  CHECK(found.n == expected.n);
  CHECK(found.n_events == expected.n_events);
  CHECK(found.n_victims == expected.n_victims);
  CHECK(found.n_missing == expected.n_missing);
  CHECK(found.n_psu == expected.n_psu);
  CHECK(found.n_strata == expected.n_strata);
  CHECK((found.df == expected.df || (std::isnan(found.df) && std::isnan(expected.df))));
  check_number(found.estimate, expected.estimate, 0, "estimate");
  check_number(found.se, expected.se, expected.estimate, "se");
  check_number(found.cv, expected.cv, 1, "cv");
  check_number(found.ci_low, expected.ci_low, 0, "ci_low");
  check_number(found.ci_high, expected.ci_high, 0, "ci_high");
  // Where all of an amount is in one category its design effect is nothing over the rounding of nothing.
  const bool nothing = expected.se == 0.0 && !(found.deff > 0) && !(expected.deff > 0);
  if (!nothing) check_number(found.deff, expected.deff, 1, "deff");
  check_number(found.missing_share, expected.missing_share, 1, "missing_share");
  check_number(found.weight_sum, expected.weight_sum, 0, "weight_sum");
}

void check_findings(const Diagnostics& found, const Diagnostics& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].code == expected[i].code);
    REQUIRE(found[i].arguments.size() == expected[i].arguments.size());
    for (std::size_t k = 0; k < found[i].arguments.size(); ++k)
      CHECK(found[i].arguments[k].value == expected[i].arguments[k].value);
  }
}

void check_result(const run::RunResult& parts, const run::RunResult& whole) {
  REQUIRE_FALSE(whole.table.rows.empty());
  REQUIRE(parts.table.rows.size() == whole.table.rows.size());
  for (std::size_t i = 0; i < whole.table.rows.size(); ++i)
    check_row(parts.table.rows[i], whole.table.rows[i]);
  CHECK(parts.table.design.facts == whole.table.design.facts);
  CHECK(parts.levels.front().steps.front().rows_out == whole.levels.front().steps.front().rows_out);
  check_findings(parts.findings, whole.findings);
}

/// The study gives in parts of any length what it gives together.
void check_parts(const Folder& folder, std::initializer_list<std::size_t> lengths = {1, 7, 150, 299, 1000}) {
  const auto whole = folder.estimate(0);
  for (const std::size_t rows : lengths) {
    CAPTURE(rows);
    check_result(folder.estimate(rows), whole);
  }
}

/// To the last bit.
void check_same(const run::RunResult& found, const run::RunResult& expected) {
  check_result(found, expected);
  for (std::size_t i = 0; i < expected.table.rows.size(); ++i) {
    const Estimate& a = found.table.rows[i];
    const Estimate& b = expected.table.rows[i];
    CHECK((a.estimate == b.estimate || std::isnan(b.estimate)));
    CHECK((a.se == b.se || std::isnan(b.se)));
    CHECK((a.ci_low == b.ci_low || std::isnan(b.ci_low)));
    CHECK((a.ci_high == b.ci_high || std::isnan(b.ci_high)));
  }
}

std::size_t parts_of(const run::RunResult& result) { return result.levels.front().steps.front().parts; }

}  // namespace

TEST_CASE("rows in parts of any length give the estimates of all together", "[run][parts]") {
  const Folder folder;
  folder.write("s.csv", survey(300));
  folder.write("s.toml", kHead + kDesign + kBy + kIndicators);
  check_parts(folder);
}

TEST_CASE("so they do with an fpc, a domain, another rule for df, and lonely PSUs removed", "[run][parts]") {
  const Folder folder;
  folder.write("s.csv", survey(300));
  folder.write("s.toml",
               "[study]\nid = \"s\"\n[data.person]\nfile = \"s.csv\"\nwhere = \"age < 60\"\n"
               "missing = { job = [4] }\n"
               "[design]\nstrata = [\"stratum\"]\npsu = \"psu\"\nfpc = \"size\"\n"
               "lonely_psu = \"remove\"\n"
               "[weight]\nperson = { variable = \"weight\", where = \"age > 18\" }\n" +
                   kBy + "df = \"design\"\n" + kIndicators);
  check_parts(folder);
}

TEST_CASE("replicates of the PSUs are made of moments that came in parts", "[run][parts]") {
  const Folder folder;
  folder.write("s.csv", survey(300));
  for (const char* variance : {"jkn", "bootstrap:40"}) {
    folder.write("s.toml", kHead +
                               "[design]\nstrata = [\"cut(stratum, 1, 3)\"]\npsu = \"stratum * 10 + psu\"\n"
                               "[weight]\nperson = \"weight\"\n" +
                               kBy + fmt::format("variance = \"{}\"\n", variance) + kIndicators);
    check_parts(folder, {7, 300});
  }
}

TEST_CASE("strata merged because of a single PSU are merged over parts", "[run][parts]") {
  const Folder folder;
  folder.write("s.csv", survey(300));
  folder.write("s.toml", kHead +
                             "[design]\nstrata = [\"stratum\"]\npsu = \"psu\"\n"
                             "lonely_psu = { merge = [[\"5\", \"4\"]] }\n[weight]\nperson = \"weight\"\n" +
                             kBy + kIndicators);
  check_parts(folder, {7, 150});
}

TEST_CASE("faults of the data are counted over all parts", "[run][parts][message]") {
  const Folder folder;
  const std::string study = kHead + kDesign + kBy + kIndicators;
  folder.write("s.toml", study);
  const std::string negative = "1,1,40,1,Atown,1,-3,1,2,30,5,5\n";
  const std::string no_psu = "1,,40,1,Atown,1,3,1,2,30,5,5\n";
  struct Case {
    std::string rows;
    Code code;
  };
  const Case cases[] = {{negative + negative, code::kNegativeWeights},
                        {no_psu + no_psu, code::kDesignMissing}};
  for (const auto& [rows, code] : cases) {
    folder.write("s.csv", survey(300, rows));
    const Diagnostic whole = folder.fault(0);
    const Diagnostic parts = folder.fault(1);
    CHECK(whole.code == code);
    CHECK(parts.code == code);
    REQUIRE(parts.arguments.size() == whole.arguments.size());
    for (std::size_t i = 0; i < whole.arguments.size(); ++i)
      CHECK(parts.arguments[i].value == whole.arguments[i].value);
  }
}

TEST_CASE("many rows come in parts without being told", "[run][parts]") {
  const Folder folder;
  folder.write("s.csv", survey(30'000));
  folder.write("s.toml", kHead + kDesign + kBy + kIndicators);
  run::RunOptions options;
  options.with_deff = true;
  const auto whole = folder.estimate(options);
  CHECK(parts_of(whole) == 1);
  options.parts_above = 56'000'000;
  const auto parts = folder.estimate(options);
  CHECK(parts_of(parts) > 2);
  check_result(parts, whole);
  options.threads = 2;
  check_same(folder.estimate(options), parts);
}

TEST_CASE("rows whose sums take more than they do come together", "[run][parts]") {
  const Folder folder;
  std::string text = "psu,weight,hit,region\n";
  for (int row = 0; row < 60'000; ++row) text += fmt::format("{},{},{},{}\n", row, 2, row % 3, row % 11);
  folder.write("s.csv", text);
  std::string indicators;
  for (int i = 0; i < 12; ++i)
    indicators += indicator(fmt::format("i{}", i), "mean", fmt::format("numerator = \"hit + {}\"", i));
  folder.write("s.toml", kHead + "[design]\npsu = \"psu\"\n[weight]\nperson = \"weight\"\n" +
                             "[estimate]\nby = [[\"region\"]]\n" + indicators);
  run::RunOptions options;
  options.with_deff = true;
  const auto whole = folder.estimate(options);
  options.parts_above = 56'000'000;
  const auto told_nothing = folder.estimate(options);
  CHECK(parts_of(told_nothing) == 1);
  check_same(told_nothing, whole);
  options.memory_limit = 56'000'000;
  CHECK(folder.fault(options).code == code::kMemorySums);
}

TEST_CASE("a limit of memory that nothing can keep is refused, with what needs the rows",
          "[run][parts][message]") {
  const Folder folder;
  folder.write("s.csv", survey(300));
  folder.write("s.toml", kHead + kDesign + kBy + kIndicators);
  CHECK(folder.fault(0, 1).code == code::kMemoryLeast);
  CHECK(folder.fault(0, 4'000'000'000).code == Code{});
  folder.write("s.toml", kHead + kDesign + kBy + kIndicators +
                             indicator("median", "quantile", "numerator = \"age\"\nprobs = [0.5]"));
  const Diagnostic whole = folder.fault(0, 1);
  CHECK(whole.code == code::kMemoryWhole);
  CHECK(whole.exit_code() == 9);
  CHECK(whole.arguments.back().value == "quantile");
  CHECK(folder.fault(5).code == code::kMemoryWhole);
}
