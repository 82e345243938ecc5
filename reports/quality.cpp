#include "reports/quality.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/estimation/row_texts.hpp"
#include "questionnaires/texts.hpp"
#include "reports/codes.hpp"
#include "reports/quality_figures.hpp"
#include "reports/result_blocks.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;

constexpr const char* kNotApplicable = "not_applicable";

std::size_t position_of(const Written& name, const EstimateTable& table) {
  std::vector<std::string> names;
  for (const auto& column : table.disaggregations) names.push_back(column.name);
  const auto found = std::find(names.begin(), names.end(), name.text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw Error(
      {code::kQualityUnknownDomain, {{"name", name.text}}, name.place, nearest_names(name.text, names), {}});
}

/// Whether each row is the total or in a domain that the sample was designed for.
std::vector<std::int8_t> known_rows(const QualitySpec& spec, const EstimateTable& table) {
  std::set<std::vector<std::size_t>> known{{}};
  for (const auto& domain : spec.known_domains) {
    std::vector<std::size_t> parts;
    parts.reserve(domain.size());
    for (const auto& name : domain) parts.push_back(position_of(name, table));
    std::sort(parts.begin(), parts.end());
    known.insert(std::move(parts));
  }
  std::vector<std::int8_t> result;
  result.reserve(table.rows.size());
  for (const auto& row : table.rows) result.push_back(known.contains(parts_used(row)) ? 1 : 0);
  return result;
}

/// A rule with its condition decided for every row.
struct DecidedRule {
  const QualityRule* rule;
  std::vector<double> holds;  ///< [rows] 1, 0, or NaN: the row lacks a figure; empty: always
};

std::vector<DecidedRule> decide(const QualityScheme& scheme, const Table& figures) {
  std::vector<DecidedRule> decided;
  for (const auto& rule : scheme.rules) {
    decided.push_back({&rule, {}});
    if (rule.when) decided.back().holds = expression::evaluate(*rule.when, figures, "rule").numbers();
  }
  return decided;
}

/// A rule that names no measures is about every estimate of a level.
bool concerns(const QualityRule& rule, const Estimate& row) {
  if (rule.measures.empty()) return has_quality(row.measure);
  return std::find(rule.measures.begin(), rule.measures.end(), row.measure) != rule.measures.end();
}

struct Verdict {
  std::string label;
  std::string reason;
};

Verdict judge(const QualityScheme& scheme, const std::vector<DecidedRule>& rules, const Estimate& row,
              std::size_t position) {
  const bool concerned = std::any_of(rules.begin(), rules.end(),
                                     [&row](const auto& decided) { return concerns(*decided.rule, row); });
  if (!concerned) return {kNotApplicable, "measure"};
  if (std::isnan(row.estimate)) return {scheme.undecided, "no_estimate"};
  for (const auto& [rule, holds] : rules) {
    if (!concerns(*rule, row)) continue;
    const double answer = holds.empty() ? 1 : holds[position];
    if (std::isnan(answer)) return {scheme.undecided, "undecided"};
    if (answer != 0.0) return {rule->label, rule->reason};
  }
  return {scheme.undecided, "undecided"};
}

/// Tables of which fewer figures than the scheme asks for have its label.
std::vector<ThinTable> thin_tables(const QualityOfTable& rule, const EstimateTable& table) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> order;
  std::map<std::pair<std::string, std::vector<std::size_t>>, ThinTable> tables;
  for (const auto& row : table.rows) {
    if (row.quality == kNotApplicable || parts_used(row).empty()) continue;
    const auto key = std::make_pair(row.indicator, parts_used(row));
    const auto [place, fresh] = tables.try_emplace(key);
    if (fresh) order.push_back(key);
    place->second.figures += 1;
    if (row.quality == rule.label) place->second.good += 1;
  }
  std::vector<ThinTable> thin;
  for (const auto& key : order) {
    ThinTable& found = tables.at(key);
    if (static_cast<double>(found.good) >= rule.minimum_share * static_cast<double>(found.figures)) continue;
    std::vector<std::string> names;
    names.reserve(key.second.size());
    for (const std::size_t part : key.second) names.push_back(table.disaggregations.at(part).name);
    found.indicator = key.first;
    found.cross = fmt::format("{}", fmt::join(names, ","));
    thin.push_back(std::move(found));
  }
  return thin;
}

std::string answer_word(double answer) {
  if (std::isnan(answer)) return "missing";
  return answer != 0.0 ? "yes" : "no";
}

double value_in(const expression::Node& node, const Table& figures, std::size_t row) {
  const Written text{expression::to_text(node), {}};
  const Column column = expression::evaluate(expression::parse(text), figures, "figure");
  return column.numbers()[row];
}

/// The comparisons below a condition, and the yes/no figures that stand alone.
void add_conditions(const expression::Node& node, const Table& figures, std::size_t row,
                    std::vector<ExplainedCondition>& out) {
  const auto* comparison = std::get_if<expression::Comparison>(&node.content);
  const bool yes_no = std::holds_alternative<expression::Name>(node.content);
  if (comparison == nullptr && !yes_no) {
    for (const auto* part : expression::parts_of(node)) add_conditions(*part, figures, row, out);
    return;
  }
  ExplainedCondition condition{expression::to_text(node), estimation::kAbsent, estimation::kAbsent,
                               answer_word(value_in(node, figures, row))};
  if (comparison != nullptr) {
    condition.value = value_in(*comparison->left, figures, row);
    condition.limit = value_in(*comparison->right, figures, row);
  }
  out.push_back(std::move(condition));
}

}  // namespace

estimation::QualitySummary quality_legend(const QualityScheme& scheme, const std::string& language) {
  estimation::QualitySummary legend{scheme.id, questionnaires::text_in(scheme.title, language), {}};
  legend.labels.reserve(scheme.labels.size());
  for (const auto& label : scheme.labels) {
    legend.labels.push_back(
        {label.id, questionnaires::text_in(label.title, language), label.symbol, label.publish});
  }
  return legend;
}

std::vector<ExplainedRule> explain_quality(const QualityScheme& scheme, const QualitySpec& spec,
                                           const std::string& language, const EstimateTable& table,
                                           std::size_t row) {
  const Table figures = quality_figures(table.rows, known_rows(spec, table));
  std::vector<ExplainedRule> explained;
  for (const auto& rule : scheme.rules) {
    if (!concerns(rule, table.rows[row])) continue;
    auto& made = explained.emplace_back();
    made.label = rule.label;
    made.title = questionnaires::text_in(scheme.label(rule.label).title, language);
    made.reason = rule.reason;
    made.holds = "yes";
    if (rule.when) {
      made.when = expression::to_text(*rule.when);
      made.holds = answer_word(value_in(rule.when->root(), figures, row));
      add_conditions(rule.when->root(), figures, row, made.conditions);
    }
    made.decides = made.holds != "no";
    if (made.decides) break;
  }
  return explained;
}

QualityOfResult label_quality(const QualityScheme& scheme, const QualitySpec& spec,
                              const std::string& language, EstimateTable& table) {
  const auto rules = decide(scheme, quality_figures(table.rows, known_rows(spec, table)));
  QualityOfResult result;
  estimation::RowTexts texts;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    Estimate& row = table.rows[i];
    const Verdict verdict = judge(scheme, rules, row, i);
    row.quality = verdict.label;
    if (!verdict.reason.empty()) row.notes.push_back("quality_" + verdict.reason);
    texts.share(row);
    const bool applies = verdict.label != kNotApplicable;
    if (applies && !scheme.label(verdict.label).publish) result.unpublishable += 1;
  }
  if (scheme.table) result.thin_tables = thin_tables(*scheme.table, table);
  table.quality = quality_legend(scheme, language);
  return result;
}

}  // namespace sondeo::reports
