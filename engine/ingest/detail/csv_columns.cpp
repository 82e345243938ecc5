#include "engine/ingest/detail/csv_columns.hpp"

#include <limits>
#include <new>
#include <string>
#include <utility>

#include <sys/mman.h>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/csv_number.hpp"
#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/detail/source_file.hpp"
#include "engine/ingest/detail/undecodable.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::size_t kPendingValues = 1024;
constexpr std::uint64_t kMegabyte = 1'000'000;

/// Memory whose untouched pages cost nothing: room for doubles where bytes may do.
std::shared_ptr<std::byte> lazy_memory(std::size_t bytes) {
  void* mapped =
      ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  return {static_cast<std::byte*>(mapped), [bytes](std::byte* at) { ::munmap(at, bytes); }};
}

std::string_view right_trimmed(std::string_view text) {
  const auto last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

template <typename Value>
std::span<const Value> view(const std::byte* area, std::size_t rows) {
  return {reinterpret_cast<const Value*>(area), rows};
}

}  // namespace

CsvColumns::CsvColumns(const FileDescription& file, const std::vector<std::uint32_t>& variables,
                       std::size_t rows, std::uint64_t limit)
    : file_(file), rows_(rows), columns_(variables.size()) {
  const std::uint64_t needed = static_cast<std::uint64_t>(rows) * sizeof(double) * variables.size();
  if (needed > limit) {
    throw Error(about_file(code::kMemoryLimit, file.path,
                           {{"needed", std::to_string((needed + kMegabyte - 1) / kMegabyte)},
                            {"limit", std::to_string(limit / kMegabyte)}}));
  }
  for (std::size_t k = 0; k < variables.size(); ++k) {
    Column& column = columns_[k];
    column.variable = variables[k];
    column.text = file.variables[variables[k]].type == VariableType::kText;
    if (column.text) {
      column.ids = std::make_shared<std::vector<std::int32_t>>();
      column.ids->reserve(rows);
    } else if (rows > 0) {
      column.area = lazy_memory(rows * sizeof(double));
      column.numbers = NarrowColumn(column.area.get(), rows, false);
      column.pending.reserve(kPendingValues);
    }
  }
}

bool CsvColumns::add_row(const std::vector<CsvField>& fields) {
  for (Column& column : columns_) {
    const CsvField& field = fields[column.variable];
    if (column.text) {
      add_text(column, field);
    } else if (!add_number(column, field)) {
      return false;
    }
  }
  return true;
}

bool CsvColumns::add_number(Column& column, const CsvField& field) {
  const CsvValue value = csv_value(field.text, file_.dialect->decimal);
  if (value.kind == CsvValueKind::kText || value.kind == CsvValueKind::kCodeLike) return false;
  const bool present = value.kind == CsvValueKind::kNumber;
  column.pending.push_back(present ? value.number : std::numeric_limits<double>::quiet_NaN());
  if (column.pending.size() == kPendingValues) {
    column.numbers.append(column.pending);
    column.pending.clear();
  }
  return true;
}

void CsvColumns::add_text(Column& column, const CsvField& field) {
  if (field.doubled) {
    const std::string plain = plain_text(field, file_.dialect->quote);
    column.ids->push_back(column.pool.id_of(right_trimmed(plain)));
  } else {
    column.ids->push_back(column.pool.id_of(right_trimmed(field.text)));
  }
}

Column CsvColumns::number_column(Column& column) const {
  column.numbers.append(column.pending);
  column.pending.clear();
  const Variable& variable = file_.variables[column.variable];
  const std::byte* area = column.area.get();
  switch (column.numbers.width()) {
    case NarrowColumn::Width::kInt8:
      return {variable, view<std::int8_t>(area, rows_), column.area};
    case NarrowColumn::Width::kInt16:
      return {variable, view<std::int16_t>(area, rows_), column.area};
    case NarrowColumn::Width::kInt32:
      return {variable, view<std::int32_t>(area, rows_), column.area};
    case NarrowColumn::Width::kDouble:
      break;
  }
  return {variable, view<double>(area, rows_), column.area};
}

Column CsvColumns::text_column(Column& column, bool& decodable) const {
  Decoder decoder(file_.dialect->encoding);
  const bool utf8 = same_encoding(file_.dialect->encoding, "UTF-8");
  auto texts = std::make_shared<std::vector<std::string>>();
  texts->reserve(column.pool.size());
  for (std::size_t id = 0; id < column.pool.size(); ++id) {
    const std::string_view bytes = column.pool.text(id);
    // Unlike a fixed-width field's, an end of a CSV field cuts no letter off: half a letter is a fault.
    const bool whole = !utf8 || valid_utf8_prefix(bytes) == bytes.size();
    auto decoded = whole ? decoder.decode(bytes) : std::nullopt;
    decodable = decodable && decoded.has_value();
    texts->push_back(std::move(decoded).value_or(std::string()));
  }
  const std::span<const std::int32_t> ids(*column.ids);
  return {file_.variables[column.variable], StoredTexts{ids, std::move(texts)}, column.ids};
}

Table CsvColumns::finish() {
  Table table(rows_);
  std::vector<std::string> undecodable;
  for (Column& column : columns_) {
    bool decodable = true;
    table.add(column.text ? text_column(column, decodable) : number_column(column));
    if (!decodable) undecodable.push_back(file_.variables[column.variable].name);
  }
  if (undecodable.empty()) return table;
  refuse_undecodable(file_.path, file_.encoding, undecodable);
}

}  // namespace sondeo::ingest::detail
