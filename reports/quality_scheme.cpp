#include "reports/quality_scheme.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "reports/built_in_schemes.hpp"
#include "reports/codes.hpp"
#include "reports/quality_figures.hpp"

namespace sondeo::reports {

namespace {

using spec::ListForm;
using spec::Section;

/// Measures that have a level, as the result table names them.
constexpr std::array<std::string_view, 12> kMeasures = {"proportion",
                                                        "mean",
                                                        "total",
                                                        "ratio",
                                                        "rate",
                                                        "share",
                                                        "quantile",
                                                        "multiple",
                                                        "row_proportion",
                                                        "column_proportion",
                                                        "total_proportion",
                                                        "cdf"};

QualityLabel read_label(Section& section) {
  QualityLabel label;
  label.id = section.required_text("id").text;
  label.title = section.translations("title");
  label.symbol = section.text_or("symbol", "");
  label.publish = section.yes_no("publish").value_or(true);
  section.finish();
  return label;
}

/// A label of the scheme. @throws Error kQualityUnknownLabel
std::string known_label(const Written& id, const std::vector<QualityLabel>& labels) {
  std::vector<std::string> ids;
  ids.reserve(labels.size());
  for (const auto& label : labels) ids.push_back(label.id);
  if (std::find(ids.begin(), ids.end(), id.text) != ids.end()) return id.text;
  throw Error({code::kQualityUnknownLabel,
               {{"label", id.text}, {"known", fmt::format("{}", fmt::join(ids, ", "))}},
               id.place,
               nearest_names(id.text, ids),
               {}});
}

std::string known_measure(const Written& measure) {
  const std::vector<std::string> measures(kMeasures.begin(), kMeasures.end());
  if (std::find(measures.begin(), measures.end(), measure.text) != measures.end()) return measure.text;
  throw Error({code::kQualityUnknownMeasure,
               {{"measure", measure.text}, {"known", fmt::format("{}", fmt::join(measures, ", "))}},
               measure.place,
               nearest_names(measure.text, measures),
               {}});
}

/// @param none  the figures of no rows: their names and types
expression::Expression condition(const Written& text, const Table& none) {
  auto parsed = expression::parse(text);
  const auto names = none.names();
  static_cast<void>(expression::variables(parsed, {names, text.place.source, {}}));
  if (expression::check(parsed, none) != expression::Type::kYesNo) {
    throw Error({code::kQualityNotACondition, {}, text.place, {}, {}});
  }
  return parsed;
}

QualityRule read_rule(Section& section, const std::vector<QualityLabel>& labels, const Table& none) {
  QualityRule rule;
  for (const auto& measure : section.texts("measures", ListForm::kOneOrList)) {
    rule.measures.push_back(known_measure(measure));
  }
  if (const auto when = section.text("when")) rule.when = condition(*when, none);
  rule.label = known_label(section.required_text("label"), labels);
  rule.reason = section.text_or("reason", "");
  section.finish();
  return rule;
}

QualityOfTable read_table_rule(Section& section, const std::vector<QualityLabel>& labels) {
  QualityOfTable rule;
  rule.label = known_label(section.required_text("label"), labels);
  rule.minimum_share = section.required("minimum_share").number_between(0, 1);
  section.finish();
  return rule;
}

}  // namespace

const QualityLabel& QualityScheme::label(std::string_view wanted) const {
  const auto found = std::find_if(labels.begin(), labels.end(),
                                  [wanted](const QualityLabel& label) { return label.id == wanted; });
  ensure(found != labels.end(), "a label that the scheme does not have");
  return *found;
}

QualityScheme read_quality_scheme(const spec::Document& document) {
  Section root = document.root();
  const Table none = quality_figures({}, {});
  QualityScheme scheme;
  scheme.id = root.required_text("id").text;
  scheme.title = root.translations("title");
  scheme.source = root.text_or("source", "");
  static_cast<void>(root.required("label"));
  for (auto& section : root.sections("label")) scheme.labels.push_back(read_label(section));
  scheme.undecided = known_label(root.required_text("undecided"), scheme.labels);
  static_cast<void>(root.required("rule"));
  for (auto& section : root.sections("rule")) scheme.rules.push_back(read_rule(section, scheme.labels, none));
  if (auto table = root.section("table")) scheme.table = read_table_rule(*table, scheme.labels);
  root.finish();
  return scheme;
}

bool has_quality(std::string_view measure) {
  return std::find(kMeasures.begin(), kMeasures.end(), measure) != kMeasures.end();
}

std::vector<std::string> quality_scheme_ids() {
  std::vector<std::string> ids;
  for (const auto& [id, text] : built_in_schemes()) ids.emplace_back(id);
  return ids;
}

QualityScheme quality_scheme(const Written& id) {
  for (const auto& [known, text] : built_in_schemes()) {
    if (known == id.text) {
      return read_quality_scheme(spec::Document::parse(std::string(text), fmt::format("{}.toml", known)));
    }
  }
  const auto ids = quality_scheme_ids();
  throw Error({code::kQualityUnknownScheme,
               {{"scheme", id.text}, {"known", fmt::format("{}", fmt::join(ids, ", "))}},
               id.place,
               nearest_names(id.text, ids),
               {}});
}

}  // namespace sondeo::reports
