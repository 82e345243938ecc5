#include "reports/model_columns.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace sondeo::reports {

namespace {

using estimation::Coefficient;
using estimation::ModelResult;

ModelColumn number_column(const char* name, double Coefficient::*member) {
  return {name, [member](const ModelResult&, const Coefficient& row) -> Cell { return row.*member; }};
}

std::string joined_notes(const ModelResult& model) { return fmt::format("{}", fmt::join(model.notes, ";")); }

}  // namespace

std::vector<ModelColumn> model_columns(const estimation::EstimateTable& table) {
  std::vector<ModelColumn> columns = {
      {"model", [](const ModelResult& model, const Coefficient&) -> Cell { return model.model; }},
      {"family", [](const ModelResult& model, const Coefficient&) -> Cell { return model.family; }},
      {"term", [](const ModelResult&, const Coefficient& row) -> Cell { return row.term; }},
      number_column("estimate", &Coefficient::estimate),
      number_column("se", &Coefficient::se),
      number_column("t", &Coefficient::t),
      number_column("df", &Coefficient::df),
      number_column("p", &Coefficient::p),
      number_column("ci_low", &Coefficient::ci_low),
      number_column("ci_high", &Coefficient::ci_high),
      number_column("odds_ratio", &Coefficient::odds_ratio),
      number_column("rate_ratio", &Coefficient::rate_ratio),
      {"n", [](const ModelResult& model, const Coefficient&) -> Cell { return model.n; }},
      {"n_missing", [](const ModelResult& model, const Coefficient&) -> Cell { return model.n_missing; }},
      {"note", [](const ModelResult& model, const Coefficient&) -> Cell { return joined_notes(model); }}};
  if (table.with_fmi) columns.push_back(number_column("fmi", &Coefficient::fmi));
  return columns;
}

std::vector<ModelColumn> coefficient_columns(const estimation::EstimateTable& table) {
  constexpr std::array<std::string_view, 5> kOfModel = {"model", "family", "n", "n_missing", "note"};
  std::vector<ModelColumn> columns;
  for (const auto& column : model_columns(table)) {
    const bool same = std::find(kOfModel.begin(), kOfModel.end(), column.name) != kOfModel.end();
    if (!same) columns.push_back(column);
  }
  return columns;
}

std::vector<std::pair<std::string, Cell>> model_facts(const ModelResult& model) {
  return {{"model", model.model},           {"family", model.family},
          {"level", model.level},           {"n", model.n},
          {"n_missing", model.n_missing},   {"missing_share", model.missing_share},
          {"n_psu", model.n_psu},           {"n_strata", model.n_strata},
          {"weight_sum", model.weight_sum}, {"iterations", model.iterations},
          {"note", joined_notes(model)}};
}

}  // namespace sondeo::reports
