#include "program/run/design_keys.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

namespace sondeo::run {

namespace {

/// A combination's groups in one number, as long as they fit.
class PartKey {
 public:
  explicit PartKey(const std::vector<Grouping>& groups) {
    std::uint64_t all = 1;
    for (const auto& grouping : groups) {
      factors_.push_back(all);
      fits_ = fits_ && all <= (1ULL << 62U) / (grouping.count() + 1);
      all *= grouping.count() + 1;
    }
  }
  [[nodiscard]] bool fits() const { return fits_; }
  [[nodiscard]] std::uint64_t of(const std::vector<Grouping>& groups, std::size_t row) const {
    std::uint64_t key = 0;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      key += factors_[k] * static_cast<std::uint64_t>(groups[k].group_of_row[row] + 1);
    }
    return key;
  }

 private:
  std::vector<std::uint64_t> factors_;
  bool fits_ = true;
};

Column column_of(Variable variable, std::span<const std::optional<CodeValue>> values) {
  if (variable.type == VariableType::kText) {
    std::vector<std::string> texts;
    texts.reserve(values.size());
    for (const auto& value : values) texts.push_back(value ? std::get<std::string>(*value) : "");
    return Column::of_texts(variable, texts);
  }
  variable.type = VariableType::kNumber;  // answers are codes here
  std::vector<double> numbers;
  numbers.reserve(values.size());
  for (const auto& value : values) numbers.push_back(value ? std::get<double>(*value) : missing_value());
  return Column::of_numbers(std::move(variable), std::move(numbers));
}

}  // namespace

DesignKeys::DesignKeys(const PlannedDesign& planned) {
  const auto add = [this](const Formula& formula) { formulas_.push_back(formula); };
  const auto together = [&](const std::vector<Formula>& several) {
    auto& told = told_together_.emplace_back();
    for (const auto& formula : several) {
      told.push_back(formulas_.size());
      add(formula);
    }
  };
  together(planned.strata);
  if (planned.psu) together({*planned.psu});
  if (planned.fpc) add(*planned.fpc);
  if (planned.psu_order) add(*planned.psu_order);
  for (const auto& stage : planned.later_stages) {
    together(stage.strata);
    if (stage.id) together({*stage.id});
    if (stage.fpc) add(*stage.fpc);
  }
}

std::int32_t DesignKeys::number_of(const std::vector<Grouping>& groups, std::size_t row) {
  Values values(groups.size());
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const std::int32_t group = groups[k].group_of_row[row];
    if (group >= 0) values[k] = groups[k].keys[static_cast<std::size_t>(group)][0];
  }
  const auto [known, is_new] =
      numbers_.try_emplace(std::move(values), static_cast<std::int32_t>(rows_.size()));
  if (is_new) {
    values_.push_back(&known->first);
    rows_.push_back(0);
  }
  return known->second;
}

std::vector<std::int32_t> DesignKeys::add(Level& level) {
  std::vector<Grouping> groups;
  for (const auto& formula : formulas_) {
    const Column column = level.value(formula, formula.written.text);
    if (variables_.size() < formulas_.size()) variables_.push_back(column.variable());
    const std::array alone{&column};
    groups.push_back(group_rows(alone));
  }
  const PartKey keys(groups);
  std::unordered_map<std::uint64_t, std::int32_t> known;
  std::vector<std::int32_t> numbers(level.rows(), 0);
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if (keys.fits()) {
      const auto [found, is_new] = known.try_emplace(keys.of(groups, row), 0);
      if (is_new) found->second = number_of(groups, row);
      numbers[row] = found->second;
    } else {
      numbers[row] = number_of(groups, row);
    }
    ++rows_[static_cast<std::size_t>(numbers[row])];
  }
  return numbers;
}

std::map<std::string, Column> DesignKeys::columns() const {
  std::map<std::string, Column> columns;
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    std::vector<std::optional<CodeValue>> values;
    values.reserve(values_.size());
    for (const auto* combination : values_) values.push_back((*combination)[k]);
    columns.emplace(formulas_[k].written.text, column_of(variables_[k], values));
  }
  return columns;
}

std::size_t DesignKeys::rows_without(const std::string& variables) const {
  for (const auto& told : told_together_) {
    std::vector<std::string> names;
    names.reserve(told.size());
    for (const auto k : told) names.push_back(formulas_[k].written.text);
    if (names.empty() || fmt::format("{}", fmt::join(names, ", ")) != variables) continue;
    std::size_t rows = 0;
    for (std::size_t number = 0; number < rows_.size(); ++number) {
      const bool without =
          std::any_of(told.begin(), told.end(), [&](auto k) { return !(*values_[number])[k]; });
      rows += without ? rows_[number] : 0;
    }
    return rows;
  }
  return 0;
}

std::size_t DesignKeys::bytes() const {
  constexpr std::size_t kNodeBytes = 96;
  return rows_.size() * (kNodeBytes + formulas_.size() * sizeof(std::optional<CodeValue>));
}

}  // namespace sondeo::run
