// 500 bootstrap replicates of the 12 x 8 table from its moments: what they cost once the moments are there,
// at 20,000 and at 2,000,000 rows of the same 3,000 PSUs, beside a hand-written product of the same sums and
// factors.
#include "engine/design/replicates.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "engine/estimation/cell_estimate.hpp"
#include "engine/estimation/cell_replicates.hpp"
#include "engine/moments/moments.hpp"
#include "engine/numeric/random_stream.hpp"

namespace {

using namespace sondeo;

constexpr std::int32_t kStrata = 120;
constexpr std::int32_t kPsusOfStratum = 25;
constexpr std::size_t kItems = 12;
constexpr int kRounds = 5;
// the cells of sex, age, education, area, disability, region, municipality, sex x age
constexpr std::int32_t kCells[] = {2, 6, 5, 2, 2, 10, 260, 12};  // NOLINT(modernize-avoid-c-arrays)

double seconds(const std::function<void()>& work) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[kRounds / 2];
}

design::SampleDesign make_design(std::size_t rows) {
  design::SampleDesign design;
  for (std::int32_t h = 0; h < kStrata; ++h) {
    design::Stratum stratum;
    stratum.first_psu = h * kPsusOfStratum;
    stratum.psu_count = kPsusOfStratum;
    design.strata.push_back(stratum);
    design.stratum_of_psu.insert(design.stratum_of_psu.end(), kPsusOfStratum, h);
  }
  const auto psus = static_cast<std::size_t>(kStrata * kPsusOfStratum);
  for (std::size_t row = 0; row < rows; ++row) {
    design.psu_of_row.push_back(static_cast<std::int32_t>(row * psus / rows));
  }
  return design;
}

/// A survey in memory: weights, answers, cells.
struct Survey {
  design::SampleDesign design;
  design::RowOrder order;
  std::vector<double> weight;
  std::vector<std::vector<std::int8_t>> answers;
  std::vector<std::vector<std::int32_t>> cell_of_row;

  explicit Survey(std::size_t rows)
      : design(make_design(rows)), order(design::order_by_psu(design.psu_of_row, design.psu_count())) {
    numeric::RandomStream random(1, numeric::RandomPurpose::kBootstrapReplicates, 0, 0);
    for (std::size_t row = 0; row < rows; ++row) weight.push_back(100 + random.below(200));
    answers.assign(kItems, std::vector<std::int8_t>(rows));
    for (auto& item : answers) {
      for (auto& answer : item) answer = random.below(8) == 0 ? 1 : 0;
    }
    for (const std::int32_t cells : kCells) {
      auto& column = cell_of_row.emplace_back(rows);
      for (std::size_t row = 0; row < rows; ++row) {
        // area, region and municipality are whole PSUs, the others people
        const bool of_psu = cells == 10 || cells == 260;
        column[row] = of_psu ? design.psu_of_row[row] % cells
                             : static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(cells)));
      }
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
};

struct Times {
  double moments;
  double replicates;
  double product;
};

/// The sums of a cell times the factors, single precision, no checks: a lower bound.
double plain_product(const std::vector<moments::BreakdownMoments>& moments, const std::vector<float>& factors,
                     std::size_t count) {
  double check = 0;
  std::vector<float> totals(2 * kItems * count);
  for (const auto& breakdown : moments) {
    for (std::size_t cell = 0; cell < breakdown.cell_count(); ++cell) {
      std::fill(totals.begin(), totals.end(), 0.0F);
      for (const auto& entry : breakdown.entries(cell)) {
        const float* row = &factors[static_cast<std::size_t>(entry.psu) * count];
        for (std::size_t term = 0; term < 2 * kItems; ++term) {
          const auto sum = static_cast<float>(entry.sums[term]);
          if (sum == 0.0F) continue;
          float* total = &totals[term * count];
          for (std::size_t r = 0; r < count; ++r) total[r] += sum * row[r];
        }
      }
      for (std::size_t k = 0; k < kItems; ++k) {
        const double p = static_cast<double>(totals[(kItems + k) * count] / totals[k * count]);
        double squares = 0;
        for (std::size_t r = 0; r < count; ++r) {
          const double other = static_cast<double>(totals[(kItems + k) * count + r] / totals[k * count + r]);
          squares += (other - p) * (other - p);
        }
        check += std::sqrt(squares);
      }
    }
  }
  return check;
}

Times measure(std::size_t rows, const char* method) {
  const Survey survey(rows);
  const auto targets = survey.targets();
  std::vector<moments::Variate> variates;
  for (const auto& target : targets) variates.push_back(target.variate);
  std::vector<moments::Cells> cells;
  for (std::size_t b = 0; b < survey.cell_of_row.size(); ++b) {
    cells.push_back({survey.cell_of_row[b], kCells[b]});
  }
  Written written;
  written.text = method;
  const auto made = design::make_replicates(survey.design, design::read_made_replicates(written).value());
  const std::vector<float> factors(made.factors.begin(), made.factors.end());
  estimation::LevelRows level{survey.design, survey.order, 0};
  level.made = &made;
  std::vector<moments::BreakdownMoments> moments;
  Times times{};
  times.moments = seconds([&] { moments = moments::reduce(survey.order, variates, cells, 1); });
  times.replicates = seconds([&] {
    estimation::CellScratch scratch;
    estimation::CellReplicates replicates;
    for (const auto& breakdown : moments) {
      for (std::size_t cell = 0; cell < breakdown.cell_count(); ++cell) {
        replicates.add_up(breakdown.entries(cell), breakdown.term_count(), made);
        for (std::size_t k = 0; k < kItems; ++k) {
          estimation::CellMoments at{breakdown, cell, k};
          at.made = &replicates;
          static_cast<void>(estimation::estimate_cell(level, at, targets[k], scratch));
        }
      }
    }
  });
  double check = 0;
  times.product = seconds([&] { check += plain_product(moments, factors, made.scheme.count()); });
  if (std::isnan(check)) std::printf("  (an empty replicate)\n");
  return times;
}

}  // namespace

int main() {
  try {
    constexpr std::size_t kFew = 20'000;
    constexpr std::size_t kMany = 2'000'000;
    const Times few = measure(kFew, "bootstrap:500");
    const Times many = measure(kMany, "bootstrap:500");
    std::printf("500 PSU bootstrap replicates of 12 items x 299 cells, 1 thread\n");
    for (const auto& [rows, times] : {std::pair{kFew, few}, std::pair{kMany, many}}) {
      std::printf("  %9zu rows: moments %8.1f ms, replicates from them %8.1f ms, plain product %8.1f ms\n",
                  rows, 1000 * times.moments, 1000 * times.replicates, 1000 * times.product);
    }
    std::printf("  replicates, 2,000,000 rows / 20,000 rows              %6.2f\n",
                many.replicates / few.replicates);
    std::printf("  replicates / hand-written product, at 2,000,000 rows  %6.2f\n",
                many.replicates / many.product);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_replicates: %s\n", error.what());
    return 1;
  }
  return 0;
}
