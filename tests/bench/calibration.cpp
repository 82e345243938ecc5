// Calibration of 200,000 rows to totals, by each method, and to the same with weights bounded row by row,
// which rows cannot share.
//   bench_calibration TOTALS               of five margins of as many categories: 500 or 60
//   bench_calibration TOTALS --write FILE  the data for R (tests/bench/calibration.R)
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "engine/numeric/random_stream.hpp"
#include "weights/calibrate.hpp"
#include "weights/rake.hpp"

namespace {

using namespace sondeo;

constexpr std::size_t kRows = 200'000;
constexpr std::size_t kMargins = 5;

struct Sample {
  std::uint32_t categories;  ///< of a margin
  std::vector<design::Margin> margins{kMargins};
  std::vector<double> weights;
  std::vector<double> totals;

  explicit Sample(std::size_t total_count) : categories(static_cast<std::uint32_t>(total_count / kMargins)) {
    numeric::RandomStream random(7, numeric::RandomPurpose::kBootstrapReplicates, 0, 0);
    for (std::size_t m = 0; m < kMargins; ++m) {
      margins[m].name = "m" + std::to_string(m + 1);
      for (std::uint32_t c = 0; c < categories; ++c) margins[m].keys.push_back({std::to_string(c + 1)});
    }
    for (std::size_t row = 0; row < kRows; ++row) {
      for (auto& margin : margins) {
        margin.group_of_row.push_back(static_cast<std::int32_t>(random.below(categories)));
      }
      weights.push_back(10 + random.below(20));
    }
    set_totals(random);
  }

 private:
  /// Those of other weights of the same rows, so that all margins can be met together.
  void set_totals(numeric::RandomStream& random) {
    totals.assign(kMargins * categories, 0.0);
    std::vector<double> factors;
    for (std::size_t j = 0; j < totals.size(); ++j) factors.push_back(0.9 + 0.002 * random.below(100));
    for (std::size_t row = 0; row < kRows; ++row) {
      double w = weights[row];
      for (std::size_t m = 0; m < kMargins; ++m) {
        w *= factors[m * categories + static_cast<std::size_t>(margins[m].group_of_row[row])];
      }
      for (std::size_t m = 0; m < kMargins; ++m) {
        totals[m * categories + static_cast<std::size_t>(margins[m].group_of_row[row])] += w;
      }
    }
  }
};

void report(const char* name, const std::function<std::string()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const std::string what = work();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%-24s %8.3f s   %s\n", name, seconds, what.c_str());
}

std::string solve(const Sample& sample, const design::Regressors& regressors, weights::Distance distance,
                  weights::GBounds bounds, bool on_weights) {
  weights::CalibrationProblem problem{regressors, sample.weights, sample.totals};
  problem.distance = distance;
  problem.bounds = bounds;
  problem.bounds_on_weights = on_weights;
  const auto solution = weights::calibrate(problem);
  return "iterations " + std::to_string(solution.iterations) + ", largest misfit " +
         std::to_string(solution.largest_misfit() * 1e12) + "e-12";
}

/// The most memory that this process has had, in MB.
double peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

void write(const Sample& sample, const std::string& path) {
  std::ofstream out(path);
  out << "m1,m2,m3,m4,m5,w\n";
  for (std::size_t row = 0; row < kRows; ++row) {
    for (const auto& margin : sample.margins) out << margin.group_of_row[row] + 1 << ',';
    out << sample.weights[row] << '\n';
  }
  std::ofstream totals(path + ".totals");
  totals.precision(17);
  for (const double total : sample.totals) totals << total << '\n';
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(
      arguments, arguments + count);  // NOLINT(cppcoreguidelines-pro-bounds-pointer-arithmetic)
  if (words.size() != 2 && words.size() != 4) {
    std::fputs("usage: bench_calibration TOTALS [--write FILE]\n", stderr);
    return 2;
  }
  const Sample sample(std::stoul(words[1]));
  if (words.size() == 4) {
    write(sample, words[3]);
    return 0;
  }
  const double before = peak_memory();
  design::Regressors regressors;
  report("regressors", [&] {
    regressors = design::make_regressors(sample.margins, std::vector<std::int8_t>(kRows, 1));
    return std::to_string(regressors.profiles.rows()) + " profiles";
  });
  report("linear", [&] { return solve(sample, regressors, weights::Distance::kLinear, {}, false); });
  const double columns = static_cast<double>(kRows * (kMargins + 1) * sizeof(double)) / (1U << 20U);
  std::printf("%-24s %8.1f MB  beside the columns, which have %.1f MB as numbers\n", "memory of linear",
              peak_memory() - before, columns);
  report("raking", [&] { return solve(sample, regressors, weights::Distance::kRaking, {}, false); });
  report("logit", [&] { return solve(sample, regressors, weights::Distance::kLogit, {0.4, 2.5}, false); });
  report("bounded weights", [&] {
    return solve(sample, regressors, weights::Distance::kLinear, {6, 55}, true);
  });
  report("raking by sweeps", [&] {
    const auto raked = weights::rake({regressors, sample.weights, sample.totals});
    return "sweeps " + std::to_string(raked.sweeps);
  });
  return 0;
}
