#include "weights/response_propensity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engine/base/listed.hpp"
#include "engine/estimation/regression_fit.hpp"
#include "engine/spec/words.hpp"
#include "engine/table/grouping.hpp"
#include "weights/codes.hpp"

namespace sondeo::weights {

namespace {

using estimation::FitFault;
using estimation::Regression;

constexpr std::size_t kMostGroups = 100;

Error refusal(Code code, const std::string& step, const Written& variable, std::size_t count) {
  return Error({code,
                {{"step", step}, {"variable", variable.text}, {"count", std::to_string(count)}},
                variable.place,
                {},
                {}});
}

estimation::DomainRows all_rows(std::span<const double> weights) {
  estimation::DomainRows domain;
  domain.rows.resize(weights.size());
  std::iota(domain.rows.begin(), domain.rows.end(), 0);
  domain.units.assign(weights.size(), 0);
  domain.weights.assign(weights.begin(), weights.end());
  return domain;
}

Code code_of(FitFault fault) {
  if (fault == FitFault::kSingular) return code::kPropensitySingular;
  return fault == FitFault::kSeparated ? code::kPropensitySeparated : code::kPropensityNotConverged;
}

}  // namespace

PropensitySpec read_propensity(spec::Section section) {
  static constexpr std::array<spec::Word<PropensityUse>, 2> kWords{
      {{"classes", PropensityUse::kClasses}, {"inverse", PropensityUse::kInverse}}};
  PropensitySpec spec;
  spec.variables = section.required("variables").texts(spec::ListForm::kOneOrList);
  if (const auto use = section.value("use")) spec.use = spec::meaning_of(*use, kWords);
  if (spec.use == PropensityUse::kClasses) {
    if (const auto groups = section.value("groups")) {
      static_cast<void>(groups->integer());
      spec.groups = static_cast<std::size_t>(groups->number_between(2, kMostGroups));
    }
  }
  section.finish();
  return spec;
}

PropensityModel::PropensityModel(const PropensitySpec& spec, const StepData& data,
                                 std::span<const Column> columns, std::span<const std::int32_t> rows,
                                 std::span<const ResponseStatus> status)
    : spec_(spec), step_(data.step) {
  for (const auto row : rows) {
    responds_.push_back(status[static_cast<std::size_t>(row)] == ResponseStatus::kRespondent ? 1.0 : 0.0);
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const Written& written = spec.variables[k];
    const Column column = columns[k].gather(rows);
    if (!column.variable().categorical() && column.variable().type == VariableType::kNumber) {
      auto numbers = column.numbers();
      const auto missing =
          std::count_if(numbers.begin(), numbers.end(), [](double x) { return std::isnan(x); });
      if (missing > 0) {
        throw refusal(code::kPropensityMissing, step_, written, static_cast<std::size_t>(missing));
      }
      parts_.push_back({written.text, numbers_.size(), true, 0});
      numbers_.push_back(std::move(numbers));
      continue;
    }
    const std::array<const Column*, 1> pointer{&column};
    Grouping grouping = group_rows(pointer);
    const auto missing = std::count(grouping.group_of_row.begin(), grouping.group_of_row.end(), -1);
    if (missing > 0)
      throw refusal(code::kPropensityMissing, step_, written, static_cast<std::size_t>(missing));
    for (std::size_t group = 1; group < grouping.count(); ++group) {
      parts_.push_back({written.text + "=" + code_text(grouping.keys[group].front()), groups_.size(), false,
                        static_cast<std::int32_t>(group)});
    }
    groups_.push_back(std::move(grouping.group_of_row));
  }
}

std::vector<double> PropensityModel::scores(std::span<const double> weights, bool full) const {
  Regression regression;
  regression.family = estimation::Family::kLogistic;
  regression.y = responds_;
  regression.regressors.push_back({"(intercept)", "", 0, {}});
  for (const auto& part : parts_) {
    const estimation::RegressorFactor factor =
        part.is_number ? estimation::RegressorFactor{numbers_[part.variable], {}, 0}
                       : estimation::RegressorFactor{{}, groups_[part.variable], part.group};
    regression.regressors.push_back({part.name, "", 1, {factor}});
  }
  const auto domain = all_rows(weights);
  while (true) {
    const estimation::RegressionFitter fitter(regression, domain);
    const estimation::RegressionFit fit = fitter.fit(weights, {});
    if (fit.fault == FitFault::kNone) {
      std::vector<double> scores(weights.size());
      for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = fitter.expected(i, fit.coefficients);
      return scores;
    }
    std::vector<std::string> names;
    for (const auto k : fit.at_fault) names.push_back(regression.regressors[k].name);
    const bool dependent = fit.fault == FitFault::kSingular && !fit.at_fault.empty();
    if (full || !dependent) {
      throw Error({code_of(fit.fault),
                   {{"step", step_}, {"regressors", listed(names)}},
                   spec_.variables.front().place,
                   {},
                   {}});
    }
    for (auto at = fit.at_fault.rbegin(); at != fit.at_fault.rend(); ++at) {
      regression.regressors.erase(regression.regressors.begin() + static_cast<std::ptrdiff_t>(*at));
    }
  }
}

std::vector<std::int32_t> score_classes(std::span<const double> scores, std::size_t groups) {
  std::vector<double> ascending(scores.begin(), scores.end());
  std::sort(ascending.begin(), ascending.end());
  std::vector<double> cuts;
  for (std::size_t k = 1; k < groups && !ascending.empty(); ++k) {
    const std::size_t rank = (ascending.size() * k + groups - 1) / groups;
    cuts.push_back(ascending[rank - 1]);
  }
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::vector<std::int32_t> classes;
  classes.reserve(scores.size());
  for (const double score : scores) {
    const auto below = std::lower_bound(cuts.begin(), cuts.end(), score) - cuts.begin();
    classes.push_back(static_cast<std::int32_t>(below));
  }
  return classes;
}

}  // namespace sondeo::weights
