#include "program/run/resolved_study.hpp"

#include <string>
#include <variant>

#include "engine/estimation/conventions.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/weighting_plan.hpp"
#include "reports/report_spec.hpp"

namespace sondeo::run {

namespace {

using Json = nlohmann::ordered_json;
using questionnaires::Texts;

Json texts(const std::vector<Written>& written) {
  Json list = Json::array();
  for (const auto& text : written) list.push_back(text.text);
  return list;
}

Json text_or_null(const std::optional<Written>& written) { return written ? Json(written->text) : Json(); }

Json by_language(const Texts& translations) {
  Json json = Json::object();
  for (const auto& [language, text] : translations) json[language] = text;
  return json;
}

Json data_of(const ingest::DataSpec& data) {
  Json joins = Json::array();
  for (const auto& join : data.joins) {
    joins.push_back(
        {{"file", join.file.text}, {"key", texts(join.key)}, {"table_key", texts(join.table_key)}});
  }
  Json missing = Json::array();
  for (const auto& declared : data.missing) {
    Json codes = Json::array();
    for (const auto& [code, reason] : declared.codes) codes.push_back(code_text(code));
    missing.push_back({{"variable", declared.variable.text}, {"codes", std::move(codes)}});
  }
  return {{"level", data.level},
          {"file", data.file.text},
          {"key", texts(data.key)},
          {"parent", text_or_null(data.parent)},
          {"where", text_or_null(data.where)},
          {"drop_rows", text_or_null(data.drop_rows)},
          {"missing", std::move(missing)},
          {"join", std::move(joins)}};
}

Json maps_of(const Study& study) {
  Json maps = Json::array();
  for (const auto& map : study.maps) {
    for (const auto& [item, variable] : map.variables) {
      maps.push_back({{"level", map.level}, {"item", item.text}, {"variable", variable.text}});
    }
  }
  return maps;
}

Json weights_of(const Study& study) {
  Json weights = Json::array();
  for (const auto& weight : study.weights) {
    weights.push_back({{"role", weight.role},
                       {"expression", weight.expression.text},
                       {"where", text_or_null(weight.where)}});
  }
  return weights;
}

Json steps_of(const Study& study) {
  Json steps = Json::array();
  for (const auto& step : study.weighting) {
    steps.push_back({{"role", role_of(study, step)},
                     {"step", step.kind.text},
                     {"name", step.name},
                     {"where", text_or_null(step.where)}});
  }
  return steps;
}

Json estimate_of(const estimation::EstimateSpec& estimate) {
  const auto proportion = static_cast<std::size_t>(estimate.proportion_interval);
  const auto other = static_cast<std::size_t>(estimate.other_interval);
  Json by = Json::array();
  for (const auto& cross : estimate.by) by.push_back(texts(cross));
  Json json{{"indicators", texts(estimate.indicators)},
            {"by", std::move(by)},
            {"level", estimate.level},
            {"interval_proportion", estimation::kProportionIntervalNames.at(proportion)},
            {"interval_other", estimation::kOtherIntervalNames.at(other)},
            {"df", estimation::df_text(estimate.df)},
            {"df_proportion", estimation::df_text(estimate.df_of_proportions())}};
  json["like"] =
      estimate.like ? Json(estimation::kLikeNames.at(static_cast<std::size_t>(*estimate.like))) : Json();
  json["replicates"] = estimate.replicates ? Json(estimate.replicates->written.text) : Json();
  if (estimate.replicates) json["seed"] = estimate.replicates->seed;
  if (estimate.standard) {
    json["standardise"] = {{"by", texts(estimate.standard->by)},
                           {"population", estimate.standard->population.text},
                           {"minimum_cases", estimate.standard->minimum_cases}};
  }
  return json;
}

Json indicator_of(const questionnaires::Indicator& indicator) {
  return {{"id", indicator.id.text},
          {"label", by_language(indicator.label)},
          {"measure", estimation::measure_name(static_cast<estimation::Measure>(indicator.measure))},
          {"level", indicator.level},
          {"events", text_or_null(indicator.events)},
          {"numerator", text_or_null(indicator.numerator)},
          {"denominator", text_or_null(indicator.denominator)},
          {"universe", text_or_null(indicator.universe)},
          {"weight", text_or_null(indicator.weight)},
          {"event_weight", text_or_null(indicator.event_weight)},
          {"per", indicator.per},
          {"unit", indicator.unit},
          {"sdg_indicator", indicator.sdg_indicator},
          {"sdg_series", indicator.sdg_series}};
}

Json instrument_of(const questionnaires::Instrument& instrument) {
  Json indicators = Json::array();
  for (const auto& indicator : instrument.indicators) indicators.push_back(indicator_of(indicator));
  Json constructs = Json::array();
  for (const auto& construct : instrument.constructs) {
    constructs.push_back({{"id", construct.id.text},
                          {"level", construct.level},
                          {"expr", construct.expression.text},
                          {"min_answered", construct.min_answered},
                          {"universe", text_or_null(construct.universe)}});
  }
  Json disaggregations = Json::array();
  for (const auto& each : instrument.disaggregations) {
    disaggregations.push_back({{"id", each.id.text}, {"level", each.level}, {"expr", each.expression.text}});
  }
  return {{"id", instrument.id},
          {"edition", instrument.edition},
          {"constructs", std::move(constructs)},
          {"disaggregations", std::move(disaggregations)},
          {"indicators", std::move(indicators)}};
}

Json report_of(const Study& study) {
  const reports::ReportSpec report = study.report.value_or(reports::ReportSpec{});
  Json outputs = Json::array();
  for (const auto output : report.outputs) {
    outputs.push_back(reports::kOutputNames.at(static_cast<std::size_t>(output)));
  }
  Json maps = Json::array();
  for (const auto& map : report.maps) {
    maps.push_back({{"file", map.file.text},
                    {"key", map.key.text},
                    {"disaggregation", map.disaggregation.text},
                    {"object", map.object.text.empty() ? Json() : Json(map.object.text)},
                    {"codes", map.as_number ? "number" : "text"}});
  }
  const auto numbers = report.numbers.value_or(reports::number_format_of(study.country));
  return {{"languages", report.languages},
          {"outputs", std::move(outputs)},
          {"license", report.license ? Json(report.license->name) : Json()},
          {"layout", reports::kTableLayoutNames.at(static_cast<std::size_t>(report.layout))},
          {"geocode", text_or_null(report.geocode)},
          {"map", std::move(maps)},
          {"timings", report.timings},
          {"numbers", {{"decimal", numbers.decimal}, {"group", numbers.group}, {"percent", numbers.percent}}},
          {"sdmx",
           {{"structure", report.sdmx.structure_id()},
            {"dataflow", report.sdmx.dataflow_id()},
            {"prepared", report.sdmx.prepared}}}};
}

Json crosses(const std::vector<std::vector<Written>>& sides) {
  Json list = Json::array();
  for (const auto& side : sides) list.push_back(texts(side));
  return list;
}

Json table_of(const TableSpec& table) {
  Json level = table.level.empty() ? Json() : Json(table.level);
  return {{"number", table.number.text},
          {"title", by_language(table.title)},
          {"indicators", texts(table.indicators)},
          {"rows", crosses(table.rows)},
          {"columns", crosses(table.columns)},
          {"percent", kTablePercentNames.at(static_cast<std::size_t>(table.percent))},
          {"universe", text_or_null(table.universe)},
          {"level", std::move(level)},
          {"weight", text_or_null(table.weight)}};
}

Json disclosure_of(const reports::DisclosureSpec& spec) {
  return {{"minimum_cases", spec.minimum_cases}, {"minimum_complement", spec.minimum_complement},
          {"minimum_base", spec.minimum_base},   {"minimum_psus", spec.minimum_psus},
          {"protect_zeros", spec.protect_zeros}, {"rounding", spec.rounding}};
}

}  // namespace

Json resolved_study(const Study& study) {
  Json data = Json::array();
  for (const auto& table : study.data) data.push_back(data_of(table));
  Json json{{"id", study.id},
            {"title", by_language(study.title)},
            {"country", study.country},
            {"period", study.period},
            {"data", std::move(data)},
            {"map", maps_of(study)},
            {"weight", weights_of(study)},
            {"weighting", steps_of(study)},
            {"estimate", estimate_of(study.estimate)},
            {"instrument", instrument_of(study.instrument)},
            {"report", report_of(study)}};
  if (study.quality) {
    Json domains = Json::array();
    for (const auto& domain : study.quality->known_domains) domains.push_back(texts(domain));
    json["quality"] = {{"scheme", study.quality->scheme.text}, {"known_domains", std::move(domains)}};
  }
  if (study.disclosure) json["disclosure"] = disclosure_of(*study.disclosure);
  if (study.waves) {
    json["waves"] = {{"overlap", study.waves->shares_psus ? "psu" : "none"},
                     {"psu_key", texts(study.waves->psu_key)},
                     {"break", text_or_null(study.waves->a_break)}};
  }
  for (const auto& table : study.tables) json["table"].push_back(table_of(table));
  return json;
}

}  // namespace sondeo::run
