#include "reports/open_data.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "reports/column_list.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

namespace {

using Json = nlohmann::ordered_json;

/// "Tabular data" says number and xsd:double INF for what JSON and our CSV call inf.
std::string data_text(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  const double value = std::get<double>(cell);
  if (std::isinf(value)) return value > 0 ? "INF" : "-INF";
  return number_text(value);
}

/// A column and whether it holds numbers.
struct DataColumn {
  std::string name;
  std::string title;
  bool number = false;
};

std::vector<DataColumn> described_columns(const LanguageTable& table) {
  const Words words(table.language);
  const estimation::Estimate none;
  std::vector<DataColumn> described;
  for (const auto& column : result_columns(*table.table)) {
    std::string title = words(column.name);
    for (const auto& part : table.table->disaggregations) {
      if (column.name == part.name && !part.label.empty()) title = part.label;
      if (column.name == part.name + "_label" && !part.label.empty()) title = part.label;
    }
    described.push_back({column.name, printable(title), std::holds_alternative<double>(column.cell(none))});
  }
  return described;
}

std::string json_text(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A licence of the office's own may have a name that is no identifier, which Data Package wants: a title
/// then.
Json license_of(const License& license) {
  constexpr std::string_view kIdentifier =
      "-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const bool named = license.name.find_first_not_of(kIdentifier) == std::string::npos;
  Json json = Json::object();
  if (named) json["name"] = license.name;
  const std::string& title = license.title.empty() && !named ? license.name : license.title;
  if (!title.empty()) json["title"] = title;
  if (!license.path.empty()) json["path"] = license.path;
  return json;
}

/// CSVW's names are variables of URI templates: letters, digits and _; every other byte is %XX.
std::string template_name(const std::string& name) {
  std::string safe;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool plain = letter || (c == '_' && !safe.empty());
    safe += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return safe;
}

/// The columns that tell every row from the others; none where two rows have the same.
std::vector<std::string> key_of(const estimation::EstimateTable& table) {
  std::vector<std::string> names{"study", "period", "indicator", "category", "measure"};
  for (const auto& part : table.disaggregations) names.push_back(part.name);
  const auto columns = result_columns(table);
  std::set<std::vector<std::string>> keys;
  for (const auto& row : table.rows) {
    std::vector<std::string> key;
    for (const auto& column : columns) {
      if (std::find(names.begin(), names.end(), column.name) != names.end()) {
        key.push_back(data_text(column.cell(row)));
      }
    }
    if (!keys.insert(std::move(key)).second) return {};
  }
  return names;
}

/// Names that Data Package allows: lower-case letters, digits, '.', '_' and '-'.
std::string package_name(const std::string& id) {
  std::string name;
  for (const char c : id) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    name += upper ? static_cast<char>(c - 'A' + 'a') : (plain ? c : '-');
  }
  return name;
}

Json resource_of(const LanguageTable& table, const std::string& file, const FileFingerprint& written,
                 const std::string& id) {
  Json fields = Json::array();
  for (const auto& column : described_columns(table)) {
    fields.push_back(
        {{"name", column.name}, {"type", column.number ? "number" : "string"}, {"title", column.title}});
  }
  return {
      {"name", package_name(fmt::format("{}.{}", id, table.language))},
      {"path", file},
      {"title", printable(table.title)},
      {"profile", "tabular-data-resource"},
      {"format", "csv"},
      {"mediatype", "text/csv"},
      {"encoding", "utf-8"},
      {"bytes", written.bytes},
      {"hash", "sha256:" + written.sha256},
      {"dialect", {{"delimiter", ","}, {"quoteChar", "\""}, {"doubleQuote", true}, {"lineTerminator", "\n"}}},
      {"schema", {{"fields", std::move(fields)}, {"missingValues", {""}}}}};
}

std::string csvw_of(const LanguageTable& table, const std::string& file, const License& license) {
  Json columns = Json::array();
  for (const auto& column : described_columns(table)) {
    Json json{
        {"name", template_name(column.name)}, {"titles", column.name}, {"dc:description", column.title}};
    json["datatype"] = column.number ? "double" : "string";
    if (column.number) json["null"] = "";
    columns.push_back(std::move(json));
  }
  Json json{{"@context", {"http://www.w3.org/ns/csvw", {{"@language", table.language}}}},
            {"url", file},
            {"dc:title", printable(table.title)},
            {"dc:language", table.language},
            {"dialect", {{"delimiter", ","}, {"encoding", "utf-8"}, {"header", true}}},
            {"tableSchema", {{"columns", std::move(columns)}}}};
  for (const auto& name : key_of(*table.table)) {
    json["tableSchema"]["primaryKey"].push_back(template_name(name));
  }
  if (!license.path.empty()) json["dc:license"] = {{"@id", license.path}};
  return json_text(json);
}

}  // namespace

void write_open_data(
    std::span<const LanguageTable> tables, const OpenDataSource& source,
    const std::function<FileFingerprint(const std::string& name, const TextWriter& text)>& write) {
  std::string sums;
  const auto add = [&](const std::string& name, const TextWriter& text) {
    FileFingerprint written = write(name, text);
    sums += fmt::format("{}  {}\n", written.sha256, name);
    return written;
  };
  const auto add_text = [&add](const std::string& name, const std::string& text) {
    add(name, [&text](const TextSink& sink) { sink(text); });
  };
  Json resources = Json::array();
  for (const auto& table : tables) {
    const std::string name = fmt::format("{}.{}.csv", source.id, table.language);
    const auto data = add(name, [&table](const TextSink& sink) {
      write_columns(result_columns(*table.table), table.table->rows, data_text, sink);
    });
    resources.push_back(resource_of(table, name, data, source.id));
    add_text(name + "-metadata.json", csvw_of(table, name, source.license));
  }
  const Json package{{"profile", "tabular-data-package"},
                     {"name", package_name(source.id)},
                     {"title", printable(tables.front().title)},
                     {"licenses", {license_of(source.license)}},
                     {"resources", std::move(resources)}};
  add_text("datapackage.json", json_text(package));
  write("SHA256SUMS", [&sums](const TextSink& sink) { sink(sums); });
}

}  // namespace sondeo::reports
