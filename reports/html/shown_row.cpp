#include "reports/html/shown_row.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/observation.hpp"
#include "reports/plain_text.hpp"
#include "reports/withhold.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;

/// Whether a figure is there and may be seen; protection says more than the quality scheme.
RowState state_of(const Estimate& row, bool publish) {
  if (is_protected(row)) return RowState::kProtected;
  if (is_withheld(row)) return RowState::kWithheld;
  if (!std::isfinite(row.estimate)) return RowState::kAbsent;
  return publish ? RowState::kFigure : RowState::kWithheld;
}

/// The word of a state: "withheld", "protected", "absent".
const char* state_word(RowState state) {
  if (state == RowState::kProtected) return "protected";
  return state == RowState::kWithheld ? "withheld" : "absent";
}

std::vector<std::string> labels_of(const Estimate& row, const ResultBlock& block, const Words& words) {
  std::vector<std::string> labels;
  const bool total = parts_used(row).empty();
  for (const std::size_t part : block.parts) {
    const bool within = !total && part < row.cell.size();
    labels.push_back(within ? page_text(row.cell_labels.at(part), row.cell[part]) : std::string());
  }
  if (labels.empty()) labels.emplace_back();
  if (total) labels.front() = words("total");
  if (block.with_category)
    labels.push_back(
        page_text(category_text(row.measure, row.category, row.category_label, words), row.category));
  return labels;
}

}  // namespace

std::string page_text(const std::string& label, const std::string& code) {
  return printable(label.empty() ? code : label);
}

std::string ShownNumbers::number(double value, int decimals) const {
  return std::isnan(value) ? "" : formatted(value, decimals, edition_.numbers);
}

std::string ShownNumbers::percent(double fraction) const {
  return std::isnan(fraction) ? "" : number(100 * fraction, 1) + edition_.numbers.percent;
}

std::string ShownNumbers::interval(const Estimate& row, int decimals) const {
  if (std::isnan(row.ci_low) && std::isnan(row.ci_high)) return {};
  return fmt::format("[{}{} {}]", number(row.ci_low, decimals), edition_.numbers.separator,
                     number(row.ci_high, decimals));
}

ShownRow shown_row(const HtmlEdition& edition, const Estimate& row, const ResultBlock& block,
                   const Words& words) {
  ShownRow shown;
  shown.row = &row;
  shown.labels = labels_of(row, block, words);
  shown.quality_text = row.quality.empty() ? "" : printable(words(row.quality));
  bool publish = true;
  const auto& labels = edition.table->quality.labels;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].id != row.quality) continue;
    publish = labels[i].publish;
    shown.quality = publish ? std::min<std::size_t>(i, 1) : 2;
    shown.quality_text = page_text(labels[i].title, labels[i].id);
    shown.symbol = printable(labels[i].symbol);
    if (!shown.symbol.empty()) shown.quality_text += " " + shown.symbol;
  }
  shown.state = state_of(row, publish);
  return shown;
}

std::string mark_of(RowState state, const Words& words) {
  return words(std::string(state_word(state)) + "_mark");
}

std::string reason_of(RowState state, const Words& words) { return words(state_word(state)); }

std::string tip_of(const ShownRow& shown, int decimals, const ShownNumbers& numbers, const Words& words) {
  std::string text = fmt::format("{}: ", fmt::join(shown.labels, ", "));
  if (shown.state == RowState::kFigure) {
    text += numbers.number(shown.row->estimate, decimals);
    const std::string interval = numbers.interval(*shown.row, decimals);
    if (!interval.empty()) text += " " + interval;
  } else {
    text += reason_of(shown.state, words);
  }
  return shown.quality_text.empty() ? text : text + "; " + shown.quality_text;
}

std::string measure_text(const Estimate& row, const Words& words) {
  return printable(measure_word(row.measure, row.unit, words));
}

}  // namespace sondeo::reports
