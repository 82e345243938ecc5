#pragma once

#include <string>

#include <kainjow/mustache.hpp>

#include "reports/html/html_report.hpp"

namespace sondeo::reports {

/// An edition as the template wants it, and what its pictures show: a JSON object by the id of their element,
/// as `script_json` writes it.
struct PageEdition {
  kainjow::mustache::data context;
  std::string pictures;
};

[[nodiscard]] PageEdition page_edition(const HtmlReport& report, const HtmlEdition& edition);

}  // namespace sondeo::reports
