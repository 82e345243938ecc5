#include "engine/estimation/imputation.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/codes.hpp"
#include "engine/estimation/hypothesis_test.hpp"
#include "engine/estimation/imputed_rows.hpp"

namespace sondeo::estimation {

namespace {

/// Kish's factor is of the cases with an answer, which may differ.
bool must_agree(const std::string& fact) { return !fact.starts_with("kish"); }

void require_same_designs(std::span<const EstimateTable> implicates) {
  const auto& first = implicates.front().design.facts;
  for (std::size_t k = 1; k < implicates.size(); ++k) {
    const auto& facts = implicates[k].design.facts;
    ensure(facts.size() == first.size(), "designs of data sets with other facts");
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (facts[i] == first[i] || !must_agree(first[i].first)) continue;
      throw Error({code::kImputationDesign,
                   {{"fact", first[i].first},
                    {"first", first[i].second},
                    {"other", facts[i].second},
                    {"implicate", std::to_string(k + 1)}},
                   {},
                   {},
                   {}});
    }
  }
}

void set_adjusted_p(std::vector<TestResult>& tests) {
  std::map<std::size_t, std::vector<TestResult*>> families;
  for (auto& test : tests) {
    if (test.hypothesis->adjustment != PAdjustment::kNone) families[test.hypothesis->family].push_back(&test);
  }
  for (auto& [number, family] : families) {
    std::vector<double> p;
    for (const auto* test : family) p.push_back(test->p);
    const auto adjusted = adjusted_p(family.front()->hypothesis->adjustment, p);
    for (std::size_t i = 0; i < family.size(); ++i) family[i]->p_adjusted = adjusted[i];
  }
}

/// The t tests of all data sets, each once, in the order of the estimates that they are of.
std::vector<TestResult> combine_tests(std::span<const EstimateTable> implicates, const MatchedRows& matched,
                                      std::span<const Estimate> rows) {
  using Key = std::pair<std::size_t, std::string>;  // a derived difference and a comparison may share a row
  std::map<Key, TestResult> tests;
  for (std::size_t k = 0; k < implicates.size(); ++k) {
    for (const auto& test : implicates[k].tests) {
      if (!test.hypothesis) continue;
      const std::size_t estimate = matched.estimate_of(k, test.hypothesis->estimate);
      const auto [found, fresh] = tests.try_emplace({estimate, test.test}, test);
      if (!fresh) continue;
      TestResult& out = found->second;
      out.hypothesis->estimate = estimate;
      out.value = out.df1 = out.p = out.p_adjusted = kAbsent;
      out.notes = rows[estimate].notes;
      set_t_test(rows[estimate], out.hypothesis->value, out);
      if (rows[estimate].se == 0.0) out.notes.emplace_back("zero_variance");
    }
  }
  std::vector<TestResult> out;
  out.reserve(tests.size());
  for (auto& [key, test] : tests) out.push_back(std::move(test));
  set_adjusted_p(out);
  return out;
}

}  // namespace

EstimateTable combine_implicates(std::span<const EstimateTable> implicates, const EstimateSpec& spec,
                                 ImputationDf rule) {
  ensure(implicates.size() >= 2, "imputation with fewer than two data sets");
  require_same_designs(implicates);
  EstimateTable table = implicates.front();
  table.with_fmi = true;
  const MatchedRows matched(implicates);
  table.rows = combine_rows(matched, spec, rule);
  table.tests = combine_tests(implicates, matched, table.rows);
  for (std::size_t i = 0; i < table.models.size(); ++i) {
    std::vector<const ModelResult*> fits;
    for (const auto& implicate : implicates) fits.push_back(&implicate.models.at(i));
    table.models[i] = combine_models(fits, rule);
  }
  return table;
}

}  // namespace sondeo::estimation
