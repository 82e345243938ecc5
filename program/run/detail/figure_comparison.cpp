#include "program/run/detail/figure_comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sondeo::run::detail {

namespace {

using estimation::Estimate;
using published::CellMeaning;
using published::Convention;
using published::PrintedFigure;
using published::PrintedUnit;
using published::Statistic;
using published::Verdict;
using published::VerifiedFigure;

constexpr const char* kRounding = "the digits were not rounded once to the nearest";
constexpr const char* kCodes = "the figures of another group stand there";

bool is_fraction(const Estimate& row) {
  return row.unit == "fraction" || row.unit == "percent" || row.unit->starts_with("per_");
}

bool is_withheld(const Estimate& row) {
  return std::find(row.notes.begin(), row.notes.end(), "withheld") != row.notes.end();
}

std::string unit_name(PrintedUnit unit) {
  return std::string(published::kPrintedUnitNames[static_cast<std::size_t>(unit)]);
}

std::string text_of(const std::map<std::string, std::string>& domain) {
  std::vector<std::string> parts;
  parts.reserve(domain.size());
  for (const auto& [variable, code] : domain) parts.push_back(fmt::format("{}={}", variable, code));
  return fmt::format("{}", fmt::join(parts, ","));
}

/// Towards zero, to as many decimals.
double cut(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  return std::trunc(value * power * (1 + 1e-13)) / power;
}

/// To one more decimal, then again.
double rounded_twice(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  return std::round(std::round(value * power * 10) / 10) / power;
}

bool equals(double a, double b, int decimals) { return std::abs(a - b) < 0.25 * std::pow(10.0, -decimals); }

/// Digits of a figure that tell it from others.
int significant_digits(const published::PrintedNumber& number) {
  const double units = std::abs(number.value) * std::pow(10.0, number.decimals);
  return units < 1 ? 0 : static_cast<int>(std::floor(std::log10(units) + 1e-12)) + 1;
}

}  // namespace

FigureComparison::FigureComparison(const published::PrintedFigures& printed, const EstimatedFigures& own)
    : printed_(printed), own_(own) {
  infer_scales();
}

/// Where nothing says in which unit an indicator is printed, the figures do: fraction, percent and per 1,000
/// lie factors of ten apart.
void FigureComparison::infer_scales() {
  std::map<std::pair<std::string, bool>, std::vector<double>> ratios;
  for (const auto& figure : printed_.figures) {
    const bool cv = figure.statistic == Statistic::kCv;
    const bool known = figure.unit || figure.cell.numbers.empty() || figure.cell.numbers[0].percent;
    const Estimate* row = own_.find(figure);
    if (known || row == nullptr || !(cv || in_unit_of_estimate(figure.statistic))) continue;
    if (!cv && !is_fraction(*row)) continue;
    const double ours = figures_of(*row, figure.statistic)[0] / (cv ? 1.0 : row->per);
    const double ratio = figure.cell.numbers[0].value / ours;
    if (std::isfinite(ratio) && ratio > 0) ratios[{figure.indicator, cv}].push_back(std::log10(ratio));
  }
  for (auto& [key, logs] : ratios) {
    std::nth_element(logs.begin(), logs.begin() + static_cast<std::ptrdiff_t>(logs.size() / 2), logs.end());
    const double middle = logs[logs.size() / 2];
    constexpr std::array kUnits = {PrintedUnit::kFraction, PrintedUnit::kPercent, PrintedUnit::kPer1000,
                                   PrintedUnit::kPer10000, PrintedUnit::kPer100000};
    const std::size_t candidates = key.second ? 2 : kUnits.size();
    const auto* best =
        std::min_element(kUnits.begin(), kUnits.begin() + candidates, [&](PrintedUnit a, PrintedUnit b) {
          return std::abs(middle - std::log10(per_one(a))) < std::abs(middle - std::log10(per_one(b)));
        });
    scales_.emplace(key, *best);
    if (!key.second) inferred_.emplace(key.first, unit_name(*best));
  }
}

FigureComparison::Printed FigureComparison::scale_of(const PrintedFigure& figure, const Estimate& row) const {
  const bool cv = figure.statistic == Statistic::kCv;
  const bool share = cv || (in_unit_of_estimate(figure.statistic) && is_fraction(row));
  const bool percent_sign = !figure.cell.numbers.empty() && figure.cell.numbers[0].percent;
  std::optional<PrintedUnit> unit = percent_sign ? std::optional(PrintedUnit::kPercent) : figure.unit;
  if (!unit && share) {
    const auto found = scales_.find({figure.indicator, cv});
    if (found != scales_.end()) unit = found->second;
  }
  const bool of_counts = in_unit_of_estimate(figure.statistic) || figure.statistic == Statistic::kPopulation;
  const std::string own_unit = in_unit_of_estimate(figure.statistic) ? row.unit : "count";
  if (!unit) return {1, share ? row.unit.get() : own_unit};
  const bool thousands = *unit == PrintedUnit::kThousands || *unit == PrintedUnit::kMillions;
  if (share && !thousands) return {per_one(*unit) / (cv ? 1.0 : row.per), unit_name(*unit)};
  if (of_counts && thousands && !is_fraction(row)) return {per_one(*unit), unit_name(*unit)};
  if (figure.statistic == Statistic::kPopulation && thousands) return {per_one(*unit), unit_name(*unit)};
  if (percent_sign) return {100 / row.per, unit_name(*unit)};
  return {1, own_unit};
}

std::vector<double> FigureComparison::shown(const PrintedFigure& figure,
                                            const EstimatedFigures& figures) const {
  const Estimate* row = figures.find(figure);
  if (row == nullptr || is_withheld(*row)) return {};
  auto values = figures_of(*row, figure.statistic);
  const double factor = scale_of(figure, *row).factor;
  for (double& value : values) value *= factor;
  const bool absent =
      std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
  return absent ? std::vector<double>() : values;
}

bool FigureComparison::gives(const PrintedFigure& figure, const std::vector<double>& values) const {
  if (values.size() != figure.cell.numbers.size()) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!figure.cell.numbers[i].is_rounded(values[i])) return false;
  }
  return !values.empty();
}

void FigureComparison::compare(std::vector<VerifiedFigure>& out) {
  for (const auto& figure : printed_.figures) {
    VerifiedFigure verified{figure, text_of(figure.domain), "", "", Verdict::kNotFound, "", {}};
    const Estimate* row = own_.find(figure);
    const auto values = shown(figure, own_);
    if (row != nullptr) verified.unit = scale_of(figure, *row).unit;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < values.size() && i < figure.cell.numbers.size(); ++i) {
      texts.push_back(published::printed_text(values[i], figure.cell.numbers[i].decimals));
    }
    verified.ours = texts.size() == 2 ? fmt::format("[{}, {}]", texts[0], texts[1])
                                      : fmt::format("{}", fmt::join(texts, ""));
    if (figure.cell.meaning == CellMeaning::kSuppressed) {
      verified.verdict = Verdict::kSuppressed;
    } else if (row != nullptr && is_withheld(*row)) {
      verified.verdict = Verdict::kWithheld;
    } else if (!values.empty()) {
      verified.verdict = gives(figure, values) ? Verdict::kMatches : Verdict::kDiffers;
    }
    verdicts_.push_back(verified.verdict);
    out.push_back(std::move(verified));
  }
}

void FigureComparison::count(const EstimatedFigures& other, Convention& convention) {
  std::vector<bool> reproduced;
  reproduced.reserve(printed_.figures.size());
  for (const auto& figure : printed_.figures) reproduced.push_back(gives(figure, shown(figure, other)));
  for (std::size_t i = 0; i < reproduced.size(); ++i) {
    if (verdicts_[i] == Verdict::kDiffers && reproduced[i]) ++convention.explains;
    if (verdicts_[i] == Verdict::kMatches && !reproduced[i]) ++convention.breaks;
  }
  reproduced_[convention.name] = std::move(reproduced);
}

void FigureComparison::add(Convention convention, const std::vector<bool>& reproduced,
                           std::vector<Convention>& conventions) {
  for (std::size_t i = 0; i < reproduced.size(); ++i) {
    if (verdicts_[i] == Verdict::kDiffers && reproduced[i]) ++convention.explains;
    if (verdicts_[i] == Verdict::kMatches && !reproduced[i]) ++convention.breaks;
  }
  reproduced_[convention.name] = reproduced;
  conventions.push_back(std::move(convention));
}

void FigureComparison::count_rounding(std::vector<Convention>& conventions) {
  const auto reproduced_by = [&](double (*rounding)(double, int)) {
    std::vector<bool> reproduced;
    for (const auto& figure : printed_.figures) {
      const auto values = shown(figure, own_);
      bool all = !values.empty() && values.size() == figure.cell.numbers.size();
      for (std::size_t i = 0; all && i < values.size(); ++i) {
        const auto& number = figure.cell.numbers[i];
        all = equals(rounding(values[i], number.decimals), number.value, number.decimals);
      }
      reproduced.push_back(all);
    }
    return reproduced;
  };
  add({"rounding=truncated", kRounding, 0, 0, true}, reproduced_by(cut), conventions);
  add({"rounding=twice", kRounding, 0, 0, true}, reproduced_by(rounded_twice), conventions);
}

/// Whether all printed figures of a group are those of another, and say enough to tell groups apart.
bool FigureComparison::stands_for(const std::vector<std::size_t>& of_domain,
                                  const std::map<std::string, std::string>& domain) const {
  constexpr int kEnoughDigits = 4;
  int digits = 0;
  for (const std::size_t i : of_domain) {
    PrintedFigure moved = printed_.figures[i];
    moved.domain = domain;
    if (moved.cell.numbers.empty()) continue;
    if (!gives(moved, shown(moved, own_))) return false;
    digits += significant_digits(moved.cell.numbers[0]);
  }
  return digits >= kEnoughDigits;
}

void FigureComparison::count_other_codes(std::vector<Convention>& conventions) {
  using Key = std::tuple<std::string, std::string, std::map<std::string, std::string>>;
  std::map<Key, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < printed_.figures.size(); ++i) {
    const auto& figure = printed_.figures[i];
    groups[{figure.indicator, figure.category, figure.domain}].push_back(i);
  }
  std::vector<bool> reproduced(printed_.figures.size(), false);
  for (std::size_t i = 0; i < reproduced.size(); ++i) reproduced[i] = verdicts_[i] == Verdict::kMatches;
  for (const auto& [key, members] : groups) {
    const bool differs = std::any_of(members.begin(), members.end(),
                                     [&](std::size_t i) { return verdicts_[i] == Verdict::kDiffers; });
    if (!differs) continue;
    std::vector<std::map<std::string, std::string>> found;
    for (const auto& domain : own_.domains_like(printed_.figures[members.front()])) {
      if (domain != std::get<2>(key) && stands_for(members, domain)) found.push_back(domain);
    }
    if (found.size() != 1) continue;
    for (const std::size_t i : members) {
      reproduced[i] = true;
      other_codes_[i] = text_of(found.front());
    }
  }
  add({"codes", kCodes, 0, 0, true}, reproduced, conventions);
}

void FigureComparison::name_conventions(const std::vector<Convention>& sorted,
                                        std::vector<VerifiedFigure>& figures) const {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (figures[i].verdict != Verdict::kDiffers) continue;
    for (const auto& convention : sorted) {
      const auto found = reproduced_.find(convention.name);
      if (found == reproduced_.end() || !found->second[i]) continue;
      const auto code = convention.name == "codes" ? other_codes_.find(i) : other_codes_.end();
      figures[i].reproducing.push_back(code == other_codes_.end() ? convention.name
                                                                  : "codes: " + code->second);
    }
    if (!figures[i].reproducing.empty()) figures[i].convention = figures[i].reproducing.front();
  }
}

}  // namespace sondeo::run::detail
