#include "engine/ingest/detail/csv_file.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/csv_columns.hpp"
#include "engine/ingest/detail/csv_detection.hpp"
#include "engine/ingest/detail/csv_number.hpp"
#include "engine/ingest/detail/csv_records.hpp"
#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/detail/reader_process.hpp"
#include "engine/ingest/detail/source_file.hpp"
#include "engine/ingest/detail/undecodable.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

/// What the values of a column look like.
struct ColumnLook {
  std::size_t numbers = 0;
  std::size_t code_like = 0;
  std::size_t words = 0;
  std::size_t texts = 0;
  std::size_t first_text_line = 0;
  std::size_t width = 0;

  void look(const CsvField& field, char decimal, std::size_t line) {
    width = std::max(width, field.text.size());
    switch (csv_value(field.text, decimal).kind) {
      case CsvValueKind::kEmpty:
        return;
      case CsvValueKind::kNumber:
        ++numbers;
        return;
      case CsvValueKind::kCodeLike:
        ++code_like;
        return;
      case CsvValueKind::kMissingWord:
        ++words;
        return;
      case CsvValueKind::kText:
        if (texts == 0) first_text_line = line;
        ++texts;
    }
  }
  [[nodiscard]] bool is_number() const {
    // A column of nothing but NA stays one without values.
    return texts == 0 && code_like == 0;
  }
  [[nodiscard]] bool nearly_number() const { return texts > 0 && numbers > texts && code_like == 0; }
};

void check_dialect(const CsvDialect& dialect) {
  const bool clash = dialect.separator == dialect.quote || dialect.separator == dialect.decimal ||
                     dialect.quote == dialect.decimal;
  if (!clash) return;
  const char shared = dialect.quote == dialect.decimal ? dialect.quote : dialect.separator;
  throw Error(Diagnostic{code::kDialectSameCharacter, {{"character", std::string(1, shared)}}, {}, {}, {}});
}

CsvDialect dialect_of(const MappedFile& mapped, const ReadOptions& options) {
  const std::string_view bytes = without_mark(mapped.bytes());
  const bool marked = bytes.size() != mapped.bytes().size();
  MappedFile looked_at = mapped;
  const auto let_go = [&looked_at](std::size_t position) { looked_at.let_go_before(position); };
  CsvDialect dialect = options.dialect ? *options.dialect : detect_dialect(bytes, let_go);
  check_dialect(dialect);
  if (!options.encoding.empty()) dialect.encoding = options.encoding;
  if (marked && !options.dialect && options.encoding.empty()) dialect.encoding = "UTF-8";
  dialect.byte_order_mark = marked;
  return dialect;
}

std::vector<std::string> names_of(const std::vector<CsvField>& header, const CsvDialect& dialect,
                                  const std::filesystem::path& path) {
  Decoder decoder(dialect.encoding);
  if (!decoder.known()) {
    throw Error(Diagnostic{code::kEncodingUnknown, {{"encoding", dialect.encoding}}, {}, {}, {}});
  }
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const CsvField& field : header) {
    const auto decoded = decoder.decode(plain_text(field, dialect.quote));
    const std::string column = std::to_string(names.size() + 1);
    if (!decoded) refuse_undecodable(path, dialect.encoding, std::vector{fmt::format("#{}", column)});
    const auto begin = decoded->find_first_not_of(' ');
    if (begin == std::string::npos) throw Error(about_file(code::kCsvEmptyName, path, {{"column", column}}));
    names.push_back(decoded->substr(begin, decoded->find_last_not_of(' ') - begin + 1));
    if (!seen.insert(names.back()).second) {
      throw Error(about_file(code::kCsvDuplicateName, path, {{"name", names.back()}}));
    }
  }
  return names;
}

void add_findings(FileDescription& file, const ColumnLook& look, const std::string& name) {
  if (look.nearly_number()) {
    file.findings.push_back(about_file(code::kCsvMostlyNumbers, file.path,
                                       {{"variable", name},
                                        {"line", std::to_string(look.first_text_line)},
                                        {"count", std::to_string(look.texts)}}));
  }
  if (look.is_number() && look.words > 0) {
    file.findings.push_back(about_file(code::kCsvMissingWords, file.path,
                                       {{"variable", name}, {"count", std::to_string(look.words)}}));
  }
}

}  // namespace

void refuse_foreign_bytes(const std::filesystem::path& path, std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    throw Error(about_file(code::kCsvUtf16, path));
  const void* nul = std::memchr(bytes.data(), '\0', bytes.size());
  if (nul == nullptr) return;
  const auto line = 1 + std::count(bytes.data(), static_cast<const char*>(nul), '\n');
  throw Error(about_file(code::kCsvNulByte, path, {{"line", std::to_string(line)}}));
}

namespace {

/// The same of a file of any length, of which little is in memory at a time.
void refuse_foreign_file(const std::filesystem::path& path, const MappedFile& mapped) {
  constexpr std::size_t kStretch = std::size_t{8} << 20U;
  MappedFile stretches = mapped;  // lets go for both
  for (std::size_t at = 0; at < mapped.bytes().size(); at += kStretch) {
    const std::string_view stretch = mapped.bytes().substr(at, kStretch);
    const bool foreign = at == 0 && (stretch.starts_with("\xFF\xFE") || stretch.starts_with("\xFE\xFF"));
    if (foreign || stretch.find('\0') != std::string_view::npos) refuse_foreign_bytes(path, mapped.bytes());
    stretches.let_go_before(at);
  }
}

}  // namespace

std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with(kUtf8Mark) ? bytes.substr(kUtf8Mark.size()) : bytes;
}

FileDescription describe_csv(const std::filesystem::path& path, const ReadOptions& options) {
  MappedFile mapped(path);
  refuse_foreign_file(path, mapped);
  const std::string_view bytes = without_mark(mapped.bytes());
  FileDescription file;
  file.path = path;
  file.format = FileFormat::kCsv;
  file.dialect = dialect_of(mapped, options);
  file.encoding = file.dialect->encoding;
  CsvRecords records(path, bytes, *file.dialect, options.progress, 0);
  const std::vector<std::string> names = names_of(records.header(), *file.dialect, path);
  std::vector<ColumnLook> looks(names.size());
  std::vector<CsvField> fields;
  while (records.next(fields)) {
    for (std::size_t k = 0; k < fields.size(); ++k)
      looks[k].look(fields[k], file.dialect->decimal, records.line());
    mapped.let_go_before(records.position().byte);
  }
  file.rows = static_cast<std::int64_t>(records.rows());
  for (std::size_t k = 0; k < names.size(); ++k) {
    Variable variable;
    variable.name = names[k];
    variable.type = looks[k].is_number() ? VariableType::kNumber : VariableType::kText;
    if (variable.type == VariableType::kText) variable.width = looks[k].width;
    file.variables.push_back(std::move(variable));
    add_findings(file, looks[k], names[k]);
  }
  return file;
}

Table read_csv_window(const FileDescription& file, const std::vector<std::uint32_t>& variables,
                      const ReadOptions& options, std::size_t rows, CsvRecords::Position& position) {
  ensure(file.dialect.has_value() && file.rows >= 0, "a CSV that was not described");
  MappedFile mapped(file.path);
  const std::string_view bytes = without_mark(mapped.bytes());
  const std::size_t mark = mapped.bytes().size() - bytes.size();
  const auto all = static_cast<std::size_t>(file.rows);
  CsvRecords records(file.path, bytes, *file.dialect, options.progress, all);
  if (position.byte > bytes.size() || names_of(records.header(), *file.dialect, file.path) != file.names()) {
    throw Error(about_file(code::kFileChanged, file.path));
  }
  records.go_on(position);
  const std::size_t last = std::min(all, position.rows + rows);
  CsvColumns columns(file, variables, last - position.rows, memory_limit(options));
  std::vector<CsvField> fields;
  bool unchanged = true;
  while (unchanged && records.rows() < last) {
    unchanged = records.next(fields) && columns.add_row(fields);
    mapped.let_go_before(mark + records.position().byte);
  }
  position = records.position();
  if (last == all) unchanged = unchanged && !records.next(fields);
  if (!unchanged) throw Error(about_file(code::kFileChanged, file.path));
  return columns.finish();
}

Table read_csv(const FileDescription& file, const std::vector<std::uint32_t>& variables,
               const ReadOptions& options) {
  CsvRecords::Position start;
  return read_csv_window(file, variables, options,
                         static_cast<std::size_t>(std::max<std::int64_t>(file.rows, 0)), start);
}

}  // namespace sondeo::ingest::detail
