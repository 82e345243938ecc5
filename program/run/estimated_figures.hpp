#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "program/run/execute.hpp"
#include "published/figures.hpp"
#include "published/meaning.hpp"

namespace sondeo::run {

/// The rows of a result by what they are of.
class EstimatedFigures {
 public:
  EstimatedFigures(const Study& study, const estimation::EstimateTable& table);

  /// The row of a printed figure; null when the study has none.
  [[nodiscard]] const estimation::Estimate* find(const published::PrintedFigure& figure) const;
  /// The rows of the same indicator, category and breakdown, with the codes of each.
  [[nodiscard]] std::vector<std::map<std::string, std::string>> domains_like(
      const published::PrintedFigure& figure) const;
  /// Puts the rows of another result, of this breakdown alone, in the place of these.
  void replace(const EstimatedFigures& other, const std::optional<std::vector<std::string>>& breakdown,
               const std::string& indicator);

 private:
  using Key = std::tuple<std::string, std::string, std::map<std::string, std::string>>;
  std::map<Key, estimation::Estimate> rows_;
};

/// Our figure for a statistic, in the row's own unit; two for an interval, one else. NaN where there is none.
[[nodiscard]] std::vector<double> figures_of(const estimation::Estimate& row, published::Statistic statistic);

/// What the breakdowns and indicators of a study are called, in every language that it has.
[[nodiscard]] published::StudyNames names_of(const Study& study, const estimation::EstimateTable& table);

}  // namespace sondeo::run
