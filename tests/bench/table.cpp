// The 12 x 8 table in memory: from sorted narrow columns to estimate, standard error, n and degrees of
// freedom, and to rows with intervals. Beside it `./dev bench` puts the hand-written pass of
// ../shared/bench/bench_lb.cpp.
//   bench_table FILE      the generated file of ../shared/bench/gen.cpp, sorted by stratum and PSU
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/estimation/cell_grid.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/ingest/file.hpp"
#include "engine/table/grouping.hpp"

namespace {

using namespace sondeo;

constexpr std::size_t kItems = 12;
constexpr int kRounds = 7;
const std::vector<std::vector<std::string>> kBy = {{"sex"},   {"agegrp"}, {"educ"}, {"area"},
                                                   {"disab"}, {"region"}, {"muni"}, {"sex", "agegrp"}};

double median_seconds(const std::function<void()>& work) {
  std::array<double, kRounds> times{};
  for (double& time : times) {
    const auto start = std::chrono::steady_clock::now();
    work();
    time = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  std::sort(times.begin(), times.end());
  return times[kRounds / 2];
}

const Column& column_of(const Table& table, const std::string& name) {
  const auto& columns = table.columns();
  return *std::find_if(columns.begin(), columns.end(),
                       [&](const Column& column) { return column.name() == name; });
}

Table read_table(const char* path) {
  ingest::ReadOptions options;
  options.reader_program = SONDEO_READER;
  const auto description = ingest::describe(path, options);
  std::vector<std::string> names{"stratum", "psu", "weight", "fpc_psu"};
  for (const auto& cross : kBy) {
    if (cross.size() == 1) names.push_back(cross[0]);
  }
  for (std::size_t k = 1; k <= kItems; ++k) names.push_back((k < 10 ? "v0" : "v") + std::to_string(k));
  return ingest::read(description, names, options);
}

/// What a run of the program has in memory before it estimates.
struct Survey {
  design::SampleDesign design;
  design::RowOrder order;
  std::vector<double> weight;
  std::vector<std::vector<std::int8_t>> answers;
  std::vector<Grouping> groups;

  explicit Survey(const Table& table) : weight(column_of(table, "weight").numbers()) {
    set_design(table);
    for (std::size_t k = 1; k <= kItems; ++k) {
      const auto codes = column_of(table, (k < 10 ? "v0" : "v") + std::to_string(k)).numbers();
      auto& item = answers.emplace_back();
      for (const double code : codes) {
        item.push_back(code == 1.0 ? std::int8_t{1} : code == 2.0 ? std::int8_t{0} : std::int8_t{-1});
      }
    }
    for (const auto& cross : kBy) {
      std::vector<const Column*> columns;
      for (const auto& name : cross) columns.push_back(&column_of(table, name));
      groups.push_back(group_rows(columns));
    }
  }

  [[nodiscard]] std::vector<estimation::Target> targets() const {
    std::vector<estimation::Target> all(kItems);
    for (std::size_t k = 0; k < kItems; ++k) {
      all[k].variate.y = moments::Answers{answers[k]};
      all[k].variate.weight = weight;
    }
    return all;
  }
  [[nodiscard]] std::vector<estimation::Breakdown> breakdowns() const {
    std::vector<estimation::Breakdown> all(1);
    all[0].codes = all[0].labels = {{}};
    for (const auto& group : groups) {
      auto& breakdown = all.emplace_back();
      breakdown.cells = {group.group_of_row, static_cast<std::int32_t>(group.count())};
      breakdown.columns.push_back(0);
      breakdown.codes.assign(group.count(), {""});
      breakdown.labels = breakdown.codes;
    }
    return all;
  }

 private:
  void set_design(const Table& table) {
    const auto strata = column_of(table, "stratum").numbers();
    const auto psus = column_of(table, "psu").numbers();
    const auto fpc = column_of(table, "fpc_psu").numbers();
    for (std::size_t row = 0; row < strata.size(); ++row) {
      const bool new_stratum = row == 0 || strata[row] != strata[row - 1];
      if (new_stratum) {
        auto& stratum = design.strata.emplace_back();
        stratum.first_psu = static_cast<std::int32_t>(design.stratum_of_psu.size());
      }
      if (new_stratum || psus[row] != psus[row - 1]) {
        ++design.strata.back().psu_count;
        design.stratum_of_psu.push_back(static_cast<std::int32_t>(design.strata.size()) - 1);
      }
      design.strata.back().sampling_fraction = design.strata.back().psu_count / fpc[row];
      design.psu_of_row.push_back(static_cast<std::int32_t>(design.stratum_of_psu.size()) - 1);
    }
    order = design::order_by_psu(design.psu_of_row, design.psu_count());
  }
};

void measure(const char* path) {
  const Survey survey(read_table(path));
  const auto targets = survey.targets();
  const auto breakdowns = survey.breakdowns();
  const estimation::LevelRows rows{survey.design, survey.order, 1};
  for (const unsigned threads : {1U, 2U}) {
    std::size_t cells = 0;
    const double cells_only = median_seconds([&] {
      const auto grid = estimation::estimate_cells(rows, targets, breakdowns, threads);
      cells = grid.at(1, 0, 0).sums.n > 0 ? 1 : 0;
    });
    const double with_intervals = median_seconds(
        [&] { cells = estimation::estimate_targets(rows, targets, breakdowns, {}, threads).size(); });
    std::printf(
        "table_8x12_%ut,%.6f\nrows_with_intervals_%ut,%.6f\n# %zu rows of the file, %zu of the table\n",
        threads, cells_only, threads, with_intervals, survey.weight.size(), cells);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bench_table FILE\n", stderr);
    return 2;
  }
  try {
    measure(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_table: %s\n", error.what());
    return 1;
  }
  return 0;
}
