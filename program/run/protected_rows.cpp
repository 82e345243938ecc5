#include "program/run/protected_rows.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <functional>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/estimation/derived_expression.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/codes.hpp"
#include "program/run/estimated_block.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using estimation::kAbsent;
using Reason = WithholdReason;

constexpr std::array<const char*, 7> kReasonNames = {"",     "cases",  "complement", "base",
                                                     "psus", "others", "function"};

/// Names in expressions.
void add_names(std::string_view text, std::set<std::string, std::less<>>& names) {
  const auto in_name = [](char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  for (auto from = text.begin(); from != text.end();) {
    const auto begin = std::find_if(from, text.end(), in_name);
    from = std::find_if_not(begin, text.end(), in_name);
    if (begin != from) names.emplace(begin, from);
  }
}

/// Takes the figures out of one result.
class Withholding {
 public:
  Withholding(const Study& study, const ProtectedRows& rows, RunResult& result)
      : study_(study),
        spec_(*study.disclosure),
        names_(breakdown_names(study)),
        rows_(rows),
        result_(result) {
    reasons_.reserve(result.table.rows.size());
    for (const auto& row : result.table.rows) {
      const auto found = rows.withheld.find(row_key(row));
      reasons_.push_back(found == rows.withheld.end() ? Reason::kNone : found->second);
    }
  }

  void apply() {
    withhold_functions();
    withhold_covariances();
    withhold_tests();
    withhold_models();
    for (std::size_t i = 0; i < reasons_.size(); ++i) {
      if (reasons_[i] != Reason::kNone)
        clear(result_.table.rows[i]);
      else if (spec_.rounding > 0)
        round_counts(result_.table.rows[i]);
    }
    report();
  }

 private:
  [[nodiscard]] bool withheld(std::size_t row) const { return reasons_[row] != Reason::kNone; }

  void withhold_row(std::size_t row, Reason reason) {
    if (!withheld(row)) reasons_[row] = reason;
  }

  /// Rows that are no counts of the study's own tables: differences, ratios, tested means. One that rests on
  /// an indicator with withheld figures, or on what is not known, could give them away.
  void withhold_functions() {
    std::set<std::size_t> counted;
    std::set<std::string> whole;
    for (std::size_t row = 0; row < reasons_.size(); ++row) {
      if (!rows_.counted.contains(row_key(result_.table.rows[row]))) continue;
      counted.insert(row);
      whole.insert(result_.table.rows[row].indicator);
    }
    std::set<std::string> torn;
    for (const std::size_t row : counted) {
      if (withheld(row)) torn.insert(result_.table.rows[row].indicator);
    }
    for (std::size_t row = 0; row < reasons_.size(); ++row) {
      if (counted.contains(row)) continue;
      const double n = result_.table.rows[row].n;
      if (n > 0 && n < spec_.minimum_base) withhold_row(row, Reason::kFunction);
      if (torn.empty()) continue;
      const Estimate& function = result_.table.rows[row];
      const std::string& indicator = function.indicator;
      if (torn.contains(indicator) || !whole.contains(indicator)) withhold_row(row, Reason::kFunction);
    }
  }

  void withhold_tests() {
    std::set<std::vector<std::string>> cells;
    for (std::size_t i = 0; i < reasons_.size(); ++i) {
      if (withheld(i)) cells.insert(result_.table.rows[i].cell);
    }
    for (auto& test : result_.table.tests) {
      const bool of_row = test.hypothesis && withheld(test.hypothesis->estimate);
      if (!of_row && !cells.contains(test.cell) && !tells(names_of_test(test), test.cell)) continue;
      for (double* figure : {&test.value, &test.df1, &test.df2, &test.p, &test.p_adjusted}) *figure = kAbsent;
      test.notes = {"withheld", "protected"};
    }
  }

  using Names = std::set<std::string, std::less<>>;

  /// The variables of a test, or of a model's terms.
  [[nodiscard]] Names names_of_test(const estimation::TestResult& test) const {
    Names names;
    bool asked = false;
    for (const auto& spec : study_.tests) {
      if (spec.subject.id.text != test.variables) continue;
      asked = true;
      if (spec.subject.numerator) add_names(spec.subject.numerator->text, names);
      if (spec.subject.categories) add_names(spec.subject.categories->text, names);
    }
    if (!asked) add_names(test.variables, names);
    return names;
  }

  /// Whether a figure of those variables rests on counts of which some are withheld: with the counts that are
  /// shown it would give them away.
  /// @param within  the cell of which the figure is; none: of all
  [[nodiscard]] bool tells(const Names& names, const std::vector<std::string>& within) const {
    for (std::size_t i = 0; i < reasons_.size(); ++i) {
      if (!withheld(i)) continue;
      const auto& cell = result_.table.rows[i].cell;
      bool inside = true;
      for (std::size_t k = 0; inside && k < cell.size(); ++k) {
        const bool fixed = k < within.size() && !within[k].empty();
        inside = cell[k].empty() || (fixed ? cell[k] == within[k] : names_in(names_[k], names));
      }
      if (inside) return true;
    }
    return false;
  }

  /// Whether those of a disaggregation, which may be an expression, are among them.
  static bool names_in(const std::string& expression, const Names& names) {
    Names own;
    add_names(expression, own);
    return std::includes(names.begin(), names.end(), own.begin(), own.end());
  }

  /// The coefficients of categories are their counts in another dress.
  void withhold_models() {
    for (auto& model : result_.table.models) {
      Names names;
      add_names(model.model, names);
      if (!tells(names, {})) continue;
      for (auto& coefficient : model.coefficients) {
        estimation::Coefficient none;
        none.term = std::move(coefficient.term);
        none.term_label = std::move(coefficient.term_label);
        coefficient = std::move(none);
      }
      for (double estimation::ModelResult::*figure :
           {&estimation::ModelResult::n, &estimation::ModelResult::n_missing,
            &estimation::ModelResult::missing_share, &estimation::ModelResult::n_psu,
            &estimation::ModelResult::n_strata, &estimation::ModelResult::weight_sum,
            &estimation::ModelResult::iterations}) {
        model.*figure = kAbsent;
      }
      model.notes = {"withheld", "protected"};
    }
  }

  /// A variance is a figure of its cell.
  void withhold_covariances() {
    auto& matrix = result_.covariance;
    if (matrix.keys.empty()) return;
    std::set<std::string> gone;
    for (std::size_t i = 0; i < reasons_.size(); ++i) {
      if (withheld(i)) gone.insert(covariance_key(result_.table.rows[i]));
    }
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < matrix.keys.size(); ++i) {
      if (!gone.contains(sorted_key(matrix.keys[i]))) kept.push_back(i);
    }
    estimation::CovarianceMatrix rest;
    for (const std::size_t i : kept) {
      rest.keys.push_back(matrix.keys[i]);
      for (const std::size_t j : kept) rest.values.push_back(matrix.at(i, j));
    }
    matrix = std::move(rest);
  }

  /// The conditions of a key in byte order: the cells' order is not that of the table's columns.
  static std::string sorted_key(const std::string& key) {
    const std::size_t open = key.find('[');
    if (open == std::string::npos) return key;
    std::vector<std::string> conditions;
    std::size_t begin = open + 1;
    while (begin < key.size()) {
      const std::size_t end = std::min(key.find_first_of(",]", begin), key.size());
      conditions.push_back(key.substr(begin, end - begin));
      begin = end + 1;
    }
    std::sort(conditions.begin(), conditions.end());
    return fmt::format("{}[{}]", key.substr(0, open), fmt::join(conditions, ","));
  }

  [[nodiscard]] std::string covariance_key(const Estimate& row) const {
    std::vector<std::string> conditions;
    if (!row.category.empty()) conditions.push_back(fmt::format("category={}", row.category));
    for (std::size_t k = 0; k < row.cell.size(); ++k) {
      if (row.cell[k].empty()) continue;
      conditions.push_back(fmt::format("{}={}", estimation::derived_name(names_[k]), row.cell[k]));
    }
    std::string indicator = estimation::derived_name(row.indicator);
    if (conditions.empty()) return indicator;
    return sorted_key(fmt::format("{}[{}]", indicator, fmt::join(conditions, ",")));
  }

  static void clear(Estimate& row) {
    for (double Estimate::*figure :
         {&Estimate::estimate, &Estimate::se, &Estimate::cv, &Estimate::ci_low, &Estimate::ci_high,
          &Estimate::df, &Estimate::deff, &Estimate::n, &Estimate::n_events, &Estimate::n_victims,
          &Estimate::n_missing, &Estimate::missing_share, &Estimate::n_psu, &Estimate::n_strata,
          &Estimate::weight_sum, &Estimate::deff_wor, &Estimate::deft, &Estimate::n_eff, &Estimate::fmi}) {
      row.*figure = kAbsent;
    }
    row.interval.clear();
    row.quality.clear();
    row.notes = {"withheld", "protected"};
  }

  void round_counts(Estimate& row) const {
    for (double Estimate::*count :
         {&Estimate::n, &Estimate::n_events, &Estimate::n_victims, &Estimate::n_missing}) {
      row.*count = std::round(row.*count / spec_.rounding) * spec_.rounding;
    }
  }

  /// What was done, in counts alone.
  void report() {
    auto& facts = result_.table.design.facts;
    const auto add = [&facts](const std::string& name, double value) {
      facts.emplace_back("disclosure." + name, fmt::format("{}", value));
    };
    add("minimum_cases", spec_.minimum_cases);
    add("minimum_complement", spec_.minimum_complement);
    add("minimum_base", spec_.minimum_base);
    if (spec_.minimum_psus > 0) add("minimum_psus", spec_.minimum_psus);
    if (spec_.rounding > 0) add("rounding", spec_.rounding);
    std::array<std::size_t, kReasonNames.size()> count{};
    for (const Reason reason : reasons_) ++count[static_cast<std::size_t>(reason)];
    std::size_t primary = 0;
    std::size_t secondary = 0;
    for (std::size_t i = 1; i < count.size(); ++i) {
      (i < static_cast<std::size_t>(Reason::kOthers) ? primary : secondary) += count[i];
      if (count[i] > 0) add(fmt::format("withheld_{}", kReasonNames[i]), static_cast<double>(count[i]));
    }
    add("audited", static_cast<double>(rows_.audited));
    if (primary + secondary == 0) return;
    result_.findings.push_back({code::kDisclosureProtected,
                                {{"count", fmt::format("{}", primary + secondary)},
                                 {"primary", fmt::format("{}", primary)},
                                 {"secondary", fmt::format("{}", secondary)}},
                                {},
                                {},
                                {}});
  }

  const Study& study_;
  const reports::DisclosureSpec& spec_;
  std::vector<std::string> names_;  ///< variables of the disaggregations
  const ProtectedRows& rows_;
  RunResult& result_;
  std::vector<Reason> reasons_;  ///< of each row of the result
};

}  // namespace

void merge(const ProtectedRows& one, ProtectedRows& all) {
  all.withheld.insert(one.withheld.begin(), one.withheld.end());
  all.counted.insert(one.counted.begin(), one.counted.end());
  all.audited += one.audited;
}

void withhold_rows(const Study& study, const ProtectedRows& rows, RunResult& result) {
  Withholding(study, rows, result).apply();
}

}  // namespace sondeo::run
