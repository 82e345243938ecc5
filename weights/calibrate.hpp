#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/design/margins.hpp"
#include "weights/distance.hpp"

namespace sondeo::weights {

/// Weights to be calibrated, and to what. Spans have the table's rows.
struct CalibrationProblem {
  const design::Regressors& regressors;
  std::span<const double> weights;  ///< d >= 0; rows with 0 take no part
  std::span<const double> totals;   ///< of the regressors, [p]
  Distance distance = Distance::kLinear;
  GBounds bounds = {};                 ///< on g
  bool bounds_on_weights = false;      ///< they are on w = g d instead
  std::span<const double> scale = {};  ///< sigma^2 > 0; empty: 1
  /// Soft constraints: a total is missed by ridge x lambda; 0 and empty: met. [p]
  std::span<const double> ridge = {};
  double tolerance = 1e-12;  ///< of each total, relative to it (or to what is added up, if that is more)
  std::size_t most_iterations = 200;
};

enum class CalibrationFault {
  kNone,
  kInconsistent,  ///< regressors determine each other, and their totals say otherwise
  kOutOfReach     ///< no weights within the bounds have these totals, or none were found
};

struct CalibrationSolution {
  CalibrationFault fault = CalibrationFault::kNone;
  std::vector<double> g;       ///< [rows]; 1 where the row takes no part
  std::vector<double> totals;  ///< what is reached, [p]
  std::vector<double> misfit;  ///< relative, as `tolerance`; the totals that are missed are at fault. [p]
  std::vector<double> lambda;  ///< [p]
  std::size_t iterations = 0;
  std::vector<std::size_t> dependent;  ///< regressors that those before them determine

  [[nodiscard]] double largest_misfit() const;
};

/// Calibrates by Newton's method with a search along each step: the equations are those of a convex problem,
/// so that they are solved whenever they have a solution. Regressors that others determine do no harm as long
/// as their totals agree. The same bits for the same rows in the same order.
/// @source Deville and Sarndal (1992), JASA 87:376-382; Singh and Mohl (1996), Survey Methodology 22:107-115
[[nodiscard]] CalibrationSolution calibrate(const CalibrationProblem& problem);

/// The smallest bounds, of all those that are s times as far from 1 as the problem's, within which the totals
/// can be met, to 1 %; lower bounds stop at 0. With infinite numbers when there are none.
[[nodiscard]] GBounds smallest_bounds(const CalibrationProblem& problem);

}  // namespace sondeo::weights
