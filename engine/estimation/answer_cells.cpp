#include "engine/estimation/answer_cells.hpp"

#include <algorithm>
#include <vector>

#include "engine/estimation/answer_variances.hpp"
#include "engine/estimation/calibration_residuals.hpp"
#include "engine/estimation/wide_cell.hpp"
#include "engine/moments/answer_terms.hpp"
#include "engine/moments/answer_totals.hpp"
#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::estimation {

namespace {

using moments::AnswerTerms;
using moments::AnswerTotals;

std::vector<moments::Variate> variates_of(std::span<const Target> targets) {
  std::vector<moments::Variate> variates;
  variates.reserve(targets.size());
  for (const auto& target : targets) variates.push_back(target.variate);
  return variates;
}

/// The estimates of one breakdown without their variances. @return  [cells x targets]
std::vector<PointEstimate> point_estimates(std::span<const Target> targets, const AnswerTerms& terms,
                                           const AnswerTotals& totals, std::size_t cells) {
  std::vector<PointEstimate> points;
  points.reserve(cells * targets.size());
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const TermTotals of_cell({}, totals.weights(cell));
    for (std::size_t v = 0; v < targets.size(); ++v) {
      const std::size_t weight = AnswerTerms::answered_bit(v);
      const std::size_t y = terms.yes_bit(v);
      points.push_back(
          point_estimate(totals.sums(terms, cell, v), {weight, y, weight, y}, targets[v], of_cell));
    }
  }
  return points;
}

std::vector<double> ratios_of(const std::vector<PointEstimate>& points) {
  std::vector<double> ratios;
  ratios.reserve(points.size());
  for (const auto& point : points) ratios.push_back(point.scored.ratio);
  return ratios;
}

}  // namespace

std::size_t count_answers(const LevelRows& rows, std::span<const Target> targets) {
  const auto& first = targets.front().variate;
  if (!WideCell::serves(rows) || calibration_of(rows, first.weight) != nullptr) return 0;
  const auto variates = variates_of(targets.first(std::min<std::size_t>(targets.size(), AnswerTerms::kMost)));
  return AnswerTerms::count_fitting(variates);
}

void estimate_answers(const LevelRows& rows, const TargetsOfGrid& part, std::span<const Breakdown> breakdowns,
                      unsigned threads, CellGrid& grid) {
  const AnswerTerms terms(variates_of(part.targets), threads);
  std::vector<moments::Cells> cells;
  for (const auto& breakdown : breakdowns) cells.push_back(breakdown.cells);
  const auto totals = moments::add_answers(rows.order, terms, cells, threads);
  std::vector<std::vector<PointEstimate>> points(breakdowns.size());
  std::vector<std::vector<double>> ratios(breakdowns.size());
  numeric::parallel_blocks(breakdowns.size(), threads, [&](std::size_t b) {
    const auto count = static_cast<std::size_t>(cells[b].count);
    points[b] = point_estimates(part.targets, terms, totals[b], count);
    ratios[b] = ratios_of(points[b]);
  });
  const auto figures = answer_variances(rows.design, rows.order, terms, cells, ratios, threads);
  numeric::parallel_blocks(breakdowns.size(), threads, [&](std::size_t b) {
    for (std::size_t i = 0; i < points[b].size(); ++i) {
      const std::size_t v = i % part.targets.size();
      PointEstimate& point = points[b][i];
      const double scale = point.scored.scale;
      if (point.has_value()) {
        set_variance(figures[b][i].variance * scale * scale, figures[b][i].units, part.targets[v], point);
      }
      grid.at(b, i / part.targets.size(), part.first + v) = point.cell;
    }
  });
}

}  // namespace sondeo::estimation
