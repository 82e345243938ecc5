#include "weights/population_totals.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/csv_field.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/spec/section.hpp"
#include "engine/table/grouping.hpp"
#include "weights/codes.hpp"

namespace sondeo::weights {

namespace {

using Key = std::vector<std::string>;

std::string text_of(const Key& key) { return fmt::format("{}", fmt::join(key, "/")); }

/// "07" is the same code as 7.
Key by_number(Key key) {
  for (auto& code : key) {
    double value = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), value);
    if (error == std::errc() && end == code.data() + code.size()) code = code_text(value);
  }
  return key;
}

Key split(const std::string& text) {
  Key key;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = text.find('/', begin);
    key.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return key;
    begin = end + 1;
  }
}

Error fault_of(Code code, const Written& source, std::vector<Argument> arguments) {
  arguments.insert(arguments.begin(), {"file", source.text});
  return Error({code, std::move(arguments), source.place, {}, {}});
}

/// Totals by key, found as written or as numbers.
class Lookup {
 public:
  explicit Lookup(const PopulationTotals& totals) {
    for (std::size_t i = 0; i < totals.keys.size(); ++i) {
      exact_.emplace(totals.keys[i], i);
      numbers_.emplace(by_number(totals.keys[i]), i);
    }
  }
  [[nodiscard]] std::optional<std::size_t> find(const Key& key) const {
    if (const auto found = exact_.find(key); found != exact_.end()) return found->second;
    if (const auto found = numbers_.find(by_number(key)); found != numbers_.end()) return found->second;
    return std::nullopt;
  }

 private:
  std::map<Key, std::size_t> exact_;
  std::map<Key, std::size_t> numbers_;
};

void refuse(Code code, const design::Margin& margin, const PopulationTotals& totals,
            const std::vector<std::string>& names) {
  if (names.empty()) return;
  throw fault_of(code, totals.source,
                 {{"margin", margin.name},
                  {"count", std::to_string(names.size())},
                  {"codes", fmt::format("{}", fmt::join(names, ", "))}});
}

/// Margins of categories count the same population.
void check_sums(std::span<const design::Margin> margins, std::span<const PopulationTotals> totals,
                std::span<const double> sums) {
  constexpr double kSame = 1e-9;
  std::optional<std::size_t> first;
  for (std::size_t m = 0; m < margins.size(); ++m) {
    if (!margins[m].numbers.empty()) continue;
    if (!first) first = m;
    if (std::abs(sums[m] - sums[*first]) <= kSame * std::abs(sums[*first])) continue;
    throw fault_of(code::kMarginSums, totals[m].source,
                   {{"margin", margins[m].name},
                    {"sum", fmt::format("{}", sums[m])},
                    {"other", margins[*first].name},
                    {"other_sum", fmt::format("{}", sums[*first])},
                    {"difference", fmt::format("{:.6g}", sums[m] - sums[*first])}});
  }
}

/// A number that is not missing and not below 0.
bool is_total(const Column& column, std::span<const double> numbers, std::size_t row) {
  if (!column.is_text()) return numbers[row] >= 0;
  const std::string_view text = column.text(row);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0;
}

/// Numbers of a file of totals, none below 0. One text makes its column one of texts: it is the one named.
std::vector<double> numbers_of(const Column& column, const Written& file) {
  std::vector<double> numbers = column.is_text() ? std::vector<double>() : column.numbers();
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (is_total(column, numbers, row)) continue;
    // The header is line 1.
    throw fault_of(code::kTotalsNotNumber, file, {{"row", std::to_string(row + 2)}});
  }
  // Numbers that a workbook holds as texts.
  if (column.is_text() && column.size() > 0) throw fault_of(code::kTotalsNotNumber, file, {{"row", "2"}});
  return numbers;
}

}  // namespace

PopulationTotals read_inline_totals(const spec::Value& value, std::size_t variables) {
  PopulationTotals totals;
  totals.source = {value.path(), value.place()};
  for (const auto& [key, total] : value.section().entries()) {
    totals.keys.push_back(split(key.text));
    if (totals.keys.back().size() != variables) {
      throw Error(
          {code::kTotalsKey, {{"code", key.text}, {"count", std::to_string(variables)}}, key.place, {}, {}});
    }
    const double number = total.number();
    if (number < 0)
      throw fault_of(code::kTotalsNotNumber, {value.path(), total.place()}, {{"row", key.text}});
    totals.values.push_back(number);
  }
  return totals;
}

PopulationTotals single_total(const spec::Value& value, std::optional<double> se) {
  PopulationTotals totals{{value.path(), value.place()}, {{}}, {value.number()}, {}};
  if (se) totals.se.push_back(*se);
  return totals;
}

std::vector<std::string> totals_columns(std::span<const Written> variables, bool estimated) {
  std::vector<std::string> columns;
  for (const auto& variable : variables) columns.push_back(variable.text);
  columns.emplace_back("total");
  if (estimated) columns.emplace_back("se");
  return columns;
}

PopulationTotals totals_of_table(const Table& table, std::span<const Written> variables,
                                 const Written& file) {
  PopulationTotals totals;
  totals.source = file;
  totals.values = numbers_of(*table.find("total"), file);
  if (const Column* se = table.find("se")) totals.se = numbers_of(*se, file);
  if (variables.empty()) {
    totals.keys.assign(table.rows(), Key());
    return totals;
  }
  std::vector<const Column*> columns;
  for (const auto& variable : variables) columns.push_back(table.find(variable.text));
  const Grouping grouping = group_rows(columns);
  std::vector<bool> seen(grouping.count(), false);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::int32_t group = grouping.group_of_row[row];
    if (group < 0) throw fault_of(code::kTotalsCodeMissing, file, {{"row", std::to_string(row + 2)}});
    const auto number = static_cast<std::size_t>(group);
    Key key;
    for (const auto& code : grouping.keys[number]) key.push_back(code_text(code));
    if (seen[number]) throw fault_of(code::kTotalsTwice, file, {{"code", text_of(key)}});
    seen[number] = true;
    totals.keys.push_back(std::move(key));
  }
  return totals;
}

MatchedTotals match_totals(const design::Margin& margin, const PopulationTotals& totals) {
  MatchedTotals matched;
  const Lookup lookup(totals);
  std::vector<bool> used(totals.keys.size(), false);
  for (const auto& key : margin.keys) {
    const auto found = lookup.find(key);
    matched.values.push_back(found ? totals.values[*found] : std::numeric_limits<double>::quiet_NaN());
    matched.se.push_back(found && !totals.se.empty() ? totals.se[*found] : 0.0);
    if (!found) {
      matched.gaps.without_total.push_back(text_of(key));
      continue;
    }
    used[*found] = true;
    const bool cases = margin.numbers.empty();
    if (cases && totals.values[*found] == 0.0) matched.gaps.zero.push_back(text_of(key));
  }
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i] && totals.values[i] != 0.0) matched.gaps.without_case.push_back(text_of(totals.keys[i]));
  }
  return matched;
}

CheckedTotals checked_totals(std::span<const design::Margin> margins,
                             std::span<const PopulationTotals> totals, bool partial) {
  CheckedTotals checked;
  std::vector<double> sums;
  for (std::size_t m = 0; m < margins.size(); ++m) {
    const MatchedTotals matched = match_totals(margins[m], totals[m]);
    refuse(code::kCodesWithoutTotal, margins[m], totals[m], matched.gaps.without_total);
    if (!partial) refuse(code::kTotalsWithoutCase, margins[m], totals[m], matched.gaps.without_case);
    refuse(code::kTotalsZero, margins[m], totals[m], matched.gaps.zero);
    checked.values.insert(checked.values.end(), matched.values.begin(), matched.values.end());
    checked.se.insert(checked.se.end(), matched.se.begin(), matched.se.end());
    sums.push_back(numeric::ordered_sum(matched.values));
  }
  if (!partial) check_sums(margins, totals, sums);
  return checked;
}

TotalsTemplate totals_template(const design::Margin& margin, std::span<const Written> variables,
                               bool estimated, std::span<const double> weights) {
  std::vector<numeric::CompensatedSum> now(margin.groups());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const std::int32_t group = margin.group_of_row.empty() ? 0 : margin.group_of_row[row];
    if (weights[row] == 0.0 || group < 0) continue;
    now[static_cast<std::size_t>(group)].add(weights[row] *
                                             (margin.numbers.empty() ? 1.0 : margin.numbers[row]));
  }
  TotalsTemplate made;
  made.columns = totals_columns(variables, estimated);
  made.columns.emplace_back("now");
  made.codes = margin.keys;
  made.now.reserve(now.size());
  for (const auto& sum : now) made.now.push_back(sum.value());
  return made;
}

std::string template_csv(const TotalsTemplate& made) {
  std::vector<std::string> fields;
  fields.reserve(made.columns.size());
  for (const auto& column : made.columns) fields.push_back(ingest::csv_field(column));
  std::string text = fmt::format("{}\n", fmt::join(fields, ","));
  for (std::size_t group = 0; group < made.codes.size(); ++group) {
    for (const auto& code : made.codes[group]) text += ingest::csv_field(code) + ",";
    text.append(made.columns.size() - made.codes[group].size() - 1, ',');
    text += fmt::format("{}\n", made.now[group]);
  }
  return text;
}

}  // namespace sondeo::weights
