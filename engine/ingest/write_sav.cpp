#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/stat_writer.hpp"
#include "engine/ingest/write.hpp"

namespace sondeo::ingest {

namespace {

constexpr std::size_t kMostMissingValues = 3;  // or one range and one value
constexpr std::size_t kWidestText = 32767;

[[noreturn]] void refuse(Code code, const std::string& variable, std::vector<Argument> more = {}) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.arguments = std::move(more);
  diagnostic.arguments.insert(diagnostic.arguments.begin(), {"variable", variable});
  throw Error(std::move(diagnostic));
}

void add_missing(readstat_variable_t* target, const Variable& variable) {
  const auto& missing = variable.missing;
  std::size_t range_count = 0;
  for (const auto& range : missing.ranges) range_count += range.low == range.high ? 0U : 1U;
  const std::size_t value_count = missing.ranges.size() - range_count;
  const bool fits =
      range_count == 0 ? value_count <= kMostMissingValues : range_count == 1 && value_count <= 1;
  if (!fits || missing.texts.size() > kMostMissingValues) refuse(code::kMissingCodesDoNotFit, variable.name);
  // A range comes before the single value that SPSS allows beside it.
  for (const auto& range : missing.ranges) {
    if (range.low != range.high) readstat_variable_add_missing_double_range(target, range.low, range.high);
  }
  for (const auto& range : missing.ranges) {
    if (range.low == range.high) readstat_variable_add_missing_double_value(target, range.low);
  }
  for (const auto& [text, reason] : missing.texts)
    readstat_variable_add_missing_string_value(target, text.c_str());
}

void add_labels(detail::StatWriter& writer, readstat_variable_t* target, const Variable& variable) {
  const auto& labels = variable.labels;
  if (variable.type == VariableType::kText) {
    if (labels.texts.empty()) return;
    readstat_label_set_t* set = writer.add_labels(READSTAT_TYPE_STRING);
    for (const auto& [code, label] : labels.texts)
      readstat_label_string_value(set, code.c_str(), label.c_str());
    readstat_variable_set_label_set(target, set);
  } else if (!labels.numbers.empty()) {
    readstat_label_set_t* set = writer.add_labels(READSTAT_TYPE_DOUBLE);
    for (const auto& [code, label] : labels.numbers) readstat_label_double_value(set, code, label.c_str());
    readstat_variable_set_label_set(target, set);
  }
}

/// The file's own format when it is one of SPSS's; Stata's begin with %.
std::string format_of(const Column& column) {
  const Variable& variable = column.variable();
  if (!variable.format.empty() && variable.format.front() != '%') return variable.format;
  const bool fractions = std::holds_alternative<std::span<const double>>(column.stored_numbers());
  return fractions ? "F12.4" : "F8.0";
}

void add_text(detail::StatWriter& writer, const Column& column) {
  const Variable& variable = column.variable();
  const std::size_t width = std::max(variable.width, detail::text_width(column));
  if (width > kWidestText)
    refuse(code::kTextTooLong, variable.name, {{"limit", std::to_string(kWidestText)}});
  readstat_variable_t* target = writer.add(column, READSTAT_TYPE_STRING, width);
  readstat_variable_set_format(target, fmt::format("A{}", width).c_str());
  add_labels(writer, target, variable);
  add_missing(target, variable);
}

}  // namespace

Diagnostics write_sav(const std::filesystem::path& path, const Table& table, const WriteOptions& options) {
  detail::StatWriter writer(path, table, options);
  readstat_writer_set_compression(writer.get(), READSTAT_COMPRESS_ROWS);
  Diagnostics findings;
  for (const Column& column : table.columns()) {
    if (column.is_text()) {
      add_text(writer, column);
      continue;
    }
    readstat_variable_t* target = writer.add(column, READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_format(target, format_of(column).c_str());
    add_labels(writer, target, column.variable());
    add_missing(target, column.variable());
    if (detail::has_tags(column)) {
      findings.push_back({code::kTagsNotWritten, {{"variable", column.name()}}, {}, {}, {}});
    }
  }
  writer.fix_sav_time();
  writer.write(readstat_begin_writing_sav(writer.get(), &writer, static_cast<long>(table.rows())));
  return findings;
}

}  // namespace sondeo::ingest
