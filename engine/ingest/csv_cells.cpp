#include "engine/ingest/csv_cells.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/csv_file.hpp"
#include "engine/ingest/detail/csv_scanner.hpp"
#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/detail/source_file.hpp"
#include "engine/ingest/detail/undecodable.hpp"

namespace sondeo::ingest {

namespace {

constexpr std::size_t kMostCells = 2'000'000;
constexpr char kQuote = '"';

/// How many records have the commonest number of cells, and that number.
std::pair<std::size_t, std::size_t> agreement(std::string_view bytes, char separator) {
  detail::CsvScanner scanner(bytes, separator, kQuote);
  std::vector<detail::CsvField> fields;
  std::map<std::size_t, std::size_t> records;
  while (scanner.next(fields)) ++records[fields.size()];
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const auto& [columns, count] : records) {
    if (columns > 1) best = std::max(best, {count, columns});
  }
  return best;
}

/// A decimal comma makes a comma split numbers unevenly: what splits more records alike separates.
char separator_of(std::string_view bytes) {
  constexpr std::array<char, 4> kSeparators = {';', '\t', '|', ','};
  char best = ',';
  std::pair<std::size_t, std::size_t> most{0, 0};
  for (const char separator : kSeparators) {
    const auto found = agreement(bytes, separator);
    if (found <= most) continue;
    most = found;
    best = separator;
  }
  return best;
}

std::string encoding_of(std::string_view bytes, const ReadOptions& options) {
  if (!options.encoding.empty()) return options.encoding;
  if (options.dialect) return options.dialect->encoding;
  const bool utf8 = detail::is_ascii(bytes) || detail::valid_utf8_prefix(bytes) == bytes.size();
  return utf8 ? "UTF-8" : "WINDOWS-1252";
}

}  // namespace

std::vector<CsvRow> read_csv_cells(const std::filesystem::path& path, const ReadOptions& options) {
  const detail::MappedFile mapped(path);
  detail::refuse_foreign_bytes(path, mapped.bytes());
  const std::string_view bytes = detail::without_mark(mapped.bytes());
  const std::string encoding = encoding_of(bytes, options);
  detail::Decoder decoder(encoding);
  if (!decoder.known()) throw Error({code::kEncodingUnknown, {{"encoding", encoding}}, {}, {}, {}});
  const char quote = options.dialect ? options.dialect->quote : kQuote;
  detail::CsvScanner scanner(bytes, options.dialect ? options.dialect->separator : separator_of(bytes),
                             quote);
  std::vector<CsvRow> rows;
  std::vector<detail::CsvField> fields;
  std::size_t cells = 0;
  while (scanner.next(fields)) {
    cells += fields.size();
    if (cells > kMostCells) {
      throw Error(detail::about_file(code::kPrintedTooLarge, path, {{"limit", std::to_string(kMostCells)}}));
    }
    auto& row = rows.emplace_back();
    row.line = scanner.line();
    for (const auto& field : fields) {
      auto text = decoder.decode(detail::plain_text(field, quote));
      const std::array column = {fmt::format("#{}", row.cells.size() + 1)};
      if (!text) detail::refuse_undecodable(path, encoding, column);
      row.cells.push_back(*std::move(text));
    }
  }
  if (scanner.fault() != detail::CsvFault::kNone) {
    const bool open = scanner.fault() == detail::CsvFault::kOpenQuote;
    throw Error(detail::about_file(open ? code::kCsvOpenQuote : code::kCsvAfterQuote, path,
                                   {{"line", std::to_string(scanner.line())}}));
  }
  return rows;
}

}  // namespace sondeo::ingest
