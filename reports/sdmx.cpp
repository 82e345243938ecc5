#include "reports/sdmx.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/nearest.hpp"
#include "engine/ingest/csv_field.hpp"
#include "engine/table/grouping.hpp"
#include "questionnaires/sdmx_codes.hpp"
#include "reports/codes.hpp"
#include "reports/observation.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;
using questionnaires::Disaggregation;
using questionnaires::Indicator;
using questionnaires::SdmxConstraint;

constexpr std::size_t kSeries = 2;
constexpr std::size_t kArea = 3;
constexpr std::size_t kSex = 4;
constexpr std::size_t kAge = 5;
constexpr std::size_t kComposite = 11;

std::size_t position_of(std::string_view dimension) {
  const auto found = std::find(kSdmxDimensions.begin(), kSdmxDimensions.end(), dimension);
  return static_cast<std::size_t>(found - kSdmxDimensions.begin());
}

[[noreturn]] void refuse_code(const std::string& component, const std::string& code, const Place& place) {
  throw Error({code::kSdmxUnknownCode,
               {{"component", component}, {"code", code}},
               place,
               nearest_names(code, questionnaires::sdmx_codes(component)),
               {}});
}

/// What all observations of an indicator have in common.
struct Series {
  const Indicator* indicator;
  std::optional<SdmxConstraint> constraint;
  std::array<std::string, kSdmxDimensions.size()> key;
};

std::string area_of(const SdmxSource& source) {
  const auto area = questionnaires::sdmx_area(source.country);
  if (area) return *area;
  throw Error({code::kSdmxCountry, {{"country", source.country}}, {}, {}, {}});
}

Series series_of(const Indicator& indicator, const SdmxSource& source) {
  Series series{&indicator, questionnaires::sdmx_constraint(indicator.sdg_series), {}};
  if (!source.structure.has_code("SERIES", indicator.sdg_series)) {
    refuse_code("SERIES", indicator.sdg_series, indicator.id.place);
  }
  series.key.fill("_T");
  series.key[0] = "A";
  series.key[1] = "N";
  series.key[kSeries] = indicator.sdg_series;
  series.key[kArea] = area_of(source);
  if (series.constraint && series.constraint->sex.size() == 1)
    series.key[kSex] = series.constraint->sex.front();
  if (series.constraint && series.constraint->age.size() == 1)
    series.key[kAge] = series.constraint->age.front();
  for (const auto& [dimension, code] : indicator.sdg_dimensions) {
    const std::size_t position = position_of(dimension.text);
    if (position == kSdmxDimensions.size()) {
      const std::vector<std::string> names(kSdmxDimensions.begin(), kSdmxDimensions.end());
      throw Error({code::kSdmxUnknownDimension,
                   {{"dimension", dimension.text}},
                   dimension.place,
                   nearest_names(dimension.text, names),
                   {}});
    }
    if (!source.structure.has_code(dimension.text, code.text)) {
      refuse_code(dimension.text, code.text, code.place);
    }
    series.key[position] = code.text;
  }
  return series;
}

/// The structure's code for one of a disaggregation's; nullptr when it names none.
const std::string* mapped_code(const Disaggregation& disaggregation, const std::string& cell) {
  for (const auto& [code, sdmx] : disaggregation.sdmx_codes) {
    if (code_text(code) == cell) return &sdmx;
  }
  return nullptr;
}

const Disaggregation* find_disaggregation(const questionnaires::Instrument& instrument,
                                          const std::string& name) {
  for (const auto& disaggregation : instrument.disaggregations) {
    if (disaggregation.id.text == name) return &disaggregation;
  }
  return nullptr;
}

/// Puts a row's cell into the key. @return the disaggregation that stands under no dimension, or ""
std::string place_cell(const Estimate& row, const EstimateTable& table, const SdmxSource& source,
                       SdmxObservation& observation) {
  for (std::size_t i = 0; i < row.cell.size(); ++i) {
    if (row.cell[i].empty()) continue;
    const std::string& name = table.disaggregations.at(i).name;
    const Disaggregation* disaggregation = find_disaggregation(source.instrument, name);
    if (disaggregation == nullptr || disaggregation->sdmx_dimension.empty()) return name;
    const std::string* code = mapped_code(*disaggregation, row.cell[i]);
    if (code == nullptr) return name;
    const std::size_t position = position_of(disaggregation->sdmx_dimension);
    if (position == kSdmxDimensions.size() ||
        !source.structure.has_code(disaggregation->sdmx_dimension, *code)) {
      refuse_code(disaggregation->sdmx_dimension, *code, disaggregation->id.place);
    }
    observation.key[position] = *code;
  }
  return {};
}

void check_allowed(const Series& series, const SdmxSpec& structure, const SdmxObservation& observation) {
  if (!series.constraint) return;
  const auto check = [&](std::size_t position, const std::vector<std::string>& allowed) {
    const std::string& code = observation.key[position];
    if (allowed.empty() || std::find(allowed.begin(), allowed.end(), code) != allowed.end()) return;
    if (structure.adds_code(std::string(kSdmxDimensions[position]), code)) return;
    throw Error({code::kSdmxNotAllowed,
                 {{"series", observation.key[kSeries]},
                  {"component", std::string(kSdmxDimensions[position])},
                  {"code", code},
                  {"allowed", fmt::format("{}", fmt::join(allowed, ", "))}},
                 series.indicator->id.place,
                 {},
                 {}});
  };
  check(kSex, series.constraint->sex);
  check(kAge, series.constraint->age);
  check(kComposite, series.constraint->composite);
}

/// The structure's unit for a row, and what its figures are multiplied by.
struct Unit {
  std::string measure;
  double factor = 1;
};

Unit unit_of(const Estimate& row, const Series& series) {
  static const std::map<std::string, Unit> kUnits = {{"fraction", {"PT", 100}},
                                                     {"percent", {"PT", 1}},
                                                     {"count", {"NUMBER", 1}},
                                                     {"per_1000", {"PER_1000_POP", 1}},
                                                     {"per_10000", {"PER_10000_POP", 1}},
                                                     {"per_100000", {"PER_100000_POP", 1}}};
  const auto found = kUnits.find(row.unit);
  const std::string wanted = series.constraint ? series.constraint->unit_measure : "";
  if (found != kUnits.end() && (wanted.empty() || wanted == found->second.measure)) return found->second;
  throw Error({code::kSdmxUnit,
               {{"indicator", row.indicator},
                {"unit", row.unit},
                {"series", series.indicator->sdg_series},
                {"wanted", wanted}},
               series.indicator->id.place,
               {},
               {}});
}

/// The year that the study's period is.
std::string year_of(const SdmxSource& source) {
  if (is_year(source.period)) return source.period;
  throw Error({code::kSdmxPeriod, {{"period", source.period}}, {}, {}, {}});
}

void add_left_out(const std::map<std::string, std::size_t>& left_out, Diagnostics& findings) {
  for (const auto& [name, count] : left_out) {
    findings.push_back(
        {code::kSdmxLeftOut, {{"disaggregation", name}, {"count", fmt::format("{}", count)}}, {}, {}, {}});
  }
}

/// Two figures of one key cannot both be the country's.
class Keys {
 public:
  void add(const SdmxObservation& observation, const Estimate& row, const Place& place) {
    const auto [known, fresh] = rows_.emplace(observation.key, &row);
    if (fresh) return;
    throw Error(
        {code::kSdmxTwice,
         {{"series", observation.key[kSeries]}, {"first", name(*known->second)}, {"second", name(row)}},
         place,
         {},
         {}});
  }

 private:
  /// "victim (area 1)"
  static std::string name(const Estimate& row) {
    std::vector<std::string> codes;
    for (const auto& code : row.cell) {
      if (!code.empty()) codes.push_back(code);
    }
    return codes.empty() ? row.indicator.get()
                         : fmt::format("{} ({})", row.indicator, fmt::join(codes, ", "));
  }

  std::map<std::array<std::string, kSdmxDimensions.size()>, const Estimate*> rows_;
};

}  // namespace

std::vector<SdmxObservation> sdmx_observations(const EstimateTable& table, const SdmxSource& source,
                                               Diagnostics& findings) {
  std::map<std::string, Series> series;
  for (const auto& indicator : source.instrument.indicators) {
    const bool estimated =
        std::any_of(table.rows.begin(), table.rows.end(),
                    [&indicator](const Estimate& row) { return row.indicator == indicator.id.text; });
    if (!estimated || indicator.sdg_series.empty()) continue;
    if (questionnaires::is_newer_sdmx_series(indicator.sdg_series) &&
        !source.structure.adds_code("SERIES", indicator.sdg_series)) {
      findings.push_back({code::kSdmxNewerSeries,
                          {{"indicator", indicator.id.text}, {"series", indicator.sdg_series}},
                          {},
                          {},
                          {}});
    } else {
      series.emplace(indicator.id.text, series_of(indicator, source));
    }
  }
  if (series.empty()) throw Error({code::kSdmxNoSeries, {}, {}, {}, {}});
  const std::string year = year_of(source);
  std::vector<SdmxObservation> observations;
  std::map<std::string, std::size_t> left_out;
  Keys keys;
  for (const auto& row : table.rows) {
    const auto found = series.find(row.indicator);
    if (found == series.end() || (std::isnan(row.estimate) && !is_withheld(row))) continue;
    SdmxObservation observation;
    observation.key = found->second.key;
    const std::string unmapped = place_cell(row, table, source, observation);
    if (!unmapped.empty()) {
      left_out[unmapped] += 1;
      continue;
    }
    check_allowed(found->second, source.structure, observation);
    keys.add(observation, row, found->second.indicator->id.place);
    const Unit unit = unit_of(row, found->second);
    observation.time_period = year;
    observation.value = row.estimate * unit.factor;
    observation.low = row.ci_low * unit.factor;
    observation.high = row.ci_high * unit.factor;
    observation.status = observation_status(row, table);
    observation.unit_measure = unit.measure;
    observation.unit_mult = "0";
    observation.comment = observation_comment(row, unit.factor);
    observation.source = source.title;
    observations.push_back(std::move(observation));
  }
  add_left_out(left_out, findings);
  return observations;
}

}  // namespace sondeo::reports
