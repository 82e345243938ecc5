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

}  // namespace

ReportSpec read_report_section(spec::Section& section) {
  static constexpr std::array<std::string_view, 5> kLater = {"html", "pdf", "sdmx-ml", "open-sdg", "ddi"};
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
  if (const auto layout = section.value("layout")) {
    report.layout = static_cast<TableLayout>(spec::word_position(*layout, kTableLayoutNames));
  }
  section.finish();
  return report;
}

}  // namespace sondeo::reports
