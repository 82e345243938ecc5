#include "reports/html/boundaries.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "engine/base/nearest.hpp"
#include "reports/codes.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uintmax_t kMostBytes = 64U << 20U;
constexpr std::size_t kHeavyBytes = 4U << 20U;  ///< more is slow to open, and no screen shows it

[[noreturn]] void refuse(Code code, const MapSpec& spec, std::vector<Argument> arguments,
                         std::vector<std::string> similar = {}) {
  arguments.insert(arguments.begin(), {"file", spec.file.text});
  throw Error({code, std::move(arguments), spec.file.place, std::move(similar), {}});
}

[[noreturn]] void not_geometry(const MapSpec& spec, const std::string& where) {
  refuse(code::kMapNotGeometry, spec, {{"where", where}});
}

Json parsed(const std::filesystem::path& file, const MapSpec& spec) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(file, fault);
  if (fault || size > kMostBytes) {
    refuse(code::kMapUnreadable, spec, {{"reason", fault ? fault.message() : "> 64 MiB"}});
  }
  std::ifstream stream(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  Json json = Json::parse(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text, nullptr, false);
  if (!stream || json.is_discarded() || !json.is_object()) {
    refuse(code::kMapUnreadable, spec, {{"reason", "JSON"}});
  }
  return json;
}

std::optional<std::string> code_in(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return fmt::format("{}", value.get<std::int64_t>());
  if (value.is_number()) return number_text(value.get<double>());
  return std::nullopt;
}

/// The code of an area: a property, or the `id` that stands beside the properties.
std::string code_of(const Json& area, const MapSpec& spec) {
  const auto properties = area.find("properties");
  std::vector<std::string> names;
  if (properties != area.end() && properties->is_object()) {
    const auto found = properties->find(spec.key.text);
    if (found != properties->end()) {
      if (const auto code = code_in(*found)) return area_code(spec, *code);
    }
    for (const auto& [name, value] : properties->items()) names.push_back(name);
  }
  if (spec.key.text == "id" && area.contains("id")) {
    if (const auto code = code_in(area.at("id"))) return area_code(spec, *code);
  }
  throw Error({code::kMapNoKey,
               {{"file", spec.file.text}, {"key", spec.key.text}},
               spec.key.place,
               nearest_names(spec.key.text, names),
               {}});
}

/// Whether lists are nested `depth` deep and hold numbers, two or three of them, at their bottom.
bool are_positions(const Json& coordinates, int depth) {
  if (!coordinates.is_array() || coordinates.empty()) return false;
  if (depth == 0) {
    return coordinates.size() >= 2 && std::all_of(coordinates.begin(), coordinates.end(),
                                                  [](const Json& each) { return each.is_number(); });
  }
  return std::all_of(coordinates.begin(), coordinates.end(),
                     [depth](const Json& each) { return are_positions(each, depth - 1); });
}

/// Whether lists are nested `depth` deep and hold numbers of arcs at their bottom; -1 is the first backwards.
bool are_arcs(const Json& arcs, int depth, std::size_t count) {
  if (depth == 0) {
    if (!arcs.is_number_integer()) return false;
    const auto index = arcs.get<std::int64_t>();
    return static_cast<std::uint64_t>(index < 0 ? ~index : index) < count;
  }
  return arcs.is_array() && !arcs.empty() && std::all_of(arcs.begin(), arcs.end(), [&](const Json& each) {
           return are_arcs(each, depth - 1, count);
         });
}

/// How deep the lists of a geometry are nested; 0 for what is no area.
int depth_of(const Json& geometry) {
  if (!geometry.is_object() || !geometry.contains("type")) return 0;
  if (geometry.at("type") == "Polygon") return 2;
  return geometry.at("type") == "MultiPolygon" ? 3 : 0;
}

Boundaries from_features(const Json& file, const MapSpec& spec) {
  Boundaries result{spec, {}, {}};
  Json features = Json::array();
  const auto list = file.find("features");
  if (list == file.end() || !list->is_array()) not_geometry(spec, "features");
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Json& each = list->at(i);
    const std::string where = fmt::format("features[{}]", i);
    if (!each.is_object() || !each.contains("geometry")) not_geometry(spec, where);
    const Json& geometry = each.at("geometry");
    if (geometry.is_null()) continue;  // RFC 7946 3.2: a feature without a place
    const int depth = depth_of(geometry);
    const bool sound =
        depth > 0 && geometry.contains("coordinates") && are_positions(geometry.at("coordinates"), depth);
    if (!sound) not_geometry(spec, where);
    const std::string code = code_of(each, spec);
    result.codes.push_back(code);
    const Json kept = {{"type", geometry.at("type")}, {"coordinates", geometry.at("coordinates")}};
    features.push_back({{"type", "Feature"}, {"id", code}, {"geometry", kept}});
  }
  result.json = Json({{"features", features}}).dump();
  return result;
}

/// The object of a topology that holds the areas: the one that the study names, or the only one.
const Json& object_of(const Json& file, const MapSpec& spec) {
  const auto objects = file.find("objects");
  if (objects == file.end() || !objects->is_object() || objects->empty()) not_geometry(spec, "objects");
  if (!spec.object.text.empty()) {
    const auto named = objects->find(spec.object.text);
    if (named != objects->end()) return *named;
  } else if (objects->size() == 1) {
    return objects->begin().value();
  }
  std::vector<std::string> names;
  for (const auto& [name, value] : objects->items()) names.push_back(name);
  refuse(code::kMapObject, spec, {{"known", fmt::format("{}", fmt::join(names, ", "))}},
         nearest_names(spec.object.text, names));
}

bool is_transform(const Json& transform) {
  const auto pair = [&](const char* name) {
    return transform.contains(name) && transform.at(name).size() == 2 && are_positions(transform.at(name), 0);
  };
  return transform.is_object() && pair("scale") && pair("translate");
}

Boundaries from_topology(const Json& file, const MapSpec& spec) {
  Boundaries result{spec, {}, {}};
  const auto arcs = file.find("arcs");
  if (arcs == file.end() || !are_positions(*arcs, 2)) not_geometry(spec, "arcs");
  const Json& object = object_of(file, spec);
  if (!object.is_object() || !object.contains("geometries") || !object.at("geometries").is_array()) {
    not_geometry(spec, "geometries");
  }
  Json areas = Json::array();
  const Json& geometries = object.at("geometries");
  for (std::size_t i = 0; i < geometries.size(); ++i) {
    const Json& each = geometries.at(i);
    if (each.is_object() && each.contains("type") && each.at("type").is_null()) continue;  // without a place
    const int depth = depth_of(each);
    const bool sound = depth > 0 && each.contains("arcs") && are_arcs(each.at("arcs"), depth, arcs->size());
    if (!sound) not_geometry(spec, fmt::format("geometries[{}]", i));
    const std::string code = code_of(each, spec);
    result.codes.push_back(code);
    areas.push_back({{"type", each.at("type")}, {"id", code}, {"arcs", each.at("arcs")}});
  }
  Json topology = {{"type", "Topology"}, {"arcs", *arcs}};
  if (file.contains("transform")) {
    if (!is_transform(file.at("transform"))) not_geometry(spec, "transform");
    topology["transform"] = file.at("transform");
  }
  topology["objects"]["areas"] = {{"type", "GeometryCollection"}, {"geometries", areas}};
  result.json = Json({{"topology", topology}}).dump();
  return result;
}

}  // namespace

std::string area_code(const MapSpec& spec, const std::string& code) {
  if (!spec.as_number) return code;
  double number = 0;
  const auto read = std::from_chars(code.data(), code.data() + code.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == code.data() + code.size();
  return whole ? number_text(number) : code;
}

Boundaries read_boundaries(const std::filesystem::path& file, const MapSpec& spec) {
  const Json json = parsed(file, spec);
  const std::string type = json.contains("type") && json.at("type").is_string() ? json.at("type") : Json("");
  if (type != "FeatureCollection" && type != "Topology") not_geometry(spec, "type");
  Boundaries result = type == "Topology" ? from_topology(json, spec) : from_features(json, spec);
  if (result.codes.empty()) not_geometry(spec, type == "Topology" ? "geometries" : "features");
  return result;
}

std::size_t disaggregation_of(const Boundaries& boundaries, const estimation::EstimateTable& table) {
  const auto& columns = table.disaggregations;
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& column) {
    return column.name == boundaries.spec.disaggregation.text;
  });
  return static_cast<std::size_t>(found - columns.begin());
}

void check_boundaries(const Boundaries& boundaries, const estimation::EstimateTable& table,
                      Diagnostics& findings) {
  const MapSpec& spec = boundaries.spec;
  const std::size_t part = disaggregation_of(boundaries, table);
  std::set<std::string> codes;
  for (const auto& row : table.rows) {
    if (part < row.cell.size() && !row.cell[part].empty()) codes.insert(area_code(spec, row.cell[part]));
  }
  if (codes.empty()) {
    std::vector<std::string> names;
    for (const auto& column : table.disaggregations) names.push_back(column.name);
    throw Error({code::kMapDisaggregation,
                 {{"disaggregation", spec.disaggregation.text}},
                 spec.disaggregation.place,
                 nearest_names(spec.disaggregation.text, names),
                 {}});
  }
  const std::set<std::string> areas(boundaries.codes.begin(), boundaries.codes.end());
  std::vector<std::string> without_area;
  std::set_difference(codes.begin(), codes.end(), areas.begin(), areas.end(),
                      std::back_inserter(without_area));
  const Argument file{"file", spec.file.text};
  const Argument by{"disaggregation", spec.disaggregation.text};
  if (without_area.size() == codes.size()) {
    refuse(code::kMapNoMatch, spec,
           {{"key", spec.key.text}, by, {"areas", *areas.begin()}, {"codes", *codes.begin()}});
  }
  if (!without_area.empty()) {
    const std::string listed = fmt::format("{}", fmt::join(without_area, ", "));
    findings.push_back({code::kMapCodesWithoutArea, {file, by, {"codes", listed}}, spec.file.place, {}, {}});
  }
  if (boundaries.json.size() > kHeavyBytes) {
    const std::string size = fmt::format("{:.1f}", static_cast<double>(boundaries.json.size()) / 1e6);
    findings.push_back({code::kMapHeavy, {file, {"size", size}}, spec.file.place, {}, {}});
  }
}

}  // namespace sondeo::reports
