#include "program/run/certification.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fstream>
#include <string_view>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/ingest/file.hpp"
#include "engine/ingest/write.hpp"
#include "program/run/certified_files.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::run {

namespace {

constexpr double kMostDigits = 15;

std::string_view file_of(std::string_view id) {
  for (const auto& [name, text] : certified_files()) {
    if (name == id) return text;
  }
  ensure(false, "a certified set without its data");
  return {};
}

std::vector<double> numbers_of(std::string_view text) {
  std::vector<double> numbers;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    double number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    ensure(error == std::errc() && end == line.data() + line.size(), "a certified set that is no numbers");
    numbers.push_back(number);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return numbers;
}

/// A set of NIST with its certified values, and the digits that the exact figures of the doubles nearest to
/// its data have, less half a digit; less one where they have all 15.
struct Set {
  const char* id;
  double mean, deviation;
  double mean_digits, deviation_digits;
};
constexpr std::array kSets = {Set{"lew", -177.435, 277.332168044316, 14, 13.9},
                              Set{"lottery", 518.95871559633, 291.699727470969, 13.9, 13.9},
                              Set{"mavro", 2.001856, 0.000429123454003053, 14, 12.6},
                              Set{"michelso", 299.8524, 0.0790105478190518, 14, 13.3},
                              Set{"numacc1", 10000002, 1, 14, 14},
                              Set{"numacc2", 1.2, 0.1, 14, 14},
                              Set{"numacc3", 1000000.2, 0.1, 14, 8.9},
                              Set{"numacc4", 10000000.2, 0.1, 14, 7.7},
                              Set{"pidigits", 4.5348, 2.86733906028871, 14, 13.9}};

estimation::Estimate mean_of(std::span<const double> values) {
  const std::vector<double> weights(values.size(), 1.0);
  const auto design = design::build_design({values.size(), {}, nullptr, nullptr}, {});
  const auto order = design::order_by_psu(design.psu_of_row, design.psu_count());
  estimation::Target target;
  target.measure = estimation::Measure::kMean;
  target.variate.y = moments::Numbers{values};
  target.variate.weight = weights;
  const std::vector<estimation::Breakdown> all{{{}, {{}, 1}, {{}}, {{}}}};
  return estimation::estimate_targets({design, order, 0}, {&target, 1}, all, {}, 1).at(0);
}

constexpr std::string_view kStudy = R"(
[study]
id = "certified"
[data.school]
file = "apistrat.sav"
[design]
strata = "stype_code"
fpc = "fpc"
[weight]
school = "pw"
[[indicator]]
id = "mean"
level = "school"
measure = "mean"
numerator = "api00"
[[indicator]]
id = "total"
level = "school"
measure = "total"
numerator = "enroll"
[[indicator]]
id = "ratio"
level = "school"
measure = "ratio"
numerator = "api_stu"
denominator = "enroll"
[[indicator]]
id = "proportion"
level = "school"
measure = "proportion"
numerator = "sch_wide == 1"
)";

/// R survey 4.1 (tests/reference/api_core.R): estimate and standard error.
struct Known {
  const char* indicator;
  double estimate, se;
};
constexpr std::array kKnown = {Known{"mean", 662.28736315932076, 9.4089408027845796},
                               Known{"total", 3687177.5324382782, 114641.71610078029},
                               Known{"ratio", 0.83695688694052173, 0.0077571031666378827},
                               Known{"proportion", 0.82794801141582341, 0.024344780113074775}};
constexpr double kDigitsOfR = 9;  ///< in which sondeo and R survey agree

Column column(const char* name, const std::vector<double>& numbers) {
  Variable variable;
  variable.name = name;
  return Column::of_numbers(variable, numbers);
}

/// A survey in memory, the same on every machine: 50 strata, 4,000 PSUs, 12 questions, 7 breakdowns.
class MadeRows {
 public:
  static constexpr std::size_t kRows = 100'000;

  MadeRows() : strata(kRows), psus(kRows), weights_(kRows) {
    for (std::size_t row = 0; row < kRows; ++row) {
      const std::size_t stratum = row / 2000;
      const std::size_t psu = row / 25;
      strata[row] = static_cast<double>(stratum);
      psus[row] = static_cast<double>(psu);
      weights_[row] = 1 + static_cast<double>(row * 7919 % 100) / 10;
      for (std::size_t k = 0; k < kTargets; ++k) {
        answers_[k].push_back(static_cast<std::int8_t>((row * (2 * k + 3) / 7) % 5 == 0));
      }
      for (std::size_t k = 0; k < kCells.size(); ++k) {
        cells_[k].push_back(static_cast<std::int32_t>(row * 31 / (k + 2)) % kCells[k]);
      }
    }
  }

  [[nodiscard]] std::vector<estimation::Target> targets() const {
    std::vector<estimation::Target> targets(kTargets);
    for (std::size_t k = 0; k < kTargets; ++k) {
      targets[k].indicator = std::to_string(k);
      targets[k].variate.y = moments::Answers{answers_[k]};
      targets[k].variate.weight = weights_;
    }
    return targets;
  }

  [[nodiscard]] std::vector<estimation::Breakdown> breakdowns() const {
    std::vector<estimation::Breakdown> breakdowns{{{}, {{}, 1}, {{}}, {{}}}};
    breakdowns.reserve(1 + kCells.size());
    for (std::size_t k = 0; k < kCells.size(); ++k) {
      estimation::Breakdown breakdown;
      breakdown.columns = {k};
      breakdown.cells = {cells_[k], kCells[k]};
      for (std::int32_t cell = 0; cell < kCells[k]; ++cell) breakdown.codes.push_back({std::to_string(cell)});
      breakdown.labels.assign(breakdown.codes.size(), {""});
      breakdowns.push_back(std::move(breakdown));
    }
    return breakdowns;
  }

  std::vector<double> strata, psus;

 private:
  static constexpr std::size_t kTargets = 12;
  static constexpr std::array<std::int32_t, 7> kCells = {2, 3, 5, 8, 12, 20, 32};
  std::vector<double> weights_;
  std::array<std::vector<std::int8_t>, kTargets> answers_;
  std::array<std::vector<std::int32_t>, kCells.size()> cells_;
};

void write_text(const std::filesystem::path& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
}

}  // namespace

double CertifiedFigure::digits() const {
  if (found == certified) return kMostDigits;
  if (!std::isfinite(found)) return 0;
  return std::clamp(-std::log10(std::abs(found - certified) / std::abs(certified)), 0.0, kMostDigits);
}

std::vector<CertifiedFigure> certified_sets() {
  std::vector<CertifiedFigure> figures;
  figures.reserve(2 * kSets.size());
  for (const Set& set : kSets) {
    const auto values = numbers_of(file_of(set.id));
    const auto row = mean_of(values);
    const double deviation = row.se * std::sqrt(static_cast<double>(values.size()));
    figures.push_back({set.id, "mean", set.mean, row.estimate, set.mean_digits});
    figures.push_back({set.id, "standard deviation", set.deviation, deviation, set.deviation_digits});
  }
  return figures;
}

std::vector<CertifiedFigure> certified_survey(const std::filesystem::path& folder,
                                              const RunOptions& options) {
  write_text(folder / "apistrat.csv", file_of("apistrat"));
  write_text(folder / "study.toml", kStudy);
  const auto csv = ingest::describe(folder / "apistrat.csv", {});
  ingest::write_sav(folder / "apistrat.sav", ingest::read(csv, csv.names(), {}));
  const RunResult result = estimate(read_study(folder / "study.toml", std::nullopt), options);
  std::vector<CertifiedFigure> figures;
  figures.reserve(2 * kKnown.size());
  for (const Known& known : kKnown) {
    const auto row = std::find_if(result.table.rows.begin(), result.table.rows.end(),
                                  [&](const auto& each) { return each.indicator == known.indicator; });
    ensure(row != result.table.rows.end(), "an indicator without its row");
    figures.push_back({"apistrat", known.indicator, known.estimate, row->estimate, kDigitsOfR});
    figures.push_back({"apistrat", std::string("se of ") + known.indicator, known.se, row->se, kDigitsOfR});
  }
  return figures;
}

MeasuredSpeed measured_speed(unsigned threads) {
  const MadeRows made;
  const Column stratum = column("stratum", made.strata);
  const Column psu = column("psu", made.psus);
  const auto design = design::build_design({MadeRows::kRows, {&stratum}, &psu, nullptr}, {});
  const auto order = design::order_by_psu(design.psu_of_row, design.psu_count());
  const auto targets = made.targets();
  const auto breakdowns = made.breakdowns();
  const auto begun = std::chrono::steady_clock::now();
  const auto rows =
      estimation::estimate_targets({design, order, breakdowns.size() - 1}, targets, breakdowns, {}, threads);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
  return {MadeRows::kRows, rows.size(), taken.count()};
}

}  // namespace sondeo::run
