#pragma once

#include <kainjow/mustache.hpp>

#include "reports/html/figure_sections.hpp"
#include "reports/html/html_report.hpp"
#include "reports/html/page_mark.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

/// An edition as the page's template wants it.
class PageEdition {
 public:
  /// What it is given has to live longer.
  PageEdition(const HtmlReport& report, const HtmlEdition& edition);
  PageEdition(const PageEdition&) = delete;
  PageEdition& operator=(const PageEdition&) = delete;
  PageEdition(PageEdition&&) = delete;
  PageEdition& operator=(PageEdition&&) = delete;
  ~PageEdition() = default;

  [[nodiscard]] kainjow::mustache::data context() const;
  /// What stands in the place of the context's marks; valid as long as the edition.
  void add_parts(MarkedParts& parts);
  /// What the script draws, as a member of a JSON object that may stand inside a script element.
  void write_data(const TextSink& sink) const;

 private:
  const HtmlReport& report_;
  const HtmlEdition& edition_;
  Words words_;
  FigureSections sections_;
};

}  // namespace sondeo::reports
