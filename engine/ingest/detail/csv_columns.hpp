#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/ingest/detail/csv_scanner.hpp"
#include "engine/ingest/detail/narrow_column.hpp"
#include "engine/ingest/detail/text_pool.hpp"
#include "engine/ingest/file.hpp"

namespace sondeo::ingest::detail {

/// Columns that grow row by row from CSV fields.
class CsvColumns {
 public:
  /// @throws Error 9xxx when they need more than `limit` bytes
  CsvColumns(const FileDescription& file, const std::vector<std::uint32_t>& variables, std::size_t rows,
             std::uint64_t limit);

  /// Adds a row; false when a number column meets something else: the file is not the one described.
  [[nodiscard]] bool add_row(const std::vector<CsvField>& fields);
  /// @throws Error 4xxx when texts cannot be decoded
  [[nodiscard]] Table finish();

 private:
  struct Column {
    std::uint32_t variable = 0;
    bool text = false;
    std::shared_ptr<std::byte> area;
    NarrowColumn numbers;
    std::vector<double> pending;
    TextPool pool;
    std::shared_ptr<std::vector<std::int32_t>> ids;
  };
  bool add_number(Column& column, const CsvField& field);
  void add_text(Column& column, const CsvField& field);
  sondeo::Column number_column(Column& column) const;
  sondeo::Column text_column(Column& column, bool& decodable) const;

  const FileDescription& file_;
  std::size_t rows_;
  std::vector<Column> columns_;
};

}  // namespace sondeo::ingest::detail
