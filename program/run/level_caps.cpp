// Constructs that count incidents of a series, with a cap.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/codes.hpp"
#include "program/run/level.hpp"
#include "program/run/series_cap.hpp"

namespace sondeo::run {

namespace {

constexpr std::size_t kMostCapsNamed = 20;

/// "3 (offence 1), 5 (offence 2)"
std::string caps_text(std::span<const double> caps, const Grouping& grouping) {
  std::string text;
  for (std::size_t group = 0; group < caps.size() && group < kMostCapsNamed; ++group) {
    if (std::isnan(caps[group])) continue;
    text += fmt::format("{}{}", text.empty() ? "" : ", ", caps[group]);
    if (!grouping.keys.empty()) text += fmt::format(" ({})", code_text(grouping.keys[group].front()));
  }
  return caps.size() > kMostCapsNamed ? text + ", ..." : text;
}

Grouping groups_of(const std::optional<Column>& by, std::size_t rows) {
  if (!by) return {std::vector<std::int32_t>(rows, 0), {}};
  const std::array<const Column*, 1> columns{&*by};
  return group_rows(columns);
}

}  // namespace

void Level::require_cap(DerivedConstruct& derived) {
  const auto& cap = derived.construct->cap;
  if (!cap) return;
  if (cap->by) derived.cap_by = require_breakdown(*cap->by);
  if (cap->weight) derived.cap_weight = require(*cap->weight);
  if (cap->unknown) derived.cap_unknown = require_expression(*cap->unknown);
}

Column Level::capped(const DerivedConstruct& derived, const Column& counted) {
  const auto& construct = *derived.construct;
  const auto& cap = *construct.cap;
  if (counted.is_text()) {
    throw Error(
        {code::kCapNotNumber, {{"construct", construct.id.text}}, construct.expression.place, {}, {}});
  }
  if (rows_ == 0) return counted;  // nothing that a quantile or a finding could be of
  std::vector<double> counts = counted.numbers();
  std::vector<std::int8_t> unknown;
  if (derived.cap_unknown) {
    unknown.reserve(rows_);
    for (const double answer : value(*derived.cap_unknown, "unknown").numbers())
      unknown.push_back(answer == 1.0 ? 1 : 0);
  }
  std::vector<double> weight;
  if (derived.cap_weight) weight = value(*derived.cap_weight, "weight").numbers();
  std::optional<Column> by;
  if (derived.cap_by) by = value(*derived.cap_by, "by");
  const Grouping grouping = groups_of(by, rows_);
  const std::size_t groups = by ? grouping.count() : 1;
  const std::vector<double> caps =
      cap.quantile ? series_caps({counts, unknown, grouping.group_of_row, groups, weight}, *cap.quantile)
                   : std::vector<double>(groups, *cap.at);
  std::size_t above = 0;
  for (std::size_t row = 0; row < counts.size(); ++row) {
    const bool open = !unknown.empty() && unknown[row] == 1;
    if (std::isnan(counts[row]) && !open) continue;
    const std::int32_t group = grouping.group_of_row[row];
    const double most = group < 0 ? missing_value() : caps[static_cast<std::size_t>(group)];
    if (!open && counts[row] <= most) continue;
    counts[row] = std::isnan(most) ? missing_value() : most;
    ++above;
  }
  findings_.push_back({code::kSeriesCapped,
                       {{"construct", construct.id.text},
                        {"count", std::to_string(above)},
                        {"caps", caps_text(caps, grouping)}},
                       {},
                       {},
                       {}});
  Variable variable = counted.variable();
  variable.missing = {};
  return Column::of_numbers(std::move(variable), std::move(counts));
}

}  // namespace sondeo::run
