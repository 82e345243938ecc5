#include "program/run/imputation.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/imputation.hpp"
#include "program/run/codes.hpp"
#include "program/run/protected_rows.hpp"
#include "program/run/quality_labels.hpp"
#include "program/run/table_rows.hpp"

namespace sondeo::run {

namespace {

using estimation::ImputationDf;

/// What is asked for and has no combined form.
void refuse_uncombined(const Study& study, const RunOptions& options) {
  for (const auto& test : study.tests) {
    if (test.crosstab) throw Error({code::kImputationCrosstab, {}, test.subject.id.place, {}, {}});
  }
  const auto refuse = [&](const char* flag) {
    throw Error({code::kImputationOutput, {{"flag", flag}}, study.imputation->place, {}, {}});
  };
  if (options.with_covariance) refuse("--covariance");
  if (options.with_replicates) refuse("--write-replicates");
}

ImputationDf df_rule(const Study& study) {
  if (study.imputation->df) return *study.imputation->df;
  const bool like_r = study.estimate.like == estimation::Like::kR;
  return like_r ? ImputationDf::kMitools : ImputationDf::kBarnardRubin;
}

std::string rule_name(ImputationDf rule) {
  return std::string(estimation::kImputationDfNames[static_cast<std::size_t>(rule)]);
}

/// Two findings are the same where only counts differ: one data set's stands for all.
std::string key_of(const Diagnostic& finding) {
  std::string key = std::to_string(finding.number());
  for (const auto& argument : finding.arguments) {
    const bool count = argument.name == "count" || argument.name == "percent" || argument.name == "sum";
    if (!count) key += '\n' + argument.value;
  }
  return key;
}

/// Findings of one data set after another, each kind once.
class FindingsOnce {
 public:
  void add(Diagnostics& from, Diagnostics& to) {
    std::set<std::string> fresh;  // a data set may say the same of several of its files
    for (auto& finding : from) {
      std::string key = key_of(finding);
      if (known_.contains(key)) continue;
      fresh.insert(std::move(key));
      to.push_back(std::move(finding));
    }
    known_.merge(fresh);
  }

 private:
  std::set<std::string> known_;
};

std::string listed_texts(const std::vector<Written>& texts) {
  std::vector<std::string> names;
  names.reserve(texts.size());
  for (const auto& text : texts) names.push_back(text.text);
  return fmt::format("{}", fmt::join(names, ","));
}

/// Where the completed data sets are, as the user wrote it.
std::string source_text(const Study& study) {
  const ImputationSpec& imputation = *study.imputation;
  std::vector<std::string> parts;
  for (const auto& impute : study.imputes) parts.push_back("hot deck: " + listed_texts(impute.variables));
  for (const auto& [level, files] : imputation.files) {
    parts.push_back(level.text.empty() ? listed_texts(files) : level.text + ": " + listed_texts(files));
  }
  if (imputation.id) parts.push_back(imputation.id->text);
  for (const auto& [name, columns] : imputation.variables) {
    parts.push_back(name.text + " = " + listed_texts(columns));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

using Facts = std::vector<std::pair<std::string, std::string>>;

void add_facts(const Study& study, std::size_t count, Facts& facts) {
  facts.emplace_back("imputations", std::to_string(count));
  if (study.imputation->by_hot_deck)
    facts.emplace_back("imputation_seed", std::to_string(study.imputation->seed));
  facts.emplace_back("imputed_data", source_text(study));
}

void warn_of_convention(const Study& study, ImputationDf rule, Diagnostics& findings) {
  if (study.imputation->df || rule == ImputationDf::kBarnardRubin) return;
  findings.push_back({code::kLikeDiffers,
                      {{"package", "r"},
                       {"key", "imputation.df"},
                       {"theirs", rule_name(rule)},
                       {"ours", rule_name(ImputationDf::kBarnardRubin)}},
                      {},
                      {},
                      {}});
}

/// The tables combined; what differs between the data sets is told with the place that names them.
estimation::EstimateTable combined(const std::vector<estimation::EstimateTable>& tables, const Study& study,
                                   ImputationDf rule) {
  try {
    return estimation::combine_implicates(tables, study.estimate, rule);
  } catch (const Error& error) {
    Diagnostic fault = error.diagnostic();
    if (!fault.place) fault.place = study.imputation->place;
    throw Error(std::move(fault));
  }
}

/// Tests of several coefficients at once come with every model: none is refused, but all are left out.
void warn_of_tests(const std::vector<estimation::EstimateTable>& tables, std::size_t kept,
                   Diagnostics& findings) {
  const std::size_t all = tables.front().tests.size();
  if (all <= kept) return;
  findings.push_back({code::kImputationTestsLeftOut, {{"count", std::to_string(all - kept)}}, {}, {}, {}});
}

}  // namespace

RunResult estimate_imputed(const Study& study, const RunOptions& options) {
  refuse_uncombined(study, options);
  check_quality_scheme(study);
  RunResult result;
  std::vector<estimation::EstimateTable> tables;
  ProtectedRows withheld;
  FindingsOnce once;
  const auto implicates = implicates_of(study, options, result.findings);
  for (const Study& implicate : implicates) {
    RunResult one = estimate(implicate, options);
    once.add(one.findings, result.findings);
    if (tables.empty()) {  // what is counted is that of the first completed data set
      result.levels = std::move(one.levels);
      result.plan = std::move(one.plan);
      result.weights = std::move(one.weights);
      result.edits = std::move(one.edits);
      result.imputed = std::move(one.imputed);
      result.books = std::move(one.books);
    }
    if (one.protection) merge(*one.protection, withheld);
    tables.push_back(std::move(one.table));
  }
  const ImputationDf rule = df_rule(study);
  result.table = combined(tables, study, rule);
  add_facts(study, implicates.size(), result.table.design.facts);
  result.table.design.facts.emplace_back("imputation_df", rule_name(rule));
  for (const auto& each : result.imputed) {
    result.table.design.facts.emplace_back(fmt::format("imputed.{}", each.variable),
                                           std::to_string(each.imputed));
  }
  if (!study.imputation->files.empty()) {
    result.table.provenance.emplace_back("imputations", source_text(study));
  }
  warn_of_convention(study, rule, result.findings);
  warn_of_tests(tables, result.table.tests.size(), result.findings);
  publish_tables(study, options.language, result.table);
  label_by_quality(study, options, result);
  if (study.disclosure) withhold_rows(study, withheld, result);
  return result;
}

CheckResult check_imputed(const Study& study, const RunOptions& options) {
  CheckResult result;
  FindingsOnce errors;
  FindingsOnce warnings;
  try {
    const auto implicates = implicates_of(study, options, result.warnings);
    for (const Study& implicate : implicates) {
      CheckResult one = check(implicate, options);
      errors.add(one.errors, result.errors);
      warnings.add(one.warnings, result.warnings);
      if (result.facts.empty()) {  // what is counted is that of the first completed data set
        result.facts = std::move(one.facts);
        result.responses = std::move(one.responses);
        result.plan = std::move(one.plan);
        result.edits = std::move(one.edits);
        result.imputed = std::move(one.imputed);
      }
    }
    add_facts(study, implicates.size(), result.facts);
    refuse_uncombined(study, options);
    check_quality_scheme(study);
  } catch (const Error& error) {
    result.errors.push_back(error.diagnostic());
  }
  return result;
}

}  // namespace sondeo::run
