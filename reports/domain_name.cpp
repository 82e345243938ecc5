#include "reports/domain_name.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/plain_text.hpp"

namespace sondeo::reports {

std::string domain_name(const estimation::Estimate& row,
                        std::span<const estimation::DisaggregationColumn> disaggregations,
                        const TerminalStyle& style) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < row.cell.size(); ++i) {
    if (row.cell[i].empty()) continue;
    const std::string& label = row.cell_labels[i];
    parts.push_back(fmt::format("{}={}", disaggregations[i].name, label.empty() ? row.cell[i] : label));
  }
  std::string name = parts.empty() ? word(style, "Total") : fmt::format("{}", fmt::join(parts, ", "));
  if (!row.category.empty())
    name += ": " + (row.category_label.empty() ? row.category : row.category_label).get();
  return shorten(printable(name), style.label_width);
}

}  // namespace sondeo::reports
