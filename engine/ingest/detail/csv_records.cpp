#include "engine/ingest/detail/csv_records.hpp"

#include <string>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/source_file.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::size_t kRowsBetweenClocks = 4096;
constexpr std::chrono::milliseconds kProgressPause{100};

}  // namespace

CsvRecords::CsvRecords(const std::filesystem::path& path, std::string_view bytes, const CsvDialect& dialect,
                       const Progress& progress, std::size_t rows_expected)
    : path_(path),
      scanner_(bytes, dialect.separator, dialect.quote),
      progress_(progress),
      rows_expected_(rows_expected) {
  const bool found = scanner_.next(header_);
  check_fault();
  if (!found) throw Error(about_file(code::kCsvNoHeader, path_));
  if (header_.size() == 1) scanner_.keep_blank_lines();
}

bool CsvRecords::next(std::vector<CsvField>& fields) {
  if (!scanner_.next(fields)) {
    check_fault();
    return false;
  }
  if (fields.size() != header_.size()) {
    throw Error(about_file(code::kCsvRagged, path_,
                           {{"line", std::to_string(scanner_.line())},
                            {"found", std::to_string(fields.size())},
                            {"expected", std::to_string(header_.size())}}));
  }
  ++rows_;
  if (rows_ % kRowsBetweenClocks == 0) tell_progress();
  return true;
}

void CsvRecords::go_on(const Position& position) {
  if (position.byte == 0) return;
  scanner_.go_on(position.byte, position.line);
  rows_ = position.rows;
}

void CsvRecords::check_fault() const {
  if (scanner_.fault() == CsvFault::kNone) return;
  const Code code = scanner_.fault() == CsvFault::kOpenQuote ? code::kCsvOpenQuote : code::kCsvAfterQuote;
  throw Error(about_file(code, path_, {{"line", std::to_string(scanner_.line())}}));
}

void CsvRecords::tell_progress() {
  if (!progress_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - told_ < kProgressPause) return;
  told_ = now;
  progress_(rows_, rows_expected_);
}

}  // namespace sondeo::ingest::detail
