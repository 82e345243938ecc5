#pragma once

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "reports/html/html_report.hpp"

namespace sondeo::reports {

/// An edition as the template wants it, and what its pictures show, by the id of their element.
struct PageEdition {
  kainjow::mustache::data context;
  nlohmann::ordered_json pictures;
};

[[nodiscard]] PageEdition page_edition(const HtmlReport& report, const HtmlEdition& edition);

}  // namespace sondeo::reports
