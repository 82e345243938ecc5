#include "reports/html/pictures.hpp"

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/plain_text.hpp"

namespace sondeo::reports {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostRows = 80;      ///< of one picture: more cannot be told apart
constexpr std::size_t kLongestLabel = 80;  ///< of a line of a picture; the table has it whole

void put_number(Json& json, const char* name, double value) {
  if (std::isfinite(value)) json[name] = value;
}

std::string unit_of(const PictureSource& source) {
  return measure_text(*source.block.rows.front(), source.words);
}

Json interval_row(const PictureSource& source, const estimation::Estimate& row) {
  const ShownRow shown = shown_row(source.edition, row, source.block, source.words);
  std::vector<std::string> labels;
  for (const auto& label : shown.labels) {
    if (!label.empty()) labels.push_back(label);
  }
  Json json;
  json["label"] = shorten(fmt::format("{}", fmt::join(labels, ", ")), kLongestLabel);
  if (!shown.symbol.empty())
    json["label"] = json["label"].get<std::string>() + " " + shorten(shown.symbol, 8);
  json["quality"] = shown.quality;
  if (shown.state == RowState::kFigure) {
    put_number(json, "estimate", row.estimate);
    put_number(json, "low", row.ci_low);
    put_number(json, "high", row.ci_high);
  } else {
    json["mark"] = mark_of(shown.state, source.words);
  }
  json["tip"] = shorten(tip_of(shown, source.decimals, ShownNumbers(source.edition), source.words), 300);
  return json;
}

Json map_figure(const PictureSource& source, const estimation::Estimate& row) {
  const ShownRow shown = shown_row(source.edition, row, source.block, source.words);
  Json json;
  if (shown.state == RowState::kFigure) {
    json["state"] = "figure";
    put_number(json, "estimate", row.estimate);
  } else {
    json["state"] = shown.state == RowState::kAbsent ? "absent" : "withheld";
  }
  json["tip"] = shorten(tip_of(shown, source.decimals, ShownNumbers(source.edition), source.words), 300);
  return json;
}

}  // namespace

std::optional<Json> interval_picture(const PictureSource& source) {
  const std::size_t rows = source.block.rows.size();
  if (rows < 2 || rows > kMostRows) return std::nullopt;
  Json json{{"kind", "intervals"}, {"unit", unit_of(source)}, {"rows", Json::array()}};
  for (const auto* row : source.block.rows) json["rows"].push_back(interval_row(source, *row));
  return json;
}

std::optional<Json> map_picture(const PictureSource& source, const Boundaries& boundaries, std::size_t map) {
  const ResultBlock& block = source.block;
  const std::size_t part = disaggregation_of(boundaries, *source.edition.table);
  if (block.with_category || block.parts.size() != 1 || block.parts.front() != part) return std::nullopt;
  Json figures = Json::object();
  for (const auto* row : block.rows) {
    if (part >= row->cell.size() || row->cell[part].empty()) continue;  // the total
    figures[area_code(boundaries.spec, row->cell[part])] = map_figure(source, *row);
  }
  return Json{{"kind", "map"},
              {"map", map},
              {"unit", unit_of(source)},
              {"format", fmt::format(",.{}f", source.decimals)},
              {"absent", source.words("absent")},
              {"figures", figures}};
}

std::string script_json(const Json& json) {
  const std::string plain = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  std::string text;
  text.reserve(plain.size());
  for (const char each : plain) {
    if (each == '<' || each == '>' || each == '&') {
      text += fmt::format("\\u{:04x}", static_cast<unsigned>(each));
    } else {
      text += each;
    }
  }
  return text;
}

}  // namespace sondeo::reports
