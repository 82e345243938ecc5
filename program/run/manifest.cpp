#include "program/run/manifest.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "program/run/resolved_study.hpp"
#include "reports/observation.hpp"

namespace sondeo::run {

namespace {

using Json = nlohmann::ordered_json;

Json program_of() {
  Json libraries = Json::object();
  for (const auto& [name, version] : built_with()) libraries[name] = version;
  return {{"name", "sondeo"}, {"version", SONDEO_VERSION}, {"libraries", std::move(libraries)}};
}

Json file_of(const std::string& name, const FileFingerprint& fingerprint) {
  return {{"file", name}, {"bytes", fingerprint.bytes}, {"sha256", fingerprint.sha256}};
}

Json facts_of(const std::vector<std::pair<std::string, std::string>>& facts) {
  Json json = Json::array();
  for (const auto& [name, value] : facts) {
    if (!value.empty()) json.push_back({{"name", name}, {"value", value}});
  }
  return json;
}

Json rows_of(const std::vector<TableRows>& levels) {
  Json json = Json::array();
  for (const auto& level : levels) {
    Json steps = Json::array();
    for (const auto& step : level.steps) {
      Json entry{
          {"step", step.step}, {"of", step.text}, {"rows_in", step.rows_in}, {"rows_out", step.rows_out}};
      if (step.step == "join") entry["unmatched"] = step.unmatched;
      steps.push_back(std::move(entry));
    }
    json.push_back({{"level", level.level}, {"steps", std::move(steps)}});
  }
  return json;
}

/// Whether some total of the indicator is published.
bool published_total(const estimation::EstimateTable& table, const std::string& indicator) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&indicator](const auto& row) {
    const bool total =
        std::all_of(row.cell.begin(), row.cell.end(), [](const auto& code) { return code.empty(); });
    return total && row.indicator == indicator && !reports::is_withheld(row) && !std::isnan(row.n);
  });
}

Json plan_of(const RunResult& result) {
  Json json = Json::array();
  for (const auto& indicator : result.plan) {
    const bool published = published_total(result.table, indicator.id);
    Json steps = Json::array();
    for (const auto& step : indicator.steps) {
      const bool base = step.name == "rows" || step.name == "where";
      const bool counted = base || (published && step.name != "yes" && step.name != "events");
      if (counted) steps.push_back({{"step", step.name}, {"of", step.text}, {"rows", step.rows}});
    }
    json.push_back({{"indicator", indicator.id},
                    {"level", indicator.level},
                    {"measure", indicator.measure},
                    {"weight_role", indicator.weight_role},
                    {"interval", indicator.interval},
                    {"by", indicator.by},
                    {"steps", std::move(steps)}});
  }
  return json;
}

/// NaN has no JSON.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json weighting_of(const std::vector<weights::RoleReport>& roles) {
  Json json = Json::array();
  for (const auto& role : roles) {
    Json steps = Json::array();
    for (const auto& step : role.steps) {
      const auto& weights = step.weights;
      steps.push_back({{"step", step.kind},
                       {"name", step.name},
                       {"rows", weights.count},
                       {"sum", number(weights.sum)},
                       {"minimum", number(weights.minimum)},
                       {"maximum", number(weights.maximum)},
                       {"deff", number(weights.deff)},
                       {"settings", facts_of(step.facts)}});
    }
    json.push_back({{"role", role.role},
                    {"level", role.level},
                    {"replicates", role.replicates},
                    {"steps", std::move(steps)}});
  }
  return json;
}

/// Codes, places and names of what was warned of; how many it concerns may tell of few people.
Json warnings_of(const Diagnostics& findings) {
  Json json = Json::array();
  for (const auto& finding : findings) {
    Json about = Json::object();
    for (const auto& argument : finding.arguments) {
      const bool count = argument.name == "count" || argument.name == "percent" || argument.name == "sum";
      if (!count) about[argument.name] = argument.value;
    }
    json.push_back({{"code", fmt::format("W{:04}", finding.number())}, {"about", std::move(about)}});
  }
  return json;
}

/// Every seed that a figure rests on.
Json seeds_of(const Study& study, const RunResult& result) {
  Json json = Json::array();
  if (study.estimate.replicates) {
    json.push_back({{"of", "replicates"}, {"seed", study.estimate.replicates->seed}});
  }
  for (const auto& role : result.weights) {
    for (const auto& step : role.steps) {
      for (const auto& [name, value] : step.facts) {
        if (name == "seed") json.push_back({{"of", step.name}, {"seed", value}});
      }
    }
  }
  return json;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> built_with() {
  std::vector<std::pair<std::string, std::string>> libraries;
  std::string_view rest = SONDEO_LIBRARIES;
  while (!rest.empty()) {
    const std::string_view entry = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
    const std::size_t space = entry.rfind(' ');
    libraries.emplace_back(entry.substr(0, space), entry.substr(space + 1));
  }
  return libraries;
}

std::string manifest_text(const Study& study, const RunResult& result, const std::vector<InputFile>& inputs,
                          const std::vector<WrittenFile>& outputs) {
  Json read = Json::array();
  for (const auto& input : inputs) {
    Json entry{{"role", input.role}};
    entry.update(file_of(input.name, input.fingerprint));
    read.push_back(std::move(entry));
  }
  Json written = Json::array();
  for (const auto& output : outputs) written.push_back(file_of(output.name, output.fingerprint));
  const Json manifest{{"schema", "sondeo-manifest/1"},
                      {"program", program_of()},
                      {"inputs", std::move(read)},
                      {"study", resolved_study(study)},
                      {"settings", facts_of(result.table.design.facts)},
                      {"seeds", seeds_of(study, result)},
                      {"rows", rows_of(result.levels)},
                      {"indicators", plan_of(result)},
                      {"weighting", weighting_of(result.weights)},
                      {"warnings", warnings_of(result.findings)},
                      {"outputs", std::move(written)}};
  return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sondeo::run
