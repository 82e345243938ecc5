#include "reports/report_spec.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/spec/words.hpp"
#include "reports/codes.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

namespace {

std::string known_language(const Written& language) {
  const auto known = word_languages();
  if (std::find(known.begin(), known.end(), language.text) != known.end()) return language.text;
  throw Error({code::kReportLanguage,
               {{"language", language.text}, {"known", fmt::format("{}", fmt::join(known, ", "))}},
               language.place,
               nearest_names(language.text, known),
               {}});
}

/// `"CC-BY-4.0"`, or `{ name, title, path }`.
License read_license(const spec::Value& value) {
  static const std::array<License, 6> kKnown = {
      {{"CC0-1.0", "Creative Commons CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
       {"CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"},
       {"CC-BY-SA-4.0", "Creative Commons Attribution Share-Alike 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/"},
       {"ODC-BY-1.0", "Open Data Commons Attribution 1.0", "https://opendatacommons.org/licenses/by/1-0/"},
       {"ODbL-1.0", "Open Data Commons Open Database License 1.0",
        "https://opendatacommons.org/licenses/odbl/1-0/"},
       {"PDDL-1.0", "Open Data Commons Public Domain Dedication and License 1.0",
        "https://opendatacommons.org/licenses/pddl/1-0/"}}};
  if (value.type() == spec::Type::kTable) {
    spec::Section own = value.section();
    License license{own.required_text("name").text, own.text_or("title", ""), own.required_text("path").text};
    own.finish();
    return license;
  }
  const Written name = value.text();
  std::vector<std::string> names;
  for (const auto& license : kKnown) {
    if (license.name == name.text) return license;
    names.push_back(license.name);
  }
  throw Error({code::kLicenseUnknown,
               {{"license", name.text}, {"known", fmt::format("{}", fmt::join(names, ", "))}},
               name.place,
               nearest_names(name.text, names),
               {}});
}

/// The values without those that stand there already.
template <typename Value>
void add_once(std::vector<Value>& values, const Value& value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

MapSpec map_of(spec::Section section) {
  static constexpr std::array<std::string_view, 2> kForms = {"text", "number"};
  MapSpec map;
  map.file = section.required_text("file");
  map.key = section.required_text("key");
  map.disaggregation = section.required_text("disaggregation");
  map.object = section.text("object").value_or(Written{});
  if (const auto codes = section.value("codes")) map.as_number = spec::word_position(*codes, kForms) == 1;
  section.finish();
  return map;
}

/// One map, or a list of them.
std::vector<MapSpec> maps_of(const spec::Value& value) {
  if (value.type() != spec::Type::kList) return {map_of(value.section())};
  std::vector<MapSpec> maps;
  for (const auto& item : value.items()) maps.push_back(map_of(item.section()));
  return maps;
}

}  // namespace

ReportSpec read_report_section(spec::Section& section) {
  ReportSpec report;
  for (const auto& language : section.texts("languages", spec::ListForm::kOneOrList)) {
    add_once(report.languages, known_language(language));
  }
  if (const auto outputs = section.value("outputs")) {
    report.outputs.clear();
    for (const auto& output : outputs->items()) {
      add_once(report.outputs, static_cast<Output>(spec::word_position(output, kOutputNames)));
    }
  }
  if (const auto license = section.value("license")) report.license = read_license(*license);
  if (const auto numbers = section.text("numbers")) report.numbers = named_number_format(*numbers);
  report.timings = section.yes_no("timings").value_or(false);
  if (auto sdmx = section.section("sdmx")) report.sdmx = read_sdmx_section(*sdmx);
  if (auto open_sdg = section.section("open_sdg")) {
    report.geocode = open_sdg->text("geocode");
    open_sdg->finish();
  }
  if (const auto map = section.value("map")) report.maps = maps_of(*map);
  if (const auto layout = section.value("layout")) {
    report.layout = static_cast<TableLayout>(spec::word_position(*layout, kTableLayoutNames));
  }
  section.finish();
  return report;
}

}  // namespace sondeo::reports
