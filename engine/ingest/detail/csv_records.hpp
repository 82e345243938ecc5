#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

#include "engine/base/progress.hpp"
#include "engine/ingest/csv_dialect.hpp"
#include "engine/ingest/detail/csv_scanner.hpp"

namespace sondeo::ingest::detail {

/// The rows of one CSV file behind its header: faults become Errors that name the line, progress is told.
class CsvRecords {
 public:
  /// @throws Error 4xxx when there is no header
  CsvRecords(const std::filesystem::path& path, std::string_view bytes, const CsvDialect& dialect,
             const Progress& progress, std::size_t rows_expected);

  [[nodiscard]] const std::vector<CsvField>& header() const { return header_; }
  /// The next row's fields, as many as the header has. @throws Error 4xxx for a row with more or fewer
  [[nodiscard]] bool next(std::vector<CsvField>& fields);
  /// Where the records gone through end, for `go_on` of another.
  struct Position {
    std::size_t byte = 0;  ///< 0: behind the header
    std::size_t line = 0;
    std::size_t rows = 0;
  };
  [[nodiscard]] Position position() const {
    return {scanner_.position(), scanner_.line_of_position(), rows_};
  }
  void go_on(const Position& position);
  [[nodiscard]] std::size_t line() const { return scanner_.line(); }
  [[nodiscard]] std::size_t rows() const { return rows_; }

 private:
  void check_fault() const;
  void tell_progress();

  const std::filesystem::path& path_;
  CsvScanner scanner_;
  const Progress& progress_;
  std::size_t rows_expected_;
  std::size_t rows_ = 0;
  std::vector<CsvField> header_;
  std::chrono::steady_clock::time_point told_ = std::chrono::steady_clock::now();
};

}  // namespace sondeo::ingest::detail
