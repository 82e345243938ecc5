#pragma once

#include "engine/design/sample_design.hpp"
#include "engine/estimation/part_scores.hpp"

namespace sondeo::estimation {

/// Variances and units with cases of all variates of a cell, over the strata so far.
template <std::size_t kLanes>
struct CellFigures {
  Numbers<kLanes> variance;
  Numbers<kLanes> psus;
  Numbers<kLanes> strata;
  Numbers<kLanes> psus_of_strata;
  Numbers<kLanes> lone_strata;

  void add(const CellFigures& other) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      variance.lanes[lane] += other.variance.lanes[lane];
      psus.lanes[lane] += other.psus.lanes[lane];
      strata.lanes[lane] += other.strata.lanes[lane];
      psus_of_strata.lanes[lane] += other.psus_of_strata.lanes[lane];
      lone_strata.lanes[lane] += other.lone_strata.lanes[lane];
    }
  }
};

/// Joins to some PSUs of a stratum others of it: what both say of a cell together.
/// @source Chan, Golub and LeVeque (1983), The American Statistician 37:242-247, formula 2.1
template <std::size_t kLanes>
void join(PartSums<kLanes>& sums, const PartSums<kLanes>& others) {
  const double psus = sums.psus + others.psus;
  const double shared = sums.psus * others.psus / psus;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const Lane between = others.first.lanes[lane] - sums.first.lanes[lane];
    const Lane apart =
        between + (others.distance.lanes[lane] / others.psus - sums.distance.lanes[lane] / sums.psus);
    sums.squares.lanes[lane] += others.squares.lanes[lane] + apart * apart * shared;
    sums.distance.lanes[lane] += others.distance.lanes[lane] + between * others.psus;
    sums.cases.lanes[lane] += others.cases.lanes[lane];
  }
  sums.psus = psus;
}

/// Adds what a stratum contributes: `factor` x sum (z - mean)^2 over all its PSUs, those without rows being
/// 0.
/// @param factor  (1 - f) n / (n - 1), or 0
/// @source survey-statistics 2
template <std::size_t kLanes>
void add_stratum(const design::Stratum& stratum, double factor, const PartSums<kLanes>& sums,
                 CellFigures<kLanes>& figures) {
  constexpr Lane kZero{};
  const double n = stratum.psu_count;
  const Lane all = kZero + n;
  const Lane one = kZero + 1.0;
  const Lane alone = kZero + (stratum.psu_count > 1 && !stratum.certainty() ? 1.0 : 0.0);
  const double absent = (n - sums.psus) / (n * sums.psus);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const Lane total = sums.first.lanes[lane] * sums.psus + sums.distance.lanes[lane];
    const Lane cases = sums.cases.lanes[lane];
    figures.variance.lanes[lane] += factor * (sums.squares.lanes[lane] + total * total * absent);
    figures.psus.lanes[lane] += cases;
    figures.strata.lanes[lane] += cases > 0 ? one : kZero;
    figures.psus_of_strata.lanes[lane] += cases > 0 ? all : kZero;
    figures.lone_strata.lanes[lane] += cases == 1 ? alone : kZero;
  }
}

}  // namespace sondeo::estimation
