#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// run: a study from its files to the result table, x6xx
inline constexpr Code kTotalsCodeMissing{3608};        // file, row
inline constexpr Code kTotalsKey{3620};                // code, count
inline constexpr Code kMarginTotals{3621};             //
inline constexpr Code kRakeOfNumber{3622};             // variable
inline constexpr Code kCalibrateBoundsForm{3623};      //
inline constexpr Code kCalibrateBoundsNeeded{3624};    //
inline constexpr Code kTotalsNotNumber{3625};          // file, row
inline constexpr Code kTotalsTwice{3626};              // file, code
inline constexpr Code kCodesWithoutTotal{3627};        // file, margin, count, codes
inline constexpr Code kTotalsWithoutCase{3628};        // file, margin, count, codes
inline constexpr Code kTotalsZero{3629};               // file, margin, count, codes
inline constexpr Code kCalibrateScale{5609};           // variable, count
inline constexpr Code kSheetWithoutWorkbook{3692};     // file, sheet
inline constexpr Code kCovarianceAndErrors{3693};      // file
inline constexpr Code kCovarianceNames{3694};          // file, names, known
inline constexpr Code kCovarianceSquare{3695};         // file
inline constexpr Code kCovarianceNotNumber{3696};      // file, total, other
inline constexpr Code kCovarianceAsymmetric{3697};     // file, total, other
inline constexpr Code kCovarianceIndefinite{3698};     // file
inline constexpr Code kControlReplicates{6690};        // step, total (that was moved)
inline constexpr Code kCalibrationInconsistent{6600};  // step, margins
inline constexpr Code kCalibrationBounds{6601};      // step, lower, upper, margins, least_lower, least_upper
inline constexpr Code kCalibrationOutOfReach{6602};  // step, margins, iterations
inline constexpr Code kRakingNotConverged{6603};     // step, sweeps, margins
inline constexpr Code kCalibrationNegative{6604};    // step, count
inline constexpr Code kMarginSums{6605};             // file, margin, sum, other, other_sum, difference

// weights: steps from the design to the weight, x633 to x669, x562x, x663x, 66x
inline constexpr Code kWeightingBaseEmpty{3636};      // (none)
inline constexpr Code kWeightingCollapseOrder{3644};  // variable
inline constexpr Code kTrimOneRule{3645};             // (none)
inline constexpr Code kTrimBoundsForm{3646};          // (none)
inline constexpr Code kStatusCodeTwice{3647};         // code
inline constexpr Code kNormaliseBaseSum{3648};        // (none)
inline constexpr Code kResponseTwice{3653};           // stage
inline constexpr Code kResponseAfter{3654};           // stage
inline constexpr Code kTrimNotCalibrated{3662};       // step
inline constexpr Code kTrimRecalibration{6635};       // step, lower, upper
inline constexpr Code kProbabilityRange{5620};        // step, variable, count
inline constexpr Code kStepFactorRange{5621};         // step, variable, count
inline constexpr Code kStepClassMissing{5622};        // step, variables, count
inline constexpr Code kStatusUncovered{5623};         // step, variable, codes (with their counts), known
inline constexpr Code kStatusMissing{5624};           // step, variable, count
inline constexpr Code kNobodyResponds{5625};          // step
inline constexpr Code kPropensityMissing{5626};       // step, variable, count
inline constexpr Code kTrimInfeasible{6630};          // step, group, count, lower, upper, mean
inline constexpr Code kClassTooSmall{6631};           // step, respondents, rate, factor
inline constexpr Code kPropensitySingular{6632};      // step, regressors
inline constexpr Code kPropensitySeparated{6633};     // step, regressors
inline constexpr Code kPropensityNotConverged{6634};  // step
inline constexpr Code kClassesMerged{660};            // step, count, classes
inline constexpr Code kFactorsCapped{661};            // step, count, cap, sum

}  // namespace sondeo::code
