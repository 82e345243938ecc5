#include "weights/code_lists.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/listed.hpp"
#include "weights/codes.hpp"

namespace sondeo::weights {

namespace {

void read_codes(const spec::Value& value, std::size_t meaning, CodeLists& lists) {
  for (const auto& item : value.items()) {
    const CodeValue code = item.code();
    if (lists.meanings.emplace(code, meaning).second) continue;
    throw Error({code::kStatusCodeTwice, {{"code", code_text(code)}}, item.place(), {}, {}});
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

CodeLists read_code_lists(spec::Section section, std::span<const std::string_view> names) {
  CodeLists lists;
  lists.variable = section.required_text("variable");
  static_cast<void>(section.required(names.front()));
  for (std::size_t meaning = 0; meaning < names.size(); ++meaning) {
    if (const auto value = section.value(names[meaning])) read_codes(*value, meaning, lists);
  }
  section.finish();
  return lists;
}

std::vector<std::size_t> meanings_of_rows(const CodeLists& lists, const std::string& step,
                                          std::span<const std::string_view> names, const Column& column,
                                          std::span<const std::int32_t> rows) {
  std::vector<std::size_t> meanings(column.size(), 0);
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
    const auto known = lists.meanings.find(*code);
    if (known == lists.meanings.end()) {
      ++uncovered[*code];
    } else {
      meanings[row] = known->second;
    }
  }
  const auto refuse = [&](Code code, Argument argument, const char* more) {
    Diagnostic fault{code, {{"step", step}, {"variable", lists.variable.text}}, lists.variable.place, {}, {}};
    fault.arguments.push_back(std::move(argument));
    if (*more != '\0') fault.arguments.push_back({more, fmt::format("{}", fmt::join(names, ", "))});
    throw Error(std::move(fault));
  };
  if (!uncovered.empty()) {
    std::vector<std::string> texts;
    texts.reserve(uncovered.size());
    for (const auto& [code, count] : uncovered) {
      texts.push_back(fmt::format("{} ({})", code_text(code), count));
    }
    refuse(code::kStatusUncovered, {"codes", listed(texts)}, "known");
  }
  if (missing > 0) refuse(code::kStatusMissing, {"count", std::to_string(missing)}, "");
  return meanings;
}

}  // namespace sondeo::weights
