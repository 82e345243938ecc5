#include "reports/text_grid.hpp"

#include <algorithm>
#include <string_view>

#include "reports/plain_text.hpp"

namespace sondeo::reports {

std::string TextGrid::text() const {
  constexpr std::string_view kGap = "  ";
  std::string result;
  const auto widths = column_widths();
  for (const auto& line : lines_) {
    std::string out(kGap);
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i > 0) out += kGap;
      const bool note = i >= left_.notes;
      out += i < left_.first || note ? pad_right(line[i], widths[i]) : pad_left(line[i], widths[i]);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    result += out + "\n";
  }
  return result;
}

std::vector<std::size_t> TextGrid::column_widths() const {
  std::vector<std::size_t> widths;
  for (const auto& line : lines_) {
    widths.resize(std::max(widths.size(), line.size()));
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], display_width(line[i]));
  }
  return widths;
}

}  // namespace sondeo::reports
