#include "reports/sdmx_spec.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "questionnaires/sdmx_codes.hpp"
#include "reports/codes.hpp"
#include "reports/sdmx.hpp"

namespace sondeo::reports {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kIdentifier = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

bool only(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

/// IDType of SDMX; an agency may have points between its parts.
bool is_identifier(std::string_view text, bool points) {
  while (points && text.find('.') != std::string_view::npos) {
    const std::size_t point = text.find('.');
    if (!only(text.substr(0, point), kIdentifier)) return false;
    text.remove_prefix(point + 1);
  }
  return only(text, kIdentifier);
}

/// "1.4", "2"
bool is_version(std::string_view text) {
  while (text.find('.') != std::string_view::npos) {
    const std::size_t point = text.find('.');
    if (!only(text.substr(0, point), kDigits)) return false;
    text.remove_prefix(point + 1);
  }
  return only(text, kDigits);
}

/// "2026-03-01" or "2026-03-01T12:00:00"; nothing for another form or a month, day or hour there is not.
std::optional<std::string> date_time(const std::string& text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  const std::string whole = text.size() == 10 ? text + "T00:00:00" : text;
  if (whole.size() != kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = kDigits.find(whole[i]) != std::string_view::npos;
    if (kForm[i] == '0' ? !digit : whole[i] != kForm[i]) return std::nullopt;
  }
  const auto part = [&whole](std::size_t at) { return std::stoi(whole.substr(at, 2)); };
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int month = part(5);
  if (month < 1 || month > 12) return std::nullopt;
  const int day = part(8);
  const bool exists = day >= 1 && day <= kDays.at(static_cast<std::size_t>(month - 1)) && part(11) < 24 &&
                      part(14) < 60 && part(17) < 60;
  return exists ? std::optional(whole) : std::nullopt;
}

[[noreturn]] void refuse(Code code, const char* key, const Written& text) {
  throw Error({code, {{"key", key}, {"value", text.text}}, text.place, {}, {}});
}

/// Sets what a key says, checked.
template <typename Check, typename Value>
void take(spec::Section& section, const char* key, Check check, Value& value) {
  const auto text = section.text(key);
  if (!text) return;
  if (!check(text->text)) refuse(code::kSdmxIdentifier, key, *text);
  value = text->text;
}

void read_codes(spec::Section section, SdmxSpec& sdmx) {
  for (const auto& [component, value] : section.entries()) {
    if (questionnaires::sdmx_codes(component.text).empty()) {
      const std::vector<std::string> names(kSdmxDimensions.begin(), kSdmxDimensions.end());
      throw Error({code::kSdmxUnknownDimension,
                   {{"dimension", component.text}},
                   component.place,
                   nearest_names(component.text, names),
                   {}});
    }
    const auto written = value.texts(spec::ListForm::kOneOrList);
    std::vector<std::string> codes;
    codes.reserve(written.size());
    for (const auto& code : written) {
      if (!is_identifier(code.text, false)) refuse(code::kSdmxIdentifier, "codes", code);
      codes.push_back(code.text);
    }
    sdmx.codes.emplace_back(component.text, std::move(codes));
  }
}

}  // namespace

std::string SdmxSpec::structure_id() const { return fmt::format("{}:{}({})", agency, structure, version); }

std::string SdmxSpec::dataflow_id() const {
  return fmt::format("{}:{}({})", dataflow_agency.value_or(agency), dataflow,
                     dataflow_version.value_or(version));
}

bool SdmxSpec::adds_code(const std::string& component, const std::string& code) const {
  return std::any_of(codes.begin(), codes.end(), [&](const auto& added) {
    return added.first == component &&
           std::find(added.second.begin(), added.second.end(), code) != added.second.end();
  });
}

bool SdmxSpec::has_code(const std::string& component, const std::string& code) const {
  return questionnaires::is_sdmx_code(component, code) || adds_code(component, code);
}

SdmxSpec read_sdmx_section(spec::Section& section) {
  SdmxSpec sdmx;
  const auto agency = [](const std::string& text) { return is_identifier(text, true); };
  const auto identifier = [](const std::string& text) { return is_identifier(text, false); };
  take(section, "agency", agency, sdmx.agency);
  take(section, "structure", identifier, sdmx.structure);
  take(section, "version", is_version, sdmx.version);
  take(section, "dataflow", identifier, sdmx.dataflow);
  take(section, "dataflow_agency", agency, sdmx.dataflow_agency);
  take(section, "dataflow_version", is_version, sdmx.dataflow_version);
  take(section, "sender", identifier, sdmx.sender);
  if (const auto prepared = section.text("prepared")) {
    const auto time = date_time(prepared->text);
    if (!time) refuse(code::kReportDate, "prepared", *prepared);
    sdmx.prepared = *time;
  }
  if (auto codes = section.section("codes")) read_codes(*codes, sdmx);
  section.finish();
  return sdmx;
}

}  // namespace sondeo::reports
