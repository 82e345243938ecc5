#include "program/run/covariances.hpp"

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/derived_expression.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

Covariances::Covariances(const Plan& plan, ScoredLevels& levels) {
  const Level* root = nullptr;
  for (const auto& planned : plan.indicators) {
    if (!planned.shown) continue;
    if (root != nullptr && root != &root_of(*planned.level)) {
      throw Error({code::kDerivedSeveralDesigns, {{"name", planned.indicator->id.text}}, {}, {}, {}});
    }
    root = &root_of(*planned.level);
    ScoredCells& cells = levels.at(planned);
    if (!parts_.empty()) {
      require_same_replicates(parts_.front().cells->level(), cells.level(), planned.indicator->id.text);
    }
    add_indicator(planned, cells);
  }
  if (parts_.size() <= estimation::kMostCovarianceRows) return;
  throw Error(
      {code::kCovarianceTooMany,
       {{"count", std::to_string(parts_.size())}, {"limit", std::to_string(estimation::kMostCovarianceRows)}},
       {},
       {},
       {}});
}

void Covariances::add_indicator(const PlannedIndicator& planned, ScoredCells& cells) {
  for (std::size_t b = 0; b < cells.level().breakdowns.size(); ++b) add_breakdown(planned, cells, b);
}

void Covariances::add_breakdown(const PlannedIndicator& planned, ScoredCells& cells, std::size_t breakdown) {
  const auto& level = cells.level();
  const std::size_t cross = cells.cross(level.cross[breakdown]);
  const auto& codes = level.breakdowns[breakdown].codes;
  for (std::size_t cell = 0; cell < codes.size(); ++cell) {
    for (std::size_t target = 0; target < level.targets.size(); ++target) {
      const bool smooth = level.targets[target].measure != estimation::Measure::kQuantile;
      if (level.planned[target] != &planned || !smooth) continue;
      parts_.push_back({&cells, cells.need({target, cross, cell}), key_of(cells, target, breakdown, cell)});
    }
  }
}

std::string Covariances::key_of(const ScoredCells& cells, std::size_t target, std::size_t breakdown,
                                std::size_t cell) {
  const auto& level = cells.level();
  const auto& of = level.targets[target];
  std::vector<std::string> conditions;
  if (!of.category.empty()) conditions.push_back(fmt::format("category={}", of.category));
  for (std::size_t k = 0; k < level.cross[breakdown].size(); ++k) {
    conditions.push_back(fmt::format("{}={}",
                                     estimation::derived_name(level.cross[breakdown][k].written.text),
                                     level.breakdowns[breakdown].codes[cell][k]));
  }
  std::string key = estimation::derived_name(of.indicator);
  if (!conditions.empty()) key += fmt::format("[{}]", fmt::join(conditions, ","));
  return key;
}

estimation::CovarianceMatrix Covariances::matrix(unsigned threads) const {
  estimation::CovarianceMatrix matrix;
  if (parts_.empty()) return matrix;
  std::vector<const estimation::ScoredEstimate*> estimates;
  for (const auto& part : parts_) {
    estimates.push_back(&part.cells->at(part.number));
    matrix.keys.push_back(part.key);
  }
  const auto basis = estimation::variance_basis(parts_.front().cells->level().rows);
  matrix.values = estimation::covariances(basis, estimates, threads);
  return matrix;
}

}  // namespace sondeo::run
