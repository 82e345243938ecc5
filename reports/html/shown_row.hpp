#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/html/html_report.hpp"
#include "reports/result_blocks.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

/// Why a row has its figures, or has none.
enum class RowState { kFigure, kWithheld, kProtected, kAbsent };

/// A row of the result table as the page shows it. Only of a `kFigure` may numbers be shown.
struct ShownRow {
  std::vector<std::string> labels;  ///< of its cell, then of its category
  RowState state = RowState::kFigure;
  std::size_t quality = 0;  ///< 0 best, 1 with a mark, 2 not to be published
  std::string quality_text;
  std::string symbol;  ///< of the quality; empty: none
  const estimation::Estimate* row = nullptr;
};

/// How the numbers of an edition look.
class ShownNumbers {
 public:
  explicit ShownNumbers(const HtmlEdition& edition) : edition_(edition) {}
  /// Empty when absent.
  [[nodiscard]] std::string number(double value, int decimals) const;
  [[nodiscard]] std::string percent(double fraction) const;
  /// "[5.003, 6.537]"; empty when absent.
  [[nodiscard]] std::string interval(const estimation::Estimate& row, int decimals) const;

 private:
  const HtmlEdition& edition_;
};

[[nodiscard]] ShownRow shown_row(const HtmlEdition& edition, const estimation::Estimate& row,
                                 const ResultBlock& block, const Words& words);

/// The mark that stands in the place of a figure that is not shown, and why it is not.
[[nodiscard]] std::string mark_of(RowState state, const Words& words);
[[nodiscard]] std::string reason_of(RowState state, const Words& words);

/// "15-19, Urban: 8.242 [5.460, 12.257]; weakly reliable *".
[[nodiscard]] std::string tip_of(const ShownRow& shown, int decimals, const ShownNumbers& numbers,
                                 const Words& words);

/// "proportion, percent".
[[nodiscard]] std::string measure_text(const estimation::Estimate& row, const Words& words);

/// What may stand on a page: the label, or the code where there is none, without control characters.
[[nodiscard]] std::string page_text(const std::string& label, const std::string& code);

}  // namespace sondeo::reports
