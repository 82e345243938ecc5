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
  static constexpr std::array<std::string_view, 3> kLater = {"sdmx-ml", "open-sdg", "ddi"};
  ReportSpec report;
  for (const auto& language : section.texts("languages", spec::ListForm::kOneOrList)) {
    add_once(report.languages, known_language(language));
  }
  if (const auto outputs = section.value("outputs")) {
    report.outputs.clear();
    for (const auto& output : outputs->items()) {
      add_once(report.outputs, static_cast<Output>(spec::word_position(output, kOutputNames, kLater)));
    }
  }
  if (const auto map = section.value("map")) report.maps = maps_of(*map);
  section.finish();
  return report;
}

}  // namespace sondeo::reports
