#include "program/run/verify.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "program/run/alternatives.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/codes.hpp"
#include "program/run/detail/figure_comparison.hpp"
#include "program/run/estimated_figures.hpp"
#include "published/grid.hpp"

namespace sondeo::run {

namespace {

using detail::FigureComparison;
using published::Convention;
using published::PrintedFigures;
using published::Verdict;

bool has_breakdown(const Study& study, const std::vector<Written>& cross) {
  const auto names = [](const std::vector<Written>& variables) {
    std::set<std::string> texts;
    for (const auto& variable : variables) texts.insert(variable.text);
    return texts;
  };
  const auto wanted = names(cross);
  return std::any_of(study.estimate.by.begin(), study.estimate.by.end(),
                     [&](const auto& known) { return names(known) == wanted; });
}

/// Breakdowns that the user declares for rows and columns are estimated even where the study does not ask.
void add_declared_breakdowns(const published::DeclaredLayout& declared, Study& study) {
  if (study.disclosure) return;  // only what the study publishes is protected together
  const auto known = breakdown_names(study);
  for (const auto* side : {&declared.rows, &declared.columns}) {
    for (const auto& variable : *side) {
      const bool asked = std::find(known.begin(), known.end(), variable.text) != known.end();
      if (!asked && !has_breakdown(study, {variable})) study.estimate.by.push_back({variable});
    }
  }
}

/// Adds the crosses of a printed table that the study does not ask for. @return whether there were any
bool add_printed_crosses(const PrintedFigures& printed, Study& study) {
  if (study.disclosure) return false;
  bool added = false;
  for (const auto& figure : printed.figures) {
    std::vector<Written> cross;
    for (const auto& [variable, code] : figure.domain) cross.push_back({variable, {}});
    if (cross.empty() || has_breakdown(study, cross)) continue;
    study.estimate.by.push_back(std::move(cross));
    added = true;
  }
  return added;
}

/// The study's figures and nothing that is made of them.
Study without_analyses(Study study) {
  study.tests.clear();
  study.models.clear();
  study.quality.reset();
  study.report.reset();
  if (study.disclosure) return study;  // its tables are protected together
  study.crosses.clear();
  study.tables.clear();
  study.comparisons.clear();
  return study;
}

/// The study with the indicators and breakdowns of a printed table alone.
Study of_printed(Study study, const PrintedFigures& printed) {
  study.crosses.clear();
  study.tables.clear();
  study.comparisons.clear();
  std::set<std::string> indicators;
  std::set<std::set<std::string>> crosses;
  for (const auto& figure : printed.figures) {
    indicators.insert(figure.indicator);
    std::set<std::string> cross;
    for (const auto& [variable, code] : figure.domain) cross.insert(variable);
    crosses.insert(std::move(cross));
  }
  std::erase_if(study.estimate.by, [&](const auto& cross) {
    std::set<std::string> names;
    for (const auto& variable : cross) names.insert(variable.text);
    return !crosses.contains(names);
  });
  std::vector<Written> known;
  for (const auto& indicator : study.instrument.indicators) {
    if (indicators.erase(indicator.id.text) > 0) known.push_back(indicator.id);
  }
  // Functions of estimates need the indicators that they name.
  if (!indicators.empty()) return study;
  study.estimate.indicators = std::move(known);
  study.derived.clear();
  return study;
}

/// The study as instruments of other editions code and define it.
void add_editions(const VerifyOptions& wanted, const Study& asked, const PrintedFigures& printed,
                  std::vector<Alternative>& alternatives) {
  for (const auto& [name, edition] : wanted.editions) {
    Study other = of_printed(without_analyses(edition), printed);
    other.estimate.by = asked.estimate.by;
    alternatives.push_back(
        {"instrument=" + name, "the instrument of another edition", {{{std::move(other)}, {}, {}}}});
  }
}

RunOptions quiet(RunOptions options) {
  options.progress = {};
  options.with_plan = false;
  options.allow_normalised = true;
  return options;
}

/// The first of an alternative's studies that can be estimated; what the user named must be right.
std::optional<EstimatedFigures> first_estimated(const AlternativeRun& run, const RunOptions& options) {
  for (const auto& study : run.studies) {
    try {
      return EstimatedFigures(study, estimate(study, options).table);
    } catch (const Error& error) {
      const auto& place = error.diagnostic().place;
      if (place && place->origin == Origin::kCommandLine && !place->source.empty()) throw;
    }
  }
  return std::nullopt;
}

/// Estimates an alternative and counts what it explains.
Convention try_alternative(const Alternative& alternative, const EstimatedFigures& own,
                           const RunOptions& options, FigureComparison& comparison) {
  Convention convention{alternative.name, alternative.what, 0, 0, true};
  EstimatedFigures figures = own;
  for (const auto& run : alternative.runs) {
    const auto estimated = first_estimated(run, options);
    if (!estimated) {
      convention.computed = false;
      continue;
    }
    convention.computed = true;
    figures.replace(*estimated, run.breakdown, run.indicator);
  }
  if (convention.computed) comparison.count(figures, convention);
  return convention;
}

void add_findings(const PrintedFigures& printed, const FigureComparison& comparison, VerifyResult& result) {
  if (printed.statistic_assumed) {
    result.findings.push_back({code::kVerifyEstimates, {{"file", result.verification.file}}, {}, {}, {}});
  }
  for (const auto& [indicator, unit] : comparison.inferred_units()) {
    result.findings.push_back({code::kVerifyUnit, {{"indicator", indicator}, {"unit", unit}}, {}, {}, {}});
  }
  const auto& verification = result.verification;
  const std::size_t differing = verification.count(Verdict::kDiffers);
  if (differing == 0) return;
  const auto& conventions = verification.conventions;
  if (conventions.empty() || conventions.front().explains == 0) {
    result.findings.push_back({code::kVerifyUnexplained, {{"count", std::to_string(differing)}}, {}, {}, {}});
    return;
  }
  const auto& best = conventions.front();
  const bool whole = best.explains == differing && best.breaks == 0;
  result.findings.push_back({whole ? code::kVerifyExplained : code::kVerifyPartly,
                             {{"convention", best.name},
                              {"explained", std::to_string(best.explains)},
                              {"count", std::to_string(differing)},
                              {"left", std::to_string(differing - best.explains)},
                              {"breaks", std::to_string(best.breaks)}},
                             {},
                             {},
                             {}});
}

/// Those that explain most first; of equals those that break least, then as they were tried.
void sort_conventions(std::vector<Convention>& conventions) {
  std::stable_sort(conventions.begin(), conventions.end(), [](const Convention& a, const Convention& b) {
    return a.explains != b.explains ? a.explains > b.explains : a.breaks < b.breaks;
  });
}

bool explains_all(const Convention& convention, std::size_t differing) {
  return convention.explains == differing && convention.breaks == 0;
}

/// "df" of "df=inf": two of one kind are no pair.
std::string kind_of(const std::string& name) { return name.substr(0, name.find('=')); }

/// Looks for two conventions that explain the whole table together, where no single one does: those that
/// explain most alone are changed first, and each time the others on top of them.
class PairSearch {
 public:
  PairSearch(const EstimatedFigures& own, const RunOptions& options, const std::vector<Written>& weights,
             FigureComparison& comparison)
      : own_(own), options_(options), weights_(weights), comparison_(comparison) {}

  void add_to(const std::vector<Alternative>& alternatives, std::size_t differing,
              std::vector<Convention>& conventions) {
    std::vector<Convention> order = conventions;
    sort_conventions(order);
    if (!order.empty() && explains_all(order.front(), differing)) return;
    if (differing < kFewestFigures) return;  // fewer may be met by chance
    for (const auto& first : order) {
      const auto found = std::find_if(alternatives.begin(), alternatives.end(),
                                      [&first](const auto& each) { return each.name == first.name; });
      if (found == alternatives.end() || !first.computed || !is_whole_study(*found)) continue;
      if (auto pair = with_another(*found, differing)) return conventions.push_back(std::move(*pair));
      if (tried_ >= kMostPairs) return;
    }
  }

 private:
  static constexpr std::size_t kMostPairs = 150;
  static constexpr std::size_t kFewestFigures = 3;

  /// One study for all figures, on which another convention can be put.
  static bool is_whole_study(const Alternative& alternative) {
    return alternative.runs.size() == 1 && !alternative.runs.front().studies.empty() &&
           !alternative.runs.front().breakdown && alternative.runs.front().indicator.empty();
  }

  std::optional<Convention> with_another(const Alternative& first, std::size_t differing) {
    const std::vector<Alternative> others =
        alternatives_of(first.runs.front().studies.front(), options_, weights_);
    for (auto second : others) {
      if (tried_ >= kMostPairs) return std::nullopt;
      if (kind_of(second.name) == kind_of(first.name) || !done_.insert(key(first.name, second.name)).second) {
        continue;
      }
      ++tried_;
      second.name = fmt::format("{} + {}", first.name, second.name);
      second.what = "two conventions at once";
      Convention pair = try_alternative(second, own_, options_, comparison_);
      if (pair.computed && explains_all(pair, differing)) return pair;
    }
    return std::nullopt;
  }

  static std::pair<std::string, std::string> key(const std::string& a, const std::string& b) {
    return std::minmax(a, b);
  }

  const EstimatedFigures& own_;
  RunOptions options_;
  const std::vector<Written>& weights_;
  FigureComparison& comparison_;
  std::set<std::pair<std::string, std::string>> done_;
  std::size_t tried_ = 0;
};

}  // namespace

VerifyResult verify(const Study& study, const std::filesystem::path& file, const VerifyOptions& wanted,
                    const RunOptions& options) {
  Study own = without_analyses(study);
  add_declared_breakdowns(wanted.declared.layout, own);
  const auto grid = published::read_grid(file, wanted.sheet, wanted.area, wanted.reading);
  RunResult estimated = estimate(own, options);
  const auto printed = read_figures(grid, names_of(own, estimated.table), wanted.declared);
  if (add_printed_crosses(printed, own)) estimated = estimate(own, options);
  const EstimatedFigures figures(own, estimated.table);
  VerifyResult result;
  result.findings = std::move(estimated.findings);
  auto& verification = result.verification;
  verification.study = study.id;
  verification.file = file.filename().string();
  verification.sheet = grid.sheet;
  FigureComparison comparison(printed, figures);
  comparison.compare(verification.figures);
  if (verification.count(Verdict::kDiffers) > 0) {
    const Study asked = of_printed(own, printed);
    auto alternatives = alternatives_of(asked, options, wanted.weights);
    add_editions(wanted, asked, printed, alternatives);
    for (const auto& alternative : alternatives) {
      verification.conventions.push_back(try_alternative(alternative, figures, quiet(options), comparison));
    }
    comparison.count_rounding(verification.conventions);
    comparison.count_other_codes(verification.conventions);
    PairSearch(figures, quiet(options), wanted.weights, comparison)
        .add_to(alternatives, verification.count(Verdict::kDiffers), verification.conventions);
    sort_conventions(verification.conventions);
    comparison.name_conventions(verification.conventions, verification.figures);
  }
  add_findings(printed, comparison, result);
  return result;
}

}  // namespace sondeo::run
