#include "reports/number_format.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/spec/document.hpp"
#include "reports/built_in_numbers.hpp"
#include "reports/codes.hpp"

namespace sondeo::reports {

namespace {

/// All presets, each under every name that it is for.
std::vector<NumberFormat> presets() {
  std::vector<NumberFormat> all;
  for (const auto& [name, text] : built_in_numbers()) {
    const auto document = spec::Document::parse(std::string(text), fmt::format("{}.toml", name));
    for (const auto& [key, value] : document.root().entries()) {
      spec::Section preset = value.section();
      NumberFormat format;
      format.decimal = preset.required("decimal").raw_text();
      format.group = preset.required("group").raw_text();
      format.percent = preset.required("percent").raw_text();
      format.separator = format.decimal == "," ? ";" : ",";
      for (const auto& id : preset.texts("for", spec::ListForm::kListOnly)) {
        format.id = id.text;
        all.push_back(format);
      }
      preset.finish();
    }
  }
  return all;
}

}  // namespace

NumberFormat number_format_of(const std::string& country) {
  for (const auto& preset : presets()) {
    if (preset.id == country) return preset;
  }
  return {};
}

NumberFormat named_number_format(const Written& name) {
  NumberFormat found = number_format_of(name.text);
  if (!found.id.empty()) return found;
  const auto all = presets();
  std::vector<std::string> known;
  known.reserve(all.size());
  for (const auto& preset : all) known.push_back(preset.id);
  std::sort(known.begin(), known.end());
  throw Error({code::kNumberFormatUnknown,
               {{"format", name.text}, {"known", fmt::format("{}", fmt::join(known, ", "))}},
               name.place,
               nearest_names(name.text, known),
               {}});
}

std::string formatted(double value, int decimals, const NumberFormat& format) {
  if (!std::isfinite(value)) return fmt::format("{}", value);
  const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  std::string text(value < 0 && !zero ? "-" : "");
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < point && (point - i) % 3 == 0) text += format.group;
    if (i == point) {
      text += format.decimal;
    } else {
      text += digits[i];
    }
  }
  return text;
}

std::string number_pattern(int decimals) {
  return decimals > 0 ? "#,##0." + std::string(static_cast<std::size_t>(decimals), '0') : "#,##0";
}

std::string with_mark(const std::string& pattern, const std::string& mark) {
  return fmt::format("{}\" {}\"", pattern, mark);
}

std::string fitted_pattern(const std::string& pattern, double value, const NumberFormat& format) {
  constexpr std::string_view kGrouped = "#,##0";
  if (!pattern.starts_with(kGrouped) || format.group == "," || format.group == ".") return pattern;
  const auto with_groups = [&](int groups) {
    std::string text = groups == 0 ? "0" : "#";
    for (int i = 0; i < groups; ++i) text += "\\" + format.group + "000";
    return text + pattern.substr(kGrouped.size());
  };
  int groups = 0;
  for (double rest = std::abs(value); rest >= 1000; rest /= 1000) ++groups;
  // A pattern has room for two conditions, and conditions take the sign away.
  if (value < 0) return fmt::format("{0};\\-{0}", with_groups(groups));
  if (groups > 2) return with_groups(groups);
  return fmt::format("[>=1000000]{};[>=1000]{};{}", with_groups(2), with_groups(1), with_groups(0));
}

std::string percent_pattern(const NumberFormat& format) { return format.percent == "%" ? "0.0%" : "0.0\\ %"; }

}  // namespace sondeo::reports
