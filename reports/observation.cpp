#include "reports/observation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/result_columns.hpp"
#include "reports/withhold.hpp"

namespace sondeo::reports {

using estimation::Estimate;
using estimation::EstimateTable;

bool is_withheld(const Estimate& row) {
  return is_protected(row) || std::find(row.notes.begin(), row.notes.end(), "withheld") != row.notes.end();
}

std::string observation_status(const Estimate& row, const EstimateTable& table) {
  if (is_withheld(row)) return "Q";
  const auto& labels = table.quality.labels;
  const bool applies = std::any_of(labels.begin(), labels.end(),
                                   [&row](const auto& label) { return label.id == row.quality; });
  return applies && row.quality != labels.front().id ? "U" : "A";
}

std::string observation_comment(const Estimate& row, double factor) {
  std::string comment;
  if (!std::isnan(row.n)) comment = fmt::format("n={}", number_text(row.n));
  if (std::isnan(row.estimate)) return comment;
  const auto add = [&comment](const std::string& text) { comment += (comment.empty() ? "" : "; ") + text; };
  const auto add_number = [&add](const char* name, double value) {
    if (!std::isnan(value)) add(fmt::format("{}={:.6g}", name, value));
  };
  add_number("SE", row.se * factor);
  add_number("CV", 100 * row.cv);
  add_number("CL", 100 * row.level);
  add(fmt::format("method={}", row.interval));
  add_number("df", row.df);
  return comment;
}

bool is_year(const std::string& period) {
  return period.size() == 4 && period.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace sondeo::reports
