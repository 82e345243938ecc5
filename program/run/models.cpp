#include "program/run/models.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/run/categories.hpp"
#include "program/run/code_label.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using estimation::Regressor;
using estimation::RegressorFactor;

/// A variable of a model with its values.
struct BoundVariable {
  std::string name;
  std::span<const double> numbers;  ///< empty for categories
  std::span<const std::int32_t> groups;
  std::vector<std::vector<CodeValue>> keys;
  std::vector<std::string> labels;  ///< of each group, empty if none
  std::vector<std::int32_t> used;   ///< groups that rows of the model have, the reference first
  [[nodiscard]] bool categorical() const { return numbers.empty(); }
};

/// Whether a model's rows are in its base with weight.
struct Basis {
  std::span<const std::int8_t> base;
  std::span<const double> weight;
  [[nodiscard]] bool has(std::size_t row) const {
    return (base.empty() || base[row] == 1) && weight[row] != 0.0;
  }
};

/// Makes the columns of one model.
class RegressionMaker {
 public:
  RegressionMaker(const PlannedModel& planned, LevelFrame& frame)
      : planned_(planned), spec_(*planned.spec), frame_(frame) {
    basis_.base = frame.base(planned.subject);
    basis_.weight = frame.weight(planned.subject.weight, basis_.base, name());
  }

  estimation::Regression make() {
    regression_.name = name();
    regression_.family = spec_.family;
    regression_.base = basis_.base;
    regression_.weight = basis_.weight;
    present_.assign(basis_.weight.size(), 1);
    regression_.y = numbers_of(*planned_.subject.numerator);
    for (std::size_t i = 0; i < spec_.formula.variables.size(); ++i) bind(i);
    add_offsets();
    for (auto& variable : variables_) find_used(variable);
    add_regressors();
    regression_.present = frame_.keep(std::move(present_));
    return std::move(regression_);
  }

 private:
  [[nodiscard]] const std::string& name() const { return spec_.subject.id.text; }

  std::span<const double> numbers_of(const Formula& formula) {
    const Column column = frame_.level().value(formula, formula.written.text);
    if (column.is_text()) {
      throw Error(
          {code::kModelNotNumber, {{"variable", formula.written.text}}, formula.written.place, {}, {}});
    }
    const auto numbers = frame_.keep(column.numbers());
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      if (std::isnan(numbers[row])) present_[row] = 0;
    }
    return numbers;
  }

  void bind(std::size_t i) {
    const ModelVariable& asked = spec_.formula.variables[i];
    const Formula& formula = planned_.variables[i];
    BoundVariable variable;
    variable.name = asked.expression.text;
    const Column column = frame_.level().value(formula, variable.name);
    const bool categories = asked.form == VariableForm::kFactor ||
                            (asked.form == VariableForm::kAsItIs && column.variable().categorical());
    if (!categories) {
      variable.numbers = numbers_of(formula);
      variables_.push_back(std::move(variable));
      return;
    }
    Grouping grouping = categories_of(column, formula, variable.name);
    for (const auto& key : grouping.keys) variable.labels.push_back(label_of(column.variable(), key[0]));
    variable.keys = std::move(grouping.keys);
    variable.groups = frame_.keep(std::move(grouping.group_of_row));
    for (std::size_t row = 0; row < present_.size(); ++row) {
      if (variable.groups[row] < 0) present_[row] = 0;
    }
    variables_.push_back(std::move(variable));
  }

  void add_offsets() {
    if (planned_.offsets.empty()) return;
    std::vector<double> offset(present_.size());
    for (const auto& formula : planned_.offsets) {
      const auto numbers = numbers_of(formula);
      for (std::size_t row = 0; row < offset.size(); ++row) offset[row] += numbers[row];
    }
    regression_.offset = frame_.keep(std::move(offset));
  }

  /// The codes that rows of the model have; the reference goes to the front.
  void find_used(BoundVariable& variable) {
    if (!variable.categorical()) return;
    std::vector<bool> seen(variable.keys.size());
    for (std::size_t row = 0; row < present_.size(); ++row) {
      if (present_[row] == 1 && basis_.has(row)) seen[static_cast<std::size_t>(variable.groups[row])] = true;
    }
    for (std::size_t group = 0; group < seen.size(); ++group) {
      if (seen[group]) variable.used.push_back(static_cast<std::int32_t>(group));
    }
    const auto& asked = spec_.formula.variables[static_cast<std::size_t>(&variable - variables_.data())];
    if (asked.reference) move_to_front(*asked.reference, variable);
    if (variable.used.size() == 1) {
      throw Error({code::kModelOneCategory,
                   {{"model", name()}, {"variable", variable.name}},
                   asked.expression.place,
                   {},
                   {}});
    }
  }

  static void move_to_front(const Written& reference, BoundVariable& variable) {
    std::vector<std::string> codes;
    for (const auto group : variable.used) {
      codes.push_back(code_text(variable.keys[static_cast<std::size_t>(group)][0]));
    }
    const auto found = std::find(codes.begin(), codes.end(), reference.text);
    if (found == codes.end()) {
      throw Error({code::kModelReference,
                   {{"variable", variable.name}, {"code", reference.text}},
                   reference.place,
                   nearest_names(reference.text, codes),
                   {}});
    }
    const auto at = variable.used.begin() + (found - codes.begin());
    std::rotate(variable.used.begin(), at, at + 1);
  }

  /// Whether the term without one variable is in the model: then the variable's reference is left out.
  [[nodiscard]] bool has_margin(const std::vector<std::size_t>& term, std::size_t variable) const {
    std::vector<std::size_t> margin;
    for (const auto other : term) {
      if (other != variable) margin.push_back(other);
    }
    if (margin.empty()) return spec_.formula.intercept;
    const auto& terms = spec_.formula.terms;
    return std::find(terms.begin(), terms.end(), margin) != terms.end();
  }

  void add_regressors() {
    if (spec_.formula.intercept) {
      regression_.terms.emplace_back("(intercept)");
      regression_.regressors.push_back({"(intercept)", "", 0, {}});
    }
    // Without an intercept only the first category takes its place (R).
    bool stands_for_intercept = !spec_.formula.intercept;
    for (const auto& term : spec_.formula.terms) add_term(term, stands_for_intercept);
    if (regression_.regressors.size() > estimation::kMostRegressors) {
      throw Error({code::kModelTooLarge,
                   {{"model", name()},
                    {"count", std::to_string(regression_.regressors.size())},
                    {"limit", std::to_string(estimation::kMostRegressors)}},
                   spec_.subject.id.place,
                   {},
                   {}});
    }
  }

  void add_term(const std::vector<std::size_t>& term, bool& stands_for_intercept) {
    std::vector<std::string> names;
    std::vector<Regressor> products{{"", "", regression_.terms.size(), {}}};
    for (const auto i : term) {
      const BoundVariable& variable = variables_[i];
      names.push_back(variable.name);
      bool all_codes = !has_margin(term, i);
      if (term.size() == 1 && all_codes && variable.categorical()) {
        all_codes = stands_for_intercept;
        stands_for_intercept = false;
      }
      products = crossed(products, variable, all_codes);
    }
    regression_.terms.push_back(fmt::format("{}", fmt::join(names, ":")));
    for (auto& product : products) regression_.regressors.push_back(std::move(product));
  }

  /// The products with a variable: one for a number, one for each code of categories.
  static std::vector<Regressor> crossed(const std::vector<Regressor>& products, const BoundVariable& variable,
                                        bool all_codes) {
    std::vector<Regressor> result;
    const auto add = [&](const Regressor& product, const std::string& name, const std::string& label,
                         const RegressorFactor& factor) {
      Regressor next = product;
      const char* const between = product.factors.empty() ? "" : ":";
      next.name += between + name;
      next.label += between + label;
      next.factors.push_back(factor);
      result.push_back(std::move(next));
    };
    if (!variable.categorical()) {
      for (const auto& product : products) {
        add(product, variable.name, variable.name, {variable.numbers, {}, 0});
      }
      return result;
    }
    for (std::size_t k = all_codes ? 0 : 1; k < variable.used.size(); ++k) {
      const auto group = static_cast<std::size_t>(variable.used[k]);
      const std::string code = code_text(variable.keys[group][0]);
      const std::string& label = variable.labels[group];
      for (const auto& product : products) {
        add(product, fmt::format("{}={}", variable.name, code),
            fmt::format("{}={}", variable.name, label.empty() ? code : label),
            {{}, variable.groups, variable.used[k]});
      }
    }
    return result;
  }

  const PlannedModel& planned_;
  const ModelSpec& spec_;
  LevelFrame& frame_;
  Basis basis_;
  std::vector<std::int8_t> present_;
  std::vector<BoundVariable> variables_;
  estimation::Regression regression_;
};

}  // namespace

estimation::Regression make_regression(const PlannedModel& planned, LevelFrame& frame) {
  return RegressionMaker(planned, frame).make();
}

ModelSpec model_of(const Written& formula, estimation::Family family) {
  ModelSpec model;
  model.family = family;
  model.formula = parse_model_formula(formula);
  model.subject.id = formula;
  model.subject.measure = questionnaires::Measure::kMean;
  model.subject.numerator = model.formula.response;
  return model;
}

}  // namespace sondeo::run
