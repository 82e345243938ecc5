#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/stat_writer.hpp"
#include "engine/ingest/write.hpp"

namespace sondeo::ingest {

namespace {

constexpr int kVersion = 118;
constexpr std::size_t kWidestText = 2045;

/// The narrowest type of Stata that holds the stored numbers. Stata's integers begin one above ours.
readstat_type_t type_of(const Column& column) {
  return std::visit(
      [](auto values) {
        using Value = std::remove_const_t<typename decltype(values)::element_type>;
        if constexpr (std::is_same_v<Value, double>) {
          return READSTAT_TYPE_DOUBLE;
        } else {
          const bool lowest =
              std::find(values.begin(), values.end(), std::numeric_limits<Value>::min()) != values.end();
          if (sizeof(Value) == 1) return lowest ? READSTAT_TYPE_INT16 : READSTAT_TYPE_INT8;
          if (sizeof(Value) == 2) return lowest ? READSTAT_TYPE_INT32 : READSTAT_TYPE_INT16;
          return lowest ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32;
        }
      },
      column.stored_numbers());
}

bool labelled_by_integers(const ValueLabels& labels) {
  return std::all_of(labels.numbers.begin(), labels.numbers.end(), [](const auto& entry) {
    return entry.first == std::trunc(entry.first) && std::abs(entry.first) < 2147483620.0;
  });
}

void add_number(detail::StatWriter& writer, const Column& column, Diagnostics& findings) {
  const Variable& variable = column.variable();
  readstat_variable_t* target = writer.add(column, type_of(column), 0);
  if (variable.format.starts_with('%')) readstat_variable_set_format(target, variable.format.c_str());
  const ValueLabels& labels = variable.labels;
  if (!variable.missing.ranges.empty()) {
    findings.push_back({code::kMissingCodesNotWritten, {{"variable", variable.name}}, {}, {}, {}});
  }
  if (labels.numbers.empty() && labels.tags.empty()) return;
  if (!labelled_by_integers(labels)) {
    findings.push_back({code::kLabelsNotWritten, {{"variable", variable.name}}, {}, {}, {}});
    return;
  }
  readstat_label_set_t* set = writer.add_labels(READSTAT_TYPE_INT32);
  for (const auto& [code, label] : labels.numbers) {
    readstat_label_int32_value(set, static_cast<std::int32_t>(code), label.c_str());
  }
  for (const auto& [tag, label] : labels.tags) readstat_label_tagged_value(set, tag, label.c_str());
  readstat_variable_set_label_set(target, set);
}

void add_text(detail::StatWriter& writer, const Column& column, Diagnostics& findings) {
  const Variable& variable = column.variable();
  const std::size_t width = detail::text_width(column);
  if (width > kWidestText) {
    throw Error(Diagnostic{code::kTextTooLong,
                           {{"variable", variable.name}, {"limit", std::to_string(kWidestText)}},
                           {},
                           {},
                           {}});
  }
  writer.add(column, READSTAT_TYPE_STRING, width);
  if (!variable.labels.texts.empty()) {
    findings.push_back({code::kLabelsNotWritten, {{"variable", variable.name}}, {}, {}, {}});
  }
}

}  // namespace

Diagnostics write_dta(const std::filesystem::path& path, const Table& table, const WriteOptions& options) {
  detail::StatWriter writer(path, table, options);
  readstat_writer_set_file_format_version(writer.get(), kVersion);
  writer.keep_tags();
  Diagnostics findings;
  for (const Column& column : table.columns()) {
    if (column.is_text()) {
      add_text(writer, column, findings);
    } else {
      add_number(writer, column, findings);
    }
  }
  writer.write(readstat_begin_writing_dta(writer.get(), &writer, static_cast<long>(table.rows())));
  return findings;
}

}  // namespace sondeo::ingest
