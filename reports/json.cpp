#include "reports/json.hpp"

#include <cmath>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "reports/model_columns.hpp"
#include "reports/result_columns.hpp"
#include "reports/test_columns.hpp"

namespace sondeo::reports {

namespace {

template <typename Row, typename Column>
std::string json_row(const Row& row, const std::vector<Column>& columns) {
  std::string result = "{";
  for (const auto& column : columns) {
    if (result.size() > 1) result += ", ";
    result += json_string(column.name) + ": " + json_cell(column.cell(row));
  }
  return result + "}";
}

template <typename Row, typename Column>
void write_rows(const std::vector<Row>& rows, const std::vector<Column>& columns, const TextSink& sink) {
  for (const auto& row : rows) {
    sink(&row == &rows.front() ? "\n    " : ",\n    ");
    sink(json_row(row, columns));
  }
}

/// A model: what is said of the whole, then its coefficients.
std::string json_model(const estimation::ModelResult& model, const std::vector<ModelColumn>& columns) {
  std::string result = "{";
  for (const auto& [name, value] : model_facts(model)) {
    result += json_string(name) + ": " + json_cell(value) + ", ";
  }
  result += "\"coefficients\": [";
  for (const auto& coefficient : model.coefficients) {
    result += &coefficient == &model.coefficients.front() ? "\n      {" : ",\n      {";
    std::string row;
    for (const auto& column : columns) {
      row += row.empty() ? "" : ", ";
      row += json_string(column.name) + ": " + json_cell(column.cell(model, coefficient));
    }
    result += row + "}";
  }
  return result + "]}";
}

std::string json_models(const estimation::EstimateTable& table) {
  const auto columns = coefficient_columns(table);
  std::string result;
  for (const auto& model : table.models) {
    result += result.empty() ? "\n    " : ",\n    ";
    result += json_model(model, columns);
  }
  return result.empty() ? result : result + "\n  ";
}

/// `, "quality": {...}`: the scheme and what its labels mean; nothing without a scheme.
std::string json_quality(const estimation::QualitySummary& quality) {
  if (quality.scheme.empty()) return {};
  std::string labels;
  for (const auto& label : quality.labels) {
    labels += labels.empty() ? "\n      " : ",\n      ";
    labels += fmt::format(R"({{"id": {}, "title": {}, "symbol": {}, "publish": {}}})", json_string(label.id),
                          json_string(label.title), json_string(label.symbol), label.publish);
  }
  return fmt::format(",\n  \"quality\": {{\"scheme\": {}, \"title\": {}, \"labels\": [{}\n  ]}}",
                     json_string(quality.scheme), json_string(quality.title), labels);
}

}  // namespace

std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_number(double value) {
  if (std::isnan(value)) return "null";
  if (std::isinf(value)) return value > 0 ? "\"inf\"" : "\"-inf\"";
  return number_text(value);
}

void write_json(const estimation::EstimateTable& table, const TextSink& sink) {
  sink(fmt::format("{{\n  \"design\": {},\n  \"estimates\": [", json_pairs(table.design.facts)));
  write_rows(table.rows, result_columns(table), sink);
  sink("\n  ],\n  \"tests\": [");
  write_rows(table.tests, test_columns(table), sink);
  sink(table.tests.empty() ? "" : "\n  ");
  sink(fmt::format("],\n  \"models\": [{}],\n  \"provenance\": {}{}\n}}\n", json_models(table),
                   json_pairs(table.provenance), json_quality(table.quality)));
}

std::string write_json(const estimation::EstimateTable& table) {
  return text_of([&table](const TextSink& sink) { write_json(table, sink); });
}

std::string json_cell(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return json_string(*text);
  return json_number(std::get<double>(cell));
}

std::string json_pairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string result = "{";
  for (const auto& [name, value] : pairs) {
    if (result.size() > 1) result += ", ";
    result += json_string(name) + ": " + json_string(value);
  }
  return result + "}";
}

}  // namespace sondeo::reports
