#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/text_sink.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "reports/finding_text.hpp"
#include "reports/html/boundaries.hpp"
#include "reports/number_format.hpp"
#include "reports/side_table.hpp"
#include "weights/weight_diagnostics.hpp"

namespace sondeo::reports {

/// A table of texts with its headings; `texts` columns stand at their left edge, the others hold numbers.
struct PageTable {
  std::string title;
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> lines;
  std::size_t texts = 1;
};

/// What an indicator counts: name of a step and its expression.
struct PageDefinition {
  std::string indicator;
  std::vector<std::pair<std::string, std::string>> steps;
};

/// A report in one language.
struct HtmlEdition {
  std::string language;                              ///< of labels and words
  std::string title;                                 ///< of the study
  const estimation::EstimateTable* table = nullptr;  ///< what is to be published; lives longer
  std::vector<FindingText> findings;                 ///< of the checks; data quality
  std::vector<SideTable> answers;                    ///< how many answered, what was corrected; data quality
  std::vector<weights::RoleReport> weighting;        ///< what the weighting steps did
  std::vector<PageDefinition> definitions;
  std::vector<std::pair<std::string, std::string>> methods;  ///< name and value: design, variance, defaults
  NumberFormat numbers = {};                                 ///< the country's
};

/// What is the same in every language.
struct HtmlReport {
  std::vector<HtmlEdition> editions;  ///< the first is shown first
  std::vector<Boundaries> maps;
};

/// The report as one HTML file that needs no other: tables, pictures, a map where there are boundaries,
/// methods, weighting and data quality, in each language, under a policy that lets it load nothing. The same
/// report gives the same bytes. Texts are escaped, and control characters and marks of direction left out. A
/// figure that is not to be published is nowhere in it, whatever the table holds.
void write_html(const HtmlReport& report, const TextSink& sink);
[[nodiscard]] std::string write_html(const HtmlReport& report);

}  // namespace sondeo::reports
