#include "program/run/label_book.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/codes.hpp"
#include "engine/estimation/row_texts.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/quality_labels.hpp"
#include "program/run/table_rows.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;

CodeLabels labels_of(const Variable& variable) {
  CodeLabels labels;
  for (const auto& [code, label] : variable.labels.numbers) labels.emplace(code_text(code), label);
  for (const auto& [code, label] : variable.labels.texts) labels.emplace(code, label);
  return labels;
}

const std::string& label_in(const CodeLabels& labels, const std::string& code) {
  static const std::string kNone;
  const auto found = labels.find(code);
  return found == labels.end() ? kNone : found->second;
}

/// Finds the labels that the formulas of a plan have in one language.
class BookMaker {
 public:
  BookMaker(const Study& study, const Levels& levels, const std::string& language)
      : language_(language), names_(breakdown_names(study)) {
    for (const auto& level : levels.all()) {
      Level* const parent = level->parent() == nullptr ? nullptr : empty_.at(level->parent()).get();
      empty_.emplace(level.get(), level->without_rows(language, parent));
    }
    book_.language = language;
  }

  void add(const PlannedIndicator& planned) {
    IndicatorLabels& labels = of(planned);
    for (const auto& cross : planned.by) add_columns(planned, cross);
    add_columns(planned, planned.standard);
    add_columns(planned, planned.compare);
    for (const auto& item : planned.items) labels.categories[item.name] = label_of_item(planned, item);
    using questionnaires::Measure;
    if (planned.categories) {
      labels.categories = labels_of(value(planned, *planned.categories).variable());
    } else if (planned.numerator && planned.indicator->measure == Measure::kProportion && !planned.events) {
      labels.categories = labels_of(value(planned, *planned.numerator).variable());
    }
  }

  /// A cross or table has its subject's labels, and its sides'.
  void add(const PlannedIndicator& subject, const std::vector<std::vector<Formula>>& sides) {
    add(subject);
    for (const auto& side : sides) add_columns(subject, side);
  }

  /// A function of estimates is broken down as they are.
  void add(const PlannedDerived& derived, const PlannedIndicator& first) {
    IndicatorLabels labels;
    labels.label = questionnaires::text_in(derived.spec->label, language_);
    labels.columns = of(first).columns;
    book_.indicators[derived.spec->id.text] = std::move(labels);
  }

  /// The totals that a role's steps had to meet.
  void add(const WeightedRole& role) {
    CodeLabels& labels = book_.margins[role.role];
    for (const auto& step : role.steps) {
      if (step.margins.empty()) continue;
      std::map<std::string, Variable> variables;
      for (const auto& formula : step.variables) {
        const std::string& name = formula.written.text;
        variables.emplace(name, empty_.at(role.level)->value(formula, name).variable());
      }
      for (const auto& margin : step.margins) {
        labels.emplace(margin.name, label_of_group(margin.group, variables));
      }
    }
  }

  LabelBook make() { return std::move(book_); }

 private:
  IndicatorLabels& of(const PlannedIndicator& planned) {
    IndicatorLabels& labels = book_.indicators[planned.indicator->id.text];
    labels.label = questionnaires::text_in(planned.indicator->label, language_);
    return labels;
  }

  Column value(const PlannedIndicator& planned, const Formula& formula) {
    return empty_.at(planned.level)->value(formula, formula.written.text);
  }

  /// "Region: North; Sex: Woman"; last the variable that is added up.
  static std::string label_of_group(const weights::MarginGroup& group,
                                    const std::map<std::string, Variable>& variables) {
    const auto name = [&variables](const std::string& id) {
      const std::string& label = variables.at(id).label;
      return label.empty() ? id : label;
    };
    std::vector<std::string> parts;
    parts.reserve(group.codes.size() + 1);
    for (const auto& [id, code] : group.codes) {
      const CodeLabels labels = labels_of(variables.at(id));
      const std::string& label = label_in(labels, code);
      parts.push_back(fmt::format("{}: {}", name(id), label.empty() ? code : label));
    }
    if (!group.summed.empty()) parts.push_back(name(group.summed));
    return fmt::format("{}", fmt::join(parts, "; "));
  }

  void add_columns(const PlannedIndicator& planned, std::span<const Formula> variables) {
    for (const auto& variable : variables) {
      const auto found = std::find(names_.begin(), names_.end(), variable.written.text);
      if (found == names_.end()) continue;  // a standardising variable that no figure is broken down by
      const auto column = static_cast<std::size_t>(found - names_.begin());
      auto& labels = of(planned).columns[column];
      if (!labels.empty()) continue;
      const Variable known = value(planned, variable).variable();
      labels = labels_of(known);
      if (variable.name && !known.label.empty()) book_.columns.emplace(column, known.label);
    }
  }

  /// As the file calls the item; of a condition, as what it is made of.
  std::string label_of_item(const PlannedIndicator& planned, const PlannedItem& item) {
    const Variable* variable = empty_.at(planned.level)->find_variable(item.name);
    return variable != nullptr ? variable->label : value(planned, item.formula).variable().label;
  }

  const std::string& language_;
  std::vector<std::string> names_;
  std::map<const Level*, std::unique_ptr<Level>> empty_;
  LabelBook book_;
};

/// Writes a book's labels into the rows of a result table.
class Relabelling {
 public:
  explicit Relabelling(const LabelBook& book) : book_(book) {}

  void row(Estimate& row) {
    const auto found = book_.indicators.find(row.indicator);
    if (found == book_.indicators.end()) return;
    const IndicatorLabels& labels = found->second;
    row.indicator_label = labels.label;
    if (!row.category.empty()) {
      row.category_label = label_of(labels.categories, row.category, row.category_label);
    }
    std::vector<std::string> cell_labels = row.cell_labels;
    cell(labels, row.cell, cell_labels);
    row.cell_labels = std::move(cell_labels);
    texts_.share(row);
  }

  void test(estimation::TestResult& test, std::span<const Estimate> rows) const {
    if (test.hypothesis) {
      test.cell_labels = rows[test.hypothesis->estimate].cell_labels;
      return;
    }
    const auto found = book_.indicators.find(test.variables);
    if (found != book_.indicators.end()) cell(found->second, test.cell, test.cell_labels);
  }

 private:
  static void cell(const IndicatorLabels& labels, const std::vector<std::string>& codes,
                   std::vector<std::string>& out) {
    for (std::size_t i = 0; i < codes.size() && i < out.size(); ++i) {
      const auto column = labels.columns.find(i);
      if (codes[i].empty() || column == labels.columns.end()) continue;
      out[i] = label_of(column->second, codes[i], out[i]);
    }
  }

  /// Of a code; of two that are compared, "1-2" or "1/2". What the book does not know stays as it is.
  static std::string label_of(const CodeLabels& labels, const std::string& code, const std::string& known) {
    if (const auto found = labels.find(code); found != labels.end()) return found->second;
    if (known.empty()) return known;
    static const CodeLabels kTotal{{"total", "total"}};
    for (const auto* firsts : {&labels, &kTotal}) {
      for (const auto& [first, label] : *firsts) {
        if (code.size() <= first.size() + 1 || !code.starts_with(first)) continue;
        const char sign = code[first.size()];
        const std::string rest = code.substr(first.size() + 1);
        const std::string& second = rest == "total" ? rest : label_in(labels, rest);
        if ((sign != '-' && sign != '/') || label.empty() || second.empty()) continue;
        return fmt::format("{} {} {}", label, sign, second);
      }
    }
    return known;
  }

  const LabelBook& book_;
  estimation::RowTexts texts_;
};

}  // namespace

LabelBook label_book(const Study& study, const Prepared& prepared, const std::string& language) {
  const Plan& plan = prepared.plan;
  BookMaker maker(study, prepared.levels, language);
  for (const auto& indicator : plan.indicators) maker.add(indicator);
  for (const auto& cross : plan.crosses) maker.add(cross.subject, {cross.rows, cross.columns});
  for (const auto& table : plan.tables) {
    for (const auto& [subject, rows, columns] : table.subjects) {
      maker.add(subject, rows);
      maker.add(subject, columns);
    }
  }
  for (const auto& test : plan.tests) maker.add(test.subject);
  for (const auto& derived : plan.derived) {
    maker.add(derived, plan.indicators[derived.references.front().indicator]);
  }
  for (const auto& role : prepared.framework.weighted->all()) maker.add(role);
  return maker.make();
}

void name_for_readers(const LabelBook& book, RunResult& result) {
  for (const auto& [column, label] : book.columns) {
    std::string& known = result.table.disaggregations.at(column).label;
    if (known.empty()) known = label;
  }
  for (auto& role : result.weights) {
    const auto labels = book.margins.find(role.role);
    if (labels == book.margins.end()) continue;
    for (auto& step : role.steps) {
      for (auto& margin : step.margins) margin.label = label_in(labels->second, margin.name);
    }
  }
}

RunResult in_language(const Study& study, const RunResult& result, const std::string& language) {
  const auto book = std::find_if(result.books.begin(), result.books.end(),
                                 [&language](const auto& each) { return each->language == language; });
  ensure(book != result.books.end(), "labels in a language that was not asked for");
  RunResult named;
  named.table = result.table;
  named.plan = result.plan;
  Relabelling relabelling(**book);
  named.weights = result.weights;
  named.table.disaggregations = disaggregation_columns(study, language);
  name_for_readers(**book, named);
  for (auto& row : named.table.rows) relabelling.row(row);
  for (auto& test : named.table.tests) relabelling.test(test, named.table.rows);
  publish_tables(study, language, named.table);
  name_quality(study, language, named.table);
  return named;
}

}  // namespace sondeo::run
