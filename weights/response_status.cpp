#include "weights/response_status.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/base/listed.hpp"

namespace sondeo::weights {

namespace {

void read_codes(spec::Section& section, ResponseStatus status, StatusSpec& spec) {
  const auto name = kResponseStatusNames.at(static_cast<std::size_t>(status));
  const auto value = section.value(name);
  if (!value) return;
  for (const auto& item : value->items()) {
    const CodeValue code = item.code();
    if (spec.codes.emplace(code, status).second) continue;
    throw Error({Code::kStatusCodeTwice, {{"code", code_text(code)}}, item.place(), {}, {}});
  }
}

/// The row's code; nothing where it is missing.
std::optional<CodeValue> code_of(const Column& column, std::span<const double> numbers, std::size_t row) {
  if (column.is_text()) {
    const auto text = column.text(row);
    return text.empty() ? std::nullopt : std::optional<CodeValue>(std::string(text));
  }
  return std::isnan(numbers[row]) ? std::nullopt : std::optional<CodeValue>(numbers[row]);
}

}  // namespace

StatusSpec read_status(spec::Section section) {
  StatusSpec spec;
  spec.variable = section.required_text("variable");
  static_cast<void>(section.required("respondent"));
  for (const auto status : {ResponseStatus::kRespondent, ResponseStatus::kNonrespondent,
                            ResponseStatus::kIneligible, ResponseStatus::kUnknown}) {
    read_codes(section, status, spec);
  }
  section.finish();
  return spec;
}

std::vector<ResponseStatus> status_of_rows(const StatusSpec& spec, const StepData& data, const Column& column,
                                           std::span<const std::int32_t> rows) {
  std::vector<ResponseStatus> statuses(column.size(), ResponseStatus::kUnknown);
  const std::vector<double> numbers = column.is_text() ? std::vector<double>{} : column.numbers();
  std::map<CodeValue, std::size_t> uncovered;
  std::size_t missing = 0;
  for (const auto each : rows) {
    const auto row = static_cast<std::size_t>(each);
    const auto code = code_of(column, numbers, row);
    if (!code) {
      ++missing;
      continue;
    }
    const auto known = spec.codes.find(*code);
    if (known == spec.codes.end()) {
      ++uncovered[*code];
    } else {
      statuses[row] = known->second;
    }
  }
  if (!uncovered.empty()) {
    std::vector<std::string> texts;
    for (const auto& [code, count] : uncovered)
      texts.push_back(fmt::format("{} ({})", code_text(code), count));
    throw Error({Code::kStatusUncovered,
                 {{"step", data.step}, {"variable", spec.variable.text}, {"codes", listed(texts)}},
                 spec.variable.place,
                 {},
                 {}});
  }
  if (missing > 0) {
    throw Error({Code::kStatusMissing,
                 {{"step", data.step}, {"variable", spec.variable.text}, {"count", std::to_string(missing)}},
                 spec.variable.place,
                 {},
                 {}});
  }
  return statuses;
}

}  // namespace sondeo::weights
