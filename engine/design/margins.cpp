#include "engine/design/margins.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::design {

namespace {

Error fault_of(Code code, const Written& variable, std::size_t count) {
  return Error({code,
                {{"variable", variable.text},
                 {"count", std::to_string(count)},
                 {"limit", std::to_string(kMostCalibrationRegressors)}},
                variable.place,
                {},
                {}});
}

/// @param missing  whether a row has no value
template <typename Missing>
void refuse_missing(const Written& variable, std::span<const double> weights, Missing missing) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] != 0.0 && missing(row)) ++count;
  }
  if (count > 0) throw fault_of(code::kMarginMissing, variable, count);
}

void set_groups(const MarginColumns& columns, std::span<const double> weights, Margin& margin) {
  std::vector<const Column*> pointers;
  for (const auto& [variable, column] : columns.categories) {
    const std::array alone{column};
    const Grouping groups = group_rows(alone);
    refuse_missing(variable, weights, [&](std::size_t row) { return groups.group_of_row[row] < 0; });
    pointers.push_back(column);
  }
  Grouping grouping = group_rows(pointers);
  std::vector<std::int32_t> number(grouping.count(), -1);  // of the groups that have rows with weight
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] != 0.0) number[static_cast<std::size_t>(grouping.group_of_row[row])] = 0;
  }
  for (std::size_t group = 0; group < number.size(); ++group) {
    if (number[group] < 0) continue;
    number[group] = static_cast<std::int32_t>(margin.keys.size());
    auto& key = margin.keys.emplace_back();
    for (const auto& code : grouping.keys[group]) key.push_back(code_text(code));
  }
  margin.group_of_row = std::move(grouping.group_of_row);
  for (auto& group : margin.group_of_row) {
    if (group >= 0) group = number[static_cast<std::size_t>(group)];
  }
}

/// Rows by what has been seen of them so far, numbered in the order of what that was; -1: no part.
class RowClasses {
 public:
  explicit RowClasses(std::span<const std::int8_t> takes_part) {
    of_row_.reserve(takes_part.size());
    for (const auto part : takes_part) of_row_.push_back(part == 1 ? 0 : -1);
    for (std::size_t row = 0; row < of_row_.size(); ++row) {
      if (of_row_[row] >= 0) order_.push_back(static_cast<std::uint32_t>(row));
    }
    count_ = order_.empty() ? 0 : 1;
  }

  /// Tells rows of different groups apart. Two passes of counting, by group and then by class: linear in
  /// rows.
  void split_by_group(const std::vector<std::int32_t>& groups, std::size_t group_count) {
    sort_by(groups, group_count);
    sort_by(of_row_, count_);
    renumber(groups);
  }
  /// Tells rows of different numbers apart.
  void split_by_number(const std::vector<double>& numbers) {
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return of_row_[a] != of_row_[b] ? of_row_[a] < of_row_[b] : numbers[a] < numbers[b];
    });
    renumber(numbers);
  }
  [[nodiscard]] const std::vector<std::int32_t>& of_row() const { return of_row_; }

  /// Some row of each class.
  [[nodiscard]] std::vector<std::uint32_t> examples() const {
    std::vector<std::uint32_t> examples(count_);
    for (const auto row : order_) examples[static_cast<std::size_t>(of_row_[row])] = row;
    return examples;
  }

 private:
  /// Orders the rows by `key`, rows of the same key as they are.
  void sort_by(const std::vector<std::int32_t>& key, std::size_t key_count) {
    std::vector<std::uint32_t> next(key_count + 1, 0);
    for (const auto row : order_) ++next[static_cast<std::size_t>(key[row]) + 1];
    for (std::size_t k = 0; k < key_count; ++k) next[k + 1] += next[k];
    std::vector<std::uint32_t> sorted(order_.size());
    for (const auto row : order_) sorted[next[static_cast<std::size_t>(key[row])]++] = row;
    order_ = std::move(sorted);
  }
  /// Numbers the classes anew from rows that are in the order of class and value.
  template <typename Value>
  void renumber(const std::vector<Value>& values) {
    std::int32_t next = 0;
    std::int32_t before = -1;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const auto row = order_[i];
      if (of_row_[row] != before || values[row] != values[order_[i - 1]]) ++next;
      before = of_row_[row];
      of_row_[row] = next - 1;
    }
    count_ = static_cast<std::size_t>(next);
  }

  std::vector<std::int32_t> of_row_;
  std::vector<std::uint32_t> order_;  ///< the rows that take part
  std::size_t count_ = 0;             ///< of classes
};

void add_example(std::span<const Margin> margins, std::size_t row, Regressors& out) {
  for (std::size_t m = 0; m < margins.size(); ++m) {
    const Margin& margin = margins[m];
    const std::int32_t group = margin.group_of_row.empty() ? 0 : margin.group_of_row[row];
    const double number = margin.numbers.empty() ? 1.0 : margin.numbers[row];
    if (number == 0.0) continue;
    out.profiles.add(out.first_of_margin[m] + static_cast<std::size_t>(group), number);
  }
  out.profiles.end_row();
}

/// Adds up the rows of one cluster.
class MeanRow {
 public:
  void add(const numeric::SparseRows::Row& row, double weight) {
    for (std::size_t k = 0; k < row.size(); ++k) sums_[row.column(k)] += weight * row.value(k);
    weight_ += weight;
  }
  void end(numeric::SparseRows& out) const {
    for (const auto& [column, sum] : sums_) out.add(column, sum / weight_);
    out.end_row();
  }

 private:
  std::map<std::size_t, double> sums_;
  double weight_ = 0;
};

}  // namespace

std::string Margin::group_name(std::size_t group) const {
  return keys[group].empty() ? name : fmt::format("{}={}", name, fmt::join(keys[group], "/"));
}

Margin make_margin(const MarginColumns& columns, std::span<const double> weights) {
  Margin margin;
  std::vector<std::string> names;
  for (const auto& [variable, column] : columns.categories) names.push_back(variable.text);
  margin.variables = names;
  if (columns.number) {
    const auto& [variable, column] = *columns.number;
    margin.summed = variable.text;
    names.push_back(variable.text);
    if (column->is_text()) throw fault_of(code::kMarginNotNumber, variable, 0);
    margin.numbers = column->numbers();
    refuse_missing(variable, weights, [&](std::size_t row) { return std::isnan(margin.numbers[row]); });
  }
  margin.name = fmt::format("{}", fmt::join(names, ","));
  if (columns.categories.empty()) {
    margin.keys.emplace_back();
    return margin;
  }
  set_groups(columns, weights, margin);
  const Written& first = columns.categories.front().first;
  if (margin.groups() > kMostCalibrationRegressors) {
    throw fault_of(code::kMarginTooMany, {margin.name, first.place}, margin.groups());
  }
  return margin;
}

Regressors make_regressors(std::span<const Margin> margins, std::span<const std::int8_t> takes_part) {
  Regressors out;
  RowClasses classes(takes_part);
  out.first_of_margin.push_back(0);
  for (const auto& margin : margins) {
    for (std::size_t group = 0; group < margin.groups(); ++group) {
      out.names.push_back(margin.group_name(group));
    }
    out.first_of_margin.push_back(out.names.size());
    if (!margin.group_of_row.empty()) classes.split_by_group(margin.group_of_row, margin.groups());
    if (!margin.numbers.empty()) classes.split_by_number(margin.numbers);
  }
  if (out.names.size() > kMostCalibrationRegressors) {
    throw fault_of(code::kMarginTooMany, {margins.front().name, {}}, out.names.size());
  }
  out.profiles = numeric::SparseRows(out.names.size());
  const auto examples = classes.examples();
  out.profiles.reserve(examples.size(), examples.size() * margins.size());
  for (const auto row : examples) add_example(margins, row, out);
  out.profile_of_row = classes.of_row();
  return out;
}

Regressors averaged_within(const Regressors& regressors, std::span<const std::int32_t> cluster_of_row,
                           std::span<const double> weights) {
  Regressors out = regressors;
  out.profiles = numeric::SparseRows(regressors.profiles.columns());
  std::map<std::int32_t, std::vector<std::size_t>> rows_of;
  std::int32_t alone = -1;
  for (std::size_t row = 0; row < cluster_of_row.size(); ++row) {
    if (regressors.profile_of_row[row] < 0 || weights[row] == 0.0) continue;
    const std::int32_t cluster = cluster_of_row[row] >= 0 ? cluster_of_row[row] : alone--;
    rows_of[cluster].push_back(row);
  }
  for (const auto& [cluster, rows] : rows_of) {
    MeanRow mean;
    for (const std::size_t row : rows) {
      mean.add(regressors.profiles.row(static_cast<std::size_t>(regressors.profile_of_row[row])),
               weights[row]);
      out.profile_of_row[row] = static_cast<std::int32_t>(out.profiles.rows());
    }
    mean.end(out.profiles);
  }
  return out;
}

}  // namespace sondeo::design
