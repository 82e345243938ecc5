// Properties that hold for every survey, on 1,000 surveys of random design: strata, PSUs of one to thousands
// of rows, population sizes, a second stage, answers missing, rows without weight, weights and answers of all
// sizes.
#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "random_survey.hpp"

using namespace sondeo;
using namespace sondeo::test;
using estimation::Estimate;

namespace {

constexpr unsigned kSurveys = 1000;

/// What rounding may add to a figure: of the size of what is added up, which may cancel.
double rounding(const RandomSurvey& survey, Figure figure) {
  double total = 0;
  double largest = 0;
  double weight = 0;
  for (std::size_t row = 0; row < survey.rows(); ++row) {
    const double y = std::isnan(survey.y[row]) ? 0 : std::abs(survey.y[row]);
    total += survey.weight[row] * y;
    weight += survey.weight[row];
    largest = std::max(largest, y);
  }
  const bool of_total = figure == Figure::kTotal || figure == Figure::kEvents;
  const double size = figure == Figure::kTotal ? total : of_total ? weight : std::max(1.0, largest);
  return 1e-12 * size;
}

bool close(double a, double b, double absolute) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) == std::isnan(b);
  return a == b || std::abs(a - b) <= absolute + 1e-10 * std::max(std::abs(a), std::abs(b));
}

/// Whether two rows agree, `a` multiplied by `factor`.
bool agree(const Estimate& a, const Estimate& b, double absolute, double factor = 1) {
  return close(a.estimate * factor, b.estimate, absolute * factor) &&
         close(a.se * factor, b.se, absolute * factor) && a.cell == b.cell;
}

bool agree(const std::vector<Estimate>& a, const std::vector<Estimate>& b, double absolute,
           double factor = 1) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const Estimate& left, const Estimate& right) {
    return agree(left, right, absolute, factor);
  });
}

std::vector<std::size_t> all_rows(const RandomSurvey& survey) {
  std::vector<std::size_t> rows(survey.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

/// Calls `holds(survey, figure)` for every survey and figure; tells which seeds break it.
template <class Holds>
void for_every_survey(const Holds& holds) {
  std::vector<unsigned> broken;
  for (unsigned seed = 1; seed <= kSurveys; ++seed) {
    const RandomSurvey survey = random_survey(seed);
    const bool kept = std::all_of(std::begin(kFigures), std::end(kFigures),
                                  [&](Figure figure) { return holds(survey, figure, seed); });
    if (!kept) broken.push_back(seed);
  }
  CHECK(broken == std::vector<unsigned>{});
}

bool is_total(Figure figure) { return figure == Figure::kTotal || figure == Figure::kEvents; }

}  // namespace

TEST_CASE("weights times 37 make totals 37 times as large, and nothing else", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned) {
    RandomSurvey scaled = survey;
    for (double& weight : scaled.weight) weight *= 37;
    return agree(figures(survey, figure), figures(scaled, figure), rounding(survey, figure),
                 is_total(figure) ? 37 : 1);
  });
}

TEST_CASE("the order of the rows says nothing", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned seed) {
    std::vector<std::size_t> rows = all_rows(survey);
    std::shuffle(rows.begin(), rows.end(), std::mt19937(seed));
    return agree(figures(survey, figure), figures(survey.taken(rows), figure), rounding(survey, figure));
  });
}

TEST_CASE("the codes of strata, PSUs and groups say nothing", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned) {
    RandomSurvey renamed = survey;
    for (double& code : renamed.stratum) code = 1000 - 7 * code;
    for (double& code : renamed.psu) code = std::fmod(11 * code + 3, 13) - 5;
    for (double& code : renamed.unit) code = 0.5 - code;
    for (double& code : renamed.group) code = -code;
    auto found = figures(renamed, figure);
    std::reverse(found.begin() + 1, found.end());
    const auto plain = figures(survey, figure);
    for (std::size_t i = 0; i < found.size(); ++i) found[i].cell = plain.at(i).cell;
    return agree(plain, found, rounding(survey, figure));
  });
}

TEST_CASE("a row cut into parts that share its weight is the row", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned seed) {
    std::vector<std::size_t> places;
    std::vector<double> shares;
    for (std::size_t row = 0; row < survey.rows(); ++row) {
      const std::size_t parts = 1 + (row + seed) % 3;
      for (std::size_t part = 0; part < parts; ++part) {
        places.push_back(row);
        shares.push_back(1 / static_cast<double>(parts));
      }
    }
    RandomSurvey cut = survey.taken(places);
    for (std::size_t row = 0; row < cut.rows(); ++row) cut.weight[row] *= shares[row];
    return agree(figures(survey, figure), figures(cut, figure), rounding(survey, figure));
  });
}

TEST_CASE("totals and variances of two halves of the strata add up to those of all", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned) {
    if (!is_total(figure)) return true;
    double total = 0;
    double variance = 0;
    for (int half = 0; half < 2; ++half) {
      std::vector<std::size_t> rows;
      for (std::size_t row = 0; row < survey.rows(); ++row) {
        if (static_cast<int>(survey.stratum[row]) % 2 == half) rows.push_back(row);
      }
      if (rows.empty()) continue;
      const auto part = figures(survey.taken(rows), figure)[0];
      if (std::isnan(part.estimate)) continue;  // nobody of that half has weight
      total += part.estimate;
      variance += part.se * part.se;
    }
    const auto whole = figures(survey, figure)[0];
    const double absolute = rounding(survey, figure);
    if (std::isnan(whole.estimate)) return total == 0;
    return close(whole.estimate, total, absolute) && close(whole.se, std::sqrt(variance), absolute);
  });
}

TEST_CASE("totals of the groups and of those of no group add up to the total", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned) {
    if (!is_total(figure)) return true;
    RandomSurvey grouped = survey;
    for (double& code : grouped.group) code = std::isnan(code) ? 9 : code;
    const auto found = figures(grouped, figure);
    double sum = 0;
    for (std::size_t i = 1; i < found.size(); ++i)
      sum += std::isnan(found[i].estimate) ? 0 : found[i].estimate;
    return std::isnan(found[0].estimate) || close(found[0].estimate, sum, rounding(survey, figure));
  });
}

TEST_CASE("the jackknife of a total is the linearised variance", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned) {
    const bool one_stratum = survey.stratum.back() == 0;
    if (!is_total(figure) || survey.with_units) return true;
    const auto replicated = [&]() -> std::vector<Estimate> {
      try {
        return figures(survey, figure, {one_stratum ? "jk1" : "jkn"});
      } catch (const Error&) {
        return {};  // every stratum taken whole: there is nothing to replicate
      }
    }();
    auto linear = figures(survey, figure);
    if (replicated.empty()) return linear[0].se == 0 || std::isnan(linear[0].se);
    return agree(linear, replicated, 100 * rounding(survey, figure));
  });
}

TEST_CASE("a group by a condition is the group of a breakdown", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned) {
    const auto grouped = figures(survey, figure);
    return std::all_of(grouped.begin() + 1, grouped.end(), [&](const Estimate& row) {
      const double code = std::stod(row.cell.at(0));
      const auto alone = figures(survey, figure, {"", code})[0];
      return close(row.estimate, alone.estimate, 0) && close(row.se, alone.se, rounding(survey, figure)) &&
             row.n == alone.n && (row.df == alone.df || std::isnan(row.df));
    });
  });
}

TEST_CASE("one thread and three give the same bits", "[property]") {
  for_every_survey([](const RandomSurvey& survey, Figure figure, unsigned) {
    const auto one = figures(survey, figure);
    const auto three = figures(survey, figure, {"", {}, 3U});
    return std::equal(
        one.begin(), one.end(), three.begin(), three.end(), [](const Estimate& a, const Estimate& b) {
          const auto same = [](double left, double right) {
            return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
          };
          return same(a.estimate, b.estimate) && same(a.se, b.se) && same(a.ci_low, b.ci_low) &&
                 same(a.ci_high, b.ci_high) && same(a.deff, b.deff) && same(a.weight_sum, b.weight_sum);
        });
  });
}
