#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pugixml.hpp>

#include "engine/ingest/csv_field.hpp"
#include "reports/result_columns.hpp"
#include "reports/sdmx.hpp"
#include "reports/xml_text.hpp"

namespace sondeo::reports {

namespace {

constexpr std::string_view kAttributes =
    "UNIT_MEASURE,OBS_STATUS,UNIT_MULT,NATURE,LOWER_BOUND,UPPER_BOUND,COMMENT_OBS,SOURCE_DETAIL";
constexpr const char* kNature = "C";  // country data
constexpr const char* kSchemas = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/";

/// Key, time, value and attributes, in the order of the header.
std::string csv_values(const SdmxObservation& observation) {
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{}", fmt::join(observation.key, ","),
                     observation.time_period, number_text(observation.value), observation.unit_measure,
                     observation.status, observation.unit_mult, kNature, number_text(observation.low),
                     number_text(observation.high), ingest::csv_field(observation.comment),
                     ingest::csv_field(xml_safe(observation.source)));
}

/// Letters, digits, - and _ stay.
std::string identifier_of(const std::string& text) {
  std::string id = text;
  const auto other = [](char c) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    return !plain;
  };
  std::replace_if(id.begin(), id.end(), other, '_');
  return id;
}

void add_text(pugi::xml_node parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(text.c_str());
}

void add_header(pugi::xml_node root, const SdmxSpec& structure, const std::string& space,
                const std::string& message) {
  pugi::xml_node header = root.append_child("mes:Header");
  add_text(header, "mes:ID", identifier_of(message));
  add_text(header, "mes:Test", "false");
  add_text(header, "mes:Prepared", structure.prepared);
  header.append_child("mes:Sender").append_attribute("id") = structure.sender.c_str();
  pugi::xml_node described = header.append_child("mes:Structure");
  described.append_attribute("structureID") = structure.structure.c_str();
  described.append_attribute("namespace") = space.c_str();
  described.append_attribute("dimensionAtObservation") = "TIME_PERIOD";
  pugi::xml_node reference = described.append_child("com:Structure").append_child("Ref");
  reference.append_attribute("agencyID") = structure.agency.c_str();
  reference.append_attribute("id") = structure.structure.c_str();
  reference.append_attribute("version") = structure.version.c_str();
  reference.append_attribute("class") = "DataStructure";
  add_text(header, "mes:DataSetAction", "Replace");
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  if (!value.empty()) node.append_attribute(name) = value.c_str();
}

/// The unit belongs to the series, everything else to the observation, as the structure attaches them.
void add_series(pugi::xml_node set_of_data, const SdmxObservation& observation) {
  pugi::xml_node series = set_of_data.append_child("Series");
  for (std::size_t i = 0; i < kSdmxDimensions.size(); ++i) {
    set(series, std::string(kSdmxDimensions[i]).c_str(), observation.key[i]);
  }
  set(series, "UNIT_MEASURE", observation.unit_measure);
  pugi::xml_node node = series.append_child("Obs");
  set(node, "TIME_PERIOD", observation.time_period);
  set(node, "OBS_VALUE", number_text(observation.value));
  set(node, "OBS_STATUS", observation.status);
  set(node, "UNIT_MULT", observation.unit_mult);
  set(node, "NATURE", kNature);
  set(node, "LOWER_BOUND", number_text(observation.low));
  set(node, "UPPER_BOUND", number_text(observation.high));
  set(node, "COMMENT_OBS", xml_safe(observation.comment));
  set(node, "SOURCE_DETAIL", xml_safe(observation.source));
}

}  // namespace

std::string write_sdmx_csv(const std::vector<SdmxObservation>& observations, const SdmxSpec& structure) {
  std::string text = fmt::format("STRUCTURE,STRUCTURE_ID,ACTION,{},TIME_PERIOD,OBS_VALUE,{}\n",
                                 fmt::join(kSdmxDimensions, ","), kAttributes);
  for (const auto& observation : observations) {
    text += fmt::format("datastructure,{},I,{}\n", structure.structure_id(), csv_values(observation));
  }
  return text;
}

std::string write_sdmx_csv_1(const std::vector<SdmxObservation>& observations, const SdmxSpec& structure) {
  std::string text =
      fmt::format("DATAFLOW,{},TIME_PERIOD,OBS_VALUE,{}\n", fmt::join(kSdmxDimensions, ","), kAttributes);
  for (const auto& observation : observations) {
    text += fmt::format("{},{}\n", structure.dataflow_id(), csv_values(observation));
  }
  return text;
}

std::string write_sdmx_ml(const std::vector<SdmxObservation>& observations, const SdmxSpec& structure,
                          const std::string& message) {
  const std::string space =
      fmt::format("urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={}:ObsLevelDim:TIME_PERIOD",
                  structure.structure_id());
  const MemoryWatch memory;
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("mes:StructureSpecificData");
  const auto declare = [&root](const char* prefix, const std::string& name) {
    root.append_attribute(prefix) = name.c_str();
  };
  declare("xmlns:mes", fmt::format("{}message", kSchemas));
  declare("xmlns:com", fmt::format("{}common", kSchemas));
  declare("xmlns:ss", fmt::format("{}data/structurespecific", kSchemas));
  declare("xmlns:ns1", space);
  declare("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  add_header(root, structure, space, message);
  pugi::xml_node data = root.append_child("mes:DataSet");
  data.append_attribute("ss:structureRef") = structure.structure.c_str();
  data.append_attribute("xsi:type") = "ns1:DataSetType";
  data.append_attribute("ss:dataScope") = "DataStructure";
  data.append_attribute("action") = "Replace";
  for (const auto& observation : observations) add_series(data, observation);
  return xml_text(document, memory);
}

}  // namespace sondeo::reports
