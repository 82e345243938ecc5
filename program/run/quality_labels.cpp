#include "program/run/quality_labels.hpp"

#include <fmt/format.h>

#include "program/run/codes.hpp"
#include "program/run/study_file.hpp"
#include "reports/quality.hpp"

namespace sondeo::run {

namespace {

/// A path ends in .toml or names a folder; anything else is the id of a scheme that comes with sondeo.
reports::QualityScheme scheme_of(const Study& study) {
  const Written& scheme = study.quality->scheme;
  const bool path = scheme.text.ends_with(".toml") || scheme.text.find('/') != std::string::npos;
  if (!path) return reports::quality_scheme(scheme);
  return reports::read_quality_scheme(spec::Document::read(study_or_working_file(study, scheme)));
}

void warn_of_thin_tables(const reports::QualityScheme& scheme, const reports::QualityOfResult& quality,
                         Diagnostics& findings) {
  for (const auto& table : quality.thin_tables) {
    findings.push_back({code::kQualityThinTable,
                        {{"indicator", table.indicator},
                         {"variables", table.cross},
                         {"count", fmt::format("{}", table.good)},
                         {"figures", fmt::format("{}", table.figures)},
                         {"label", scheme.table->label},
                         {"percent", fmt::format("{:g}", 100 * scheme.table->minimum_share)}},
                        {},
                        {},
                        {}});
  }
}

}  // namespace

void label_by_quality(const Study& study, const RunOptions& options, RunResult& result) {
  if (!study.quality) return;
  const auto scheme = scheme_of(study);
  const auto quality = reports::label_quality(scheme, *study.quality, options.language, result.table);
  result.unpublishable = quality.unpublishable;
  result.table.design.facts.emplace_back("quality", scheme.id);
  warn_of_thin_tables(scheme, quality, result.findings);
}

void name_quality(const Study& study, const std::string& language, estimation::EstimateTable& table) {
  if (study.quality) table.quality = reports::quality_legend(scheme_of(study), language);
}

std::vector<reports::ExplainedRule> explain_label(const Study& study, const std::string& language,
                                                  const estimation::EstimateTable& table, std::size_t row) {
  if (!study.quality) return {};
  return reports::explain_quality(scheme_of(study), *study.quality, language, table, row);
}

void check_quality_scheme(const Study& study) {
  if (study.quality) static_cast<void>(scheme_of(study));
}

}  // namespace sondeo::run
