#include "engine/ingest/detail/csv_detection.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "engine/ingest/detail/csv_number.hpp"
#include "engine/ingest/detail/csv_scanner.hpp"
#include "engine/ingest/detail/encoding.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::size_t kSampleBytes = 1U << 18U;
constexpr std::size_t kSampleRecords = 500;
constexpr std::array<char, 4> kSeparators = {',', ';', '\t', '|'};

/// The beginning of the file, up to the end of a line.
std::string_view sample_of(std::string_view bytes) {
  if (bytes.size() <= kSampleBytes) return bytes;
  const std::size_t end = bytes.rfind('\n', kSampleBytes);
  return bytes.substr(0, end == std::string_view::npos ? kSampleBytes : end + 1);
}

struct Trial {
  std::size_t columns = 0;
  std::size_t records = 0;
  std::size_t agreeing = 0;  ///< records with as many fields as the header
};

Trial try_separator(std::string_view sample, char separator) {
  CsvScanner scanner(sample, separator, '"');
  std::vector<CsvField> fields;
  Trial trial;
  while (trial.records < kSampleRecords && scanner.next(fields)) {
    if (trial.records == 0) trial.columns = fields.size();
    ++trial.records;
    if (fields.size() == trial.columns) ++trial.agreeing;
  }
  return trial;
}

/// Splits every record alike, into the most fields; next best, most records.
char best_separator(std::string_view sample) {
  char best = kSeparators.front();
  double best_share = 0;
  std::size_t best_columns = 1;
  for (const char separator : kSeparators) {
    const Trial trial = try_separator(sample, separator);
    if (trial.columns < 2) continue;
    const double share = static_cast<double>(trial.agreeing) / static_cast<double>(trial.records);
    if (share > best_share || (share == best_share && trial.columns > best_columns)) {
      best = separator;
      best_share = share;
      best_columns = trial.columns;
    }
  }
  return best;
}

/// A decimal comma is believed when numbers have one, and none has a point.
char decimal_mark(std::string_view sample, char separator) {
  if (separator == ',') return '.';
  CsvScanner scanner(sample, separator, '"');
  std::vector<CsvField> fields;
  std::size_t commas = 0;
  std::size_t points = 0;
  for (std::size_t record = 0; record < kSampleRecords && scanner.next(fields); ++record) {
    for (const CsvField& field : fields) {
      if (field.text.find(',') != std::string_view::npos) {
        commas += csv_value(field.text, ',').kind == CsvValueKind::kNumber ? 1U : 0U;
      } else if (field.text.find('.') != std::string_view::npos) {
        points += csv_value(field.text, '.').kind == CsvValueKind::kNumber ? 1U : 0U;
      }
    }
  }
  return commas > 0 && points == 0 ? ',' : '.';
}

/// Whether bytes of any number are UTF-8, looked at a stretch at a time.
bool all_utf8(std::string_view bytes, const std::function<void(std::size_t)>& let_go) {
  constexpr std::size_t kStretch = std::size_t{8} << 20U;
  constexpr std::size_t kLongestLetter = 4;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string_view stretch = bytes.substr(at, kStretch);
    const std::size_t valid = is_ascii(stretch) ? stretch.size() : valid_utf8_prefix(stretch);
    const bool cut = at + stretch.size() < bytes.size() && valid + kLongestLetter > stretch.size();
    if (valid < stretch.size() && !cut) return false;
    at += valid;
    let_go(at);
  }
  return true;
}

}  // namespace

CsvDialect detect_dialect(std::string_view bytes, const std::function<void(std::size_t)>& let_go) {
  CsvDialect dialect;
  dialect.detected = true;
  const std::string_view sample = sample_of(bytes);
  dialect.separator = best_separator(sample);
  dialect.decimal = decimal_mark(sample, dialect.separator);
  dialect.encoding = all_utf8(bytes, let_go) ? "UTF-8" : "WINDOWS-1252";
  return dialect;
}

}  // namespace sondeo::ingest::detail
