#include "program/run/study_file.hpp"

#include <array>
#include <string_view>
#include <system_error>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/design/design_section.hpp"
#include "engine/estimation/estimate_section.hpp"
#include "engine/ingest/data_section.hpp"
#include "program/run/catalogue_indicators.hpp"
#include "program/run/codes.hpp"
#include "program/run/detail/study_checks.hpp"
#include "program/run/detail/study_paths.hpp"
#include "program/run/imputation_section.hpp"
#include "program/run/impute_section.hpp"
#include "program/run/like.hpp"
#include "program/run/models_section.hpp"
#include "program/run/other_instrument.hpp"
#include "program/run/replicate_file.hpp"
#include "program/run/tests_section.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/instrument_file.hpp"
#include "questionnaires/library.hpp"
#include "weights/weighting_section.hpp"

namespace sondeo::run {

namespace {

namespace fs = std::filesystem;

using spec::Section;

constexpr const char* kSchema = "sondeo-study/1";

void check_schema(Section& root) {
  const auto schema = root.text("schema");
  if (!schema || schema->text == kSchema) return;
  throw Error({code::kSpecSchema, {{"value", schema->text}, {"expected", kSchema}}, schema->place, {}, {}});
}

void read_heading(Section heading, Study& study) {
  study.id = heading.required_text("id").text;
  study.title = heading.translations("title");
  study.country = heading.text_or("country", "");
  study.period = heading.text_or("period", "");
  study.instrument_source = heading.text("instrument");
  heading.finish();
}

void read_data(Section& root, Study& study, const Place& study_place) {
  if (auto data = root.section("data")) study.data = ingest::read_data_section(*data);
  if (study.data.empty()) throw Error({code::kStudyNoData, {}, study_place, {}, {}});
}

ItemMap& map_of_level(Study& study, const std::string& level) {
  for (ItemMap& map : study.maps) {
    if (map.level == level) return map;
  }
  study.maps.push_back({level, {}});
  return study.maps.back();
}

/// `item = "variable"`, or `[map.LEVEL]` with such lines.
void read_map(Section map, Study& study) {
  for (const auto& [key, value] : map.entries()) {
    if (value.type() != spec::Type::kTable) {
      map_of_level(study, "").variables.emplace_back(key, value.text());
      continue;
    }
    for (const auto& [item, variable] : value.section().entries()) {
      map_of_level(study, key.text).variables.emplace_back(item, variable.text());
    }
  }
}

/// @return whether it says what happens to lonely PSUs
bool read_design(Section& root, Study& study) {
  auto design = root.section("design");
  if (!design) return false;
  const bool lonely_given = design->value("lonely_psu").has_value();
  study.design = design::read_design_section(*design);
  return lonely_given;
}

/// Everything but the parts of an instrument.
Study read_sections(Section& root) {
  check_schema(root);
  Study study;
  const spec::Value heading = root.required("study");
  read_heading(heading.section(), study);
  read_data(root, study, heading.place());
  if (auto map = root.section("map")) read_map(*map, study);
  const bool lonely_given = read_design(root, study);
  attach_replicate_file(study);
  if (auto weight = root.section("weight")) {
    study.calibrated = design::read_calibrated(*weight);
    study.weights = design::read_weight_section(*weight);
  }
  study.weighting = weights::read_weighting(root);
  study.response = weights::read_response(root);
  if (auto estimate = root.section("estimate")) {
    study.by_given = estimate->value("by").has_value();
    study.estimate = estimation::read_estimate_section(*estimate);
  }
  for (auto& cross : root.sections("cross")) study.crosses.push_back(read_cross_section(cross));
  for (auto& table : root.sections("table")) study.tables.push_back(read_table_section(table));
  for (auto& comparison : root.sections("compare")) {
    study.comparisons.push_back(estimation::read_comparison_section(comparison));
  }
  for (auto& derived : root.sections("derive")) {
    study.derived.push_back(estimation::read_derived_section(derived));
  }
  if (auto quality = root.section("quality")) study.quality = reports::read_quality_section(*quality);
  if (auto disclosure = root.section("disclosure")) {
    study.disclosure = reports::read_disclosure_section(*disclosure);
  }
  if (auto report = root.section("report")) study.report = reports::read_report_section(*report);
  study.tests = read_tests(root);
  study.models = read_models(root);
  if (auto imputation = root.section("imputation")) study.imputation = read_imputation_section(*imputation);
  if (auto waves = root.section("waves")) study.waves = read_waves_section(*waves);
  read_imputes(root, study);
  if (!lonely_given) follow_lonely_psu(study);
  return study;
}

/// A path ends in .toml or names a folder; anything else is an id, whose file stands beside the study.
Written instrument_file_name(const Written& source) {
  const bool path = source.text.ends_with(".toml") || source.text.find('/') != std::string::npos;
  return path ? source : Written{source.text + ".toml", source.place};
}

std::vector<std::string> library_ids_like(const std::string& id) {
  std::vector<std::string> ids;
  for (const auto& file : questionnaires::instruments_files()) ids.emplace_back(file.first);
  return nearest_names(id, ids);
}

/// @param study  the study's file, which may be called like its instrument and is not taken for it
questionnaires::Instrument read_named_instrument(const Written& source, const fs::path& folder,
                                                 const fs::path& study, fs::path& file) {
  const Written name = instrument_file_name(source);
  try {
    const fs::path own = detail::file_below(folder, name);
    const auto* library = questionnaires::find_library_instrument(source.text);
    std::error_code ignored;
    if (library != nullptr && fs::equivalent(own, study, ignored)) {
      return questionnaires::read_library_instrument(*library);
    }
    file = own;
    return questionnaires::read_instrument(own);
  } catch (const Error& error) {
    Diagnostic fault = error.diagnostic();
    if (fault.code != code::kStudyFileAbsent) throw;
    // An id is looked up in the library after the study's folder.
    if (const auto* known = questionnaires::find_library_instrument(source.text)) {
      return questionnaires::read_library_instrument(*known);
    }
    fault.code = code::kStudyInstrumentAbsent;
    fault.arguments.push_back({"instrument", source.text});
    if (fault.similar.empty()) fault.similar = library_ids_like(source.text);
    throw Error(std::move(fault));
  }
}

}  // namespace

Study parse_study(const spec::Document& document) {
  Section root = document.root();
  Study study = read_sections(root);
  questionnaires::read_instrument_parts(root, study.instrument);
  root.finish();
  settle_quantile_rules(study);
  detail::check_study(study, {});
  if (!study.instrument_source) expand_catalogue(study);
  if (!study.instrument_source) settle_tables(study);
  if (!study.instrument_source) detail::check_estimated(study);
  return study;
}

namespace {

/// @param instrument  in the place of the one that the file names
Study read_texts(const fs::path& file, const std::optional<fs::path>& data_folder,
                 const std::optional<Written>& instrument) {
  const spec::Document document = spec::Document::read(file);
  const fs::path own_folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  Section root = document.root();
  Study study = read_sections(root);
  study.path = file;
  study.folder = data_folder.value_or(own_folder);
  if (instrument) study.instrument_source = instrument;
  if (study.instrument_source) {
    study.instrument =
        read_named_instrument(*study.instrument_source, own_folder, file, study.instrument_file);
  }
  const detail::InheritedParts inherited = detail::count_parts(study.instrument);
  questionnaires::read_instrument_parts(root, study.instrument);
  root.finish();
  settle_quantile_rules(study);
  detail::check_study(study, inherited);
  return study;
}

Study settled(Study study) {
  expand_catalogue(study);
  settle_tables(study);
  detail::check_estimated(study);
  for (const ingest::DataSpec& data : study.data) {
    (void)data_file(study, data.file);
    for (const ingest::JoinSpec& join : data.joins) (void)data_file(study, join.file);
  }
  return study;
}

}  // namespace

Study read_study_texts(const fs::path& file, const std::optional<fs::path>& data_folder) {
  return read_texts(file, data_folder, {});
}

Study read_study(const fs::path& file, const std::optional<fs::path>& data_folder) {
  return settled(read_texts(file, data_folder, {}));
}

Study read_study_with(const fs::path& file, const std::optional<fs::path>& data_folder,
                      const Written& instrument) {
  return settled(read_texts(file, data_folder, instrument));
}

fs::path data_file(const Study& study, const Written& file) { return detail::file_below(study.folder, file); }

fs::path study_or_working_file(const Study& study, const Written& file) {
  return study.path.empty() ? fs::path(file.text) : data_file(study, file);
}

}  // namespace sondeo::run
