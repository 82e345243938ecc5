#include "weights/detail/calibrate_margins.hpp"

#include <utility>

namespace sondeo::weights {

namespace {

/// The variables of a margin's categories, those of the partition first.
std::vector<Written> categories_of(const CalibrateStep& step, const CalibrateMargin& margin) {
  std::vector<Written> variables = step.partition;
  variables.insert(variables.end(), margin.spec.by.begin(), margin.spec.by.end());
  return variables;
}

}  // namespace

namespace detail {

std::vector<double> weights_of_part(const StepData& data, std::span<const double> weights) {
  std::vector<double> part(weights.begin(), weights.end());
  for (std::size_t row = 0; row < part.size(); ++row) {
    if (!data.holds(row)) part[row] = 0;
  }
  return part;
}

std::vector<design::Margin> margins_of(const CalibrateStep& step, std::span<const double> weights,
                                       ColumnReader& columns) {
  design::MarginColumns parts;
  for (const auto& variable : step.partition) parts.categories.emplace_back(variable, columns.next());
  std::vector<design::Margin> margins;
  for (const auto& margin : step.margins) {
    design::MarginColumns own = parts;
    for (const auto& variable : margin.spec.by) own.categories.emplace_back(variable, columns.next());
    if (margin.spec.variable) own.number.emplace(*margin.spec.variable, columns.next());
    margins.push_back(design::make_margin(own, weights));
  }
  return margins;
}

std::vector<MarginGroup> groups_of(std::span<const design::Margin> margins) {
  std::vector<MarginGroup> groups;
  for (const auto& margin : margins) {
    for (const auto& key : margin.keys) {
      MarginGroup& group = groups.emplace_back();
      group.summed = margin.summed;
      for (std::size_t i = 0; i < key.size(); ++i) group.codes.emplace_back(margin.variables[i], key[i]);
    }
  }
  return groups;
}

std::vector<PopulationTotals> totals_of(const CalibrateStep& step, const StepData& data) {
  std::vector<PopulationTotals> totals;
  std::size_t file = 0;
  for (const auto& margin : step.margins) {
    totals.push_back(margin.file
                         ? totals_of_table(data.files[file++], categories_of(step, margin), *margin.file)
                         : margin.totals);
  }
  return totals;
}

}  // namespace detail

std::vector<StepFile> files_of(const CalibrateStep& step) {
  std::vector<StepFile> files;
  for (const auto& margin : step.margins) {
    if (margin.file)
      files.push_back(
          {*margin.file, totals_columns(categories_of(step, margin), margin.estimated), margin.sheet});
  }
  if (step.covariance) files.push_back({*step.covariance, {}, step.covariance_sheet});
  return files;
}

std::vector<TotalsTemplate> templates_of(const CalibrateStep& step, const StepData& data,
                                         const StepWeights& full) {
  const auto weights = detail::weights_of_part(data, full.now);
  detail::ColumnReader columns(data);
  const auto margins = detail::margins_of(step, weights, columns);
  std::vector<TotalsTemplate> templates;
  for (std::size_t m = 0; m < margins.size(); ++m) {
    const auto& margin = step.margins[m];
    if (!margin.file) continue;
    auto made = totals_template(margins[m], categories_of(step, margin), margin.estimated, weights);
    made.file = *margin.file;
    made.sheet = margin.sheet;
    templates.push_back(std::move(made));
  }
  return templates;
}

}  // namespace sondeo::weights
