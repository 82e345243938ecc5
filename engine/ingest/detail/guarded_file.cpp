#include "engine/ingest/detail/guarded_file.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/reader_process.hpp"
#include "engine/ingest/detail/source_file.hpp"
#include "engine/ingest/detail/undecodable.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;

std::span<const std::byte> part(const Handover& handover, std::uint64_t offset, std::uint64_t bytes) {
  if (offset > handover.bytes.size() || bytes > handover.bytes.size() - offset) throw HandoverFault{};
  return handover.bytes.subspan(offset, bytes);
}

/// `count` values of a type at an offset, which must be aligned for it.
template <typename Value>
std::span<const Value> values(const Handover& handover, std::uint64_t offset, std::uint64_t count) {
  if (offset % alignof(Value) != 0 || count > handover.bytes.size() / sizeof(Value)) throw HandoverFault{};
  const auto bytes = part(handover, offset, count * sizeof(Value));
  return {reinterpret_cast<const Value*>(bytes.data()), static_cast<std::size_t>(count)};
}

Metadata metadata_of(const Handover& handover) {
  const Answer& answer = handover.answer;
  return unpacked(part(handover, answer.metadata_offset, answer.metadata_bytes));
}

/// Turns the reader's refusal into an Error.
void check_outcome(const Handover& handover, const std::filesystem::path& path, const ReadOptions& options) {
  const Answer& answer = handover.answer;
  const auto count = [](auto value) { return std::to_string(value); };
  switch (answer.outcome) {
    case Outcome::kRead:
      return;
    case Outcome::kDamaged:
      throw Error(about_file(code::kFileDamaged, path, {{"reason", count(answer.detail)}}));
    case Outcome::kRowsImpossible:
      throw Error(about_file(code::kRowsImpossible, path,
                             {{"declared", count(answer.rows)}, {"possible", count(answer.bound)}}));
    case Outcome::kTruncated:
      throw Error(about_file(code::kFileTruncated, path,
                             {{"rows", count(answer.rows)}, {"declared", count(answer.bound)}}));
    case Outcome::kOverLimit:
      throw Error(about_file(code::kMemoryLimit, path,
                             {{"needed", count((answer.bound + kMegabyte - 1) / kMegabyte)},
                              {"limit", count(memory_limit(options) / kMegabyte)}}));
    case Outcome::kOutOfMemory:
      throw Error(about_file(code::kReaderOutOfMemory, path));
    case Outcome::kVersion:
      throw Error(about_file(code::kFileVersionUnsupported, path));
    case Outcome::kTooManyRows:
      throw Error(about_file(code::kTooManyRows, path, {{"limit", count(answer.bound)}}));
    case Outcome::kUndecodable: {
      const Metadata concerned = metadata_of(handover);
      refuse_undecodable(path, concerned.encoding, concerned.undecodable);
    }
    case Outcome::kUnknownEncoding:
      throw Error(
          Diagnostic{code::kEncodingUnknown, {{"encoding", metadata_of(handover).encoding}}, {}, {}, {}});
    case Outcome::kNone:
    case Outcome::kInternal:
      break;
  }
  throw Error(about_file(code::kReaderAnswer, path));
}

std::shared_ptr<const std::vector<std::string>> dictionary(const Handover& handover,
                                                           const ColumnAnswer& column) {
  const auto ends = values<std::uint64_t>(handover, column.ends_offset, column.text_count);
  const auto bytes = part(handover, column.bytes_offset, column.byte_count);
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto texts = std::make_shared<std::vector<std::string>>();
  texts->reserve(ends.size());
  std::uint64_t begin = 0;
  for (const std::uint64_t end : ends) {
    if (end < begin || end > all.size()) throw HandoverFault{};
    texts->emplace_back(all.substr(begin, end - begin));
    begin = end;
  }
  return texts;
}

Column text_column(const Handover& handover, const ColumnAnswer& answer, const Variable& variable,
                   std::uint64_t rows) {
  const auto ids = values<std::int32_t>(handover, answer.offset, rows);
  auto texts = dictionary(handover, answer);
  const auto count = static_cast<std::int64_t>(texts->size());
  const bool known =
      std::all_of(ids.begin(), ids.end(), [count](std::int32_t id) { return id >= -1 && id < count; });
  if (!known) throw HandoverFault{};
  const Column column(variable, StoredTexts{ids, std::move(texts)}, handover.owner);
  return variable.missing.texts.empty() ? column : column.with(variable);
}

Column column_of(const Handover& handover, const ColumnAnswer& answer, const Variable& variable,
                 std::uint64_t rows) {
  if ((answer.storage == Storage::kText) != (variable.type == VariableType::kText)) throw HandoverFault{};
  switch (answer.storage) {
    case Storage::kInt8:
      return {variable, values<std::int8_t>(handover, answer.offset, rows), handover.owner};
    case Storage::kInt16:
      return {variable, values<std::int16_t>(handover, answer.offset, rows), handover.owner};
    case Storage::kInt32:
      return {variable, values<std::int32_t>(handover, answer.offset, rows), handover.owner};
    case Storage::kDouble:
      return {variable, values<double>(handover, answer.offset, rows), handover.owner};
    case Storage::kText:
      return text_column(handover, answer, variable, rows);
  }
  throw HandoverFault{};
}

/// What the reader says now must be what it said when the file was described.
void check_unchanged(const FileDescription& file, const Metadata& now) {
  const bool same =
      std::equal(file.variables.begin(), file.variables.end(), now.variables.begin(), now.variables.end(),
                 [](const Variable& a, const Variable& b) { return a.name == b.name && a.type == b.type; });
  if (!same) throw Error(about_file(code::kFileChanged, file.path));
}

Table table_of(const Handover& handover, const FileDescription& file,
               const std::vector<std::uint32_t>& variables) {
  const Metadata metadata = metadata_of(handover);
  check_unchanged(file, metadata);
  if (metadata.columns.size() != variables.size() || handover.answer.rows < 0) throw HandoverFault{};
  const auto rows = static_cast<std::uint64_t>(handover.answer.rows);
  Table table(rows);
  for (std::size_t k = 0; k < variables.size(); ++k) {
    const ColumnAnswer& answer = metadata.columns[k];
    if (answer.variable != variables[k]) throw HandoverFault{};
    table.add(column_of(handover, answer, file.variables[variables[k]], rows));
  }
  return table;
}

}  // namespace

FileDescription describe_guarded(const std::filesystem::path& path, FileFormat format,
                                 const ReadOptions& options) {
  const Handover handover = run_reader(path, format, false, {}, options);
  try {
    check_outcome(handover, path, options);
    Metadata metadata = metadata_of(handover);
    FileDescription file;
    file.path = path;
    file.format = format;
    file.label = std::move(metadata.label);
    file.encoding = std::move(metadata.encoding);
    file.rows = metadata.rows;
    file.variables = std::move(metadata.variables);
    if (!metadata.named_encoding.empty()) {
      file.findings.push_back(
          about_file(code::kEncodingNamesDiffer, path,
                     {{"declared", metadata.page_encoding}, {"named", metadata.named_encoding}}));
    }
    return file;
  } catch (const HandoverFault&) {
    throw Error(about_file(code::kReaderAnswer, path));
  }
}

Table read_guarded_window(const FileDescription& file, const std::vector<std::uint32_t>& variables,
                          const ReadOptions& options, RowWindow& window) {
  // Texts are decoded as they were when the file was described, whatever this call's options leave out.
  ReadOptions as_described = options;
  if (as_described.encoding.empty()) as_described.encoding = file.encoding;
  const Handover handover = run_reader(file.path, file.format, true, variables, as_described, window);
  try {
    check_outcome(handover, file.path, options);
    Table table = table_of(handover, file, variables);
    window.first_row += table.rows();
    window.resume = handover.answer.resume;
    return table;
  } catch (const HandoverFault&) {
    throw Error(about_file(code::kReaderAnswer, file.path));
  }
}

Table read_guarded(const FileDescription& file, const std::vector<std::uint32_t>& variables,
                   const ReadOptions& options) {
  // Without columns the rows are still counted: by reading the first variable.
  const bool counts_only = variables.empty() && !file.variables.empty();
  const std::vector<std::uint32_t> wanted = counts_only ? std::vector<std::uint32_t>{0} : variables;
  RowWindow whole;
  Table table = read_guarded_window(file, wanted, options, whole);
  return counts_only ? Table(table.rows()) : table;
}

}  // namespace sondeo::ingest::detail
