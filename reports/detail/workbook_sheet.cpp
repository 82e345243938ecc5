#include "reports/detail/workbook_sheet.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <new>
#include <utility>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/base/sha256.hpp"
#include "reports/decimals.hpp"
#include "reports/observation.hpp"
#include "reports/withhold.hpp"

namespace sondeo::reports::detail {

using estimation::Estimate;
using estimation::EstimateTable;

void check(lxw_error error, const std::filesystem::path& file) {
  if (error == LXW_NO_ERROR) return;
  // Memory that failed shows as what it led to, too: a text that is not in the table of texts.
  if (error == LXW_ERROR_MEMORY_MALLOC_FAILED || errno == ENOMEM) throw std::bad_alloc();
  const Code fault = errno == ENOSPC || errno == EDQUOT ? code::kOutputNoSpace : code::kOutputFailed;
  throw Error({fault, {{"file", file.string()}, {"reason", lxw_strerror(error)}}, {}, {}, {}});
}

void write_until_alike(const std::filesystem::path& file, const std::function<void()>& write) {
  constexpr int kMostCopies = 4;
  std::string earlier;
  for (int copies = 0; copies < kMostCopies; ++copies) {
    write();
    FileFingerprint copy = fingerprint(file);
    if (copy.bytes > 0 && copy.sha256 == earlier) return;
    earlier = std::move(copy.sha256);
  }
  throw Error({code::kOutputFailed, {{"file", file.string()}, {"reason", "EIO"}}, {}, {}, {}});
}

std::string label_or_code(const std::string& label, const std::string& code) {
  return xml_safe(label).empty() ? code : label;
}

/// The pattern that shows an estimate with as many decimals as its standard errors have a meaning for.
std::string pattern_of(std::span<const Estimate* const> rows) {
  const int decimals = decimals_of(
      rows, [](const Estimate* row) { return row->se; }, 6, -1);
  return decimals < 0 ? "#,##0.####" : number_pattern(decimals);
}

Shown shown_quality(const EstimateTable& table, const Estimate& row, const Words& words) {
  if (is_protected(row)) return {words("protected"), "", 0, false, words("protected_mark")};
  constexpr std::uint32_t kYellow = 0xFFF2CC;
  constexpr std::uint32_t kOrange = 0xF8CBAD;
  for (std::size_t i = 0; i < table.quality.labels.size(); ++i) {
    const auto& label = table.quality.labels[i];
    if (label.id != row.quality) continue;
    const std::string title = label_or_code(label.title, label.id);
    const std::uint32_t colour = i == 0 ? 0 : (label.publish ? kYellow : kOrange);
    const std::string text = label.symbol.empty() ? title : fmt::format("{} {}", title, label.symbol);
    const bool absent = std::isnan(row.estimate) && !is_withheld(row);
    return {text, label.symbol, colour, label.publish, words(absent ? "absent_mark" : "withheld_mark")};
  }
  return {words(row.quality), "", 0, true, ""};
}

}  // namespace sondeo::reports::detail
