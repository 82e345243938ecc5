#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/estimation/scores.hpp"
#include "engine/moments/answer_terms.hpp"
#include "engine/moments/moments.hpp"

namespace sondeo::estimation {

/// What the scores of an estimate in a cell say.
struct ScoreFigures {
  double variance = 0;  ///< linearised, of w (yes - ratio) summed by PSU: not yet divided by a denominator
  CaseUnits units;
};

/// Linearised variances of yes/no variates in every cell of every breakdown whose totals are known: a second
/// pass over the rows, stratum by stratum, that keeps no sums by PSU beyond a stratum (moments.md keeps them
/// all, for what is asked of them later). One stage, no lonely stratum that others lend a variance.
/// @param ratios   [breakdowns][cells x variates] what the weight of answers is multiplied by: an estimate's
///                 ratio, 0 for a total
/// @return         [breakdowns][cells x variates]; the same bits whatever the threads and the processor
/// @source survey-statistics 2; the parts of a stratum that is cut: Chan, Golub and LeVeque (1983), The
/// American
///         Statistician 37:242-247, formula 2.1
std::vector<std::vector<ScoreFigures>> answer_variances(
    const design::SampleDesign& design, const design::RowOrder& order, const moments::AnswerTerms& terms,
    std::span<const moments::Cells> cells, std::span<const std::vector<double>> ratios, unsigned threads);

}  // namespace sondeo::estimation
