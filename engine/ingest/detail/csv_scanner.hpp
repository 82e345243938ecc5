#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::ingest::detail {

/// One field of a CSV record, as it stands in the file.
struct CsvField {
  std::string_view text;  ///< without the quotes around it
  bool quoted = false;
  bool doubled = false;  ///< has doubled quotes that stand for one
};

/// The text that a field means: doubled quotes become one.
[[nodiscard]] std::string plain_text(const CsvField& field, char quote);

/// Why a scan stopped.
enum class CsvFault { kNone, kOpenQuote, kAfterQuote };

/// Goes through CSV records (RFC 4180; line ends LF, CR LF or CR; quoted fields may hold any of them).
/// Blank lines are passed over in files of several columns.
class CsvScanner {
 public:
  CsvScanner(std::string_view bytes, char separator, char quote);

  /// The next record's fields; false at the end or at a fault.
  [[nodiscard]] bool next(std::vector<CsvField>& fields);
  [[nodiscard]] CsvFault fault() const { return fault_; }
  /// Line, from 1, where the last record began, or the fault was met.
  [[nodiscard]] std::size_t line() const { return record_line_; }
  /// Goes on at a record that begins at a position, in a line.
  void go_on(std::size_t position, std::size_t line) {
    at_ = position;
    line_ = line;
  }
  /// The line, from 1, of `position()`.
  [[nodiscard]] std::size_t line_of_position() const { return line_; }
  /// Bytes gone through.
  [[nodiscard]] std::size_t position() const { return at_; }
  /// Records are single values: blank lines count.
  void keep_blank_lines() { keeps_blank_ = true; }

 private:
  bool quoted_field(CsvField& field);
  void plain_field(CsvField& field);
  /// Steps over a line end, if one is here.
  bool line_end();

  std::string_view bytes_;
  char separator_;
  char quote_;
  bool keeps_blank_ = false;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t record_line_ = 1;
  CsvFault fault_ = CsvFault::kNone;
};

}  // namespace sondeo::ingest::detail
