#include "engine/ingest/file_windows.hpp"

#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/csv_file.hpp"
#include "engine/ingest/detail/guarded_file.hpp"
#include "engine/ingest/detail/named_positions.hpp"
#include "engine/ingest/detail/source_file.hpp"

namespace sondeo::ingest {

struct FileWindows::Position {
  detail::RowWindow of_rows;
  detail::CsvRecords::Position of_csv;
};

bool has_windows(FileFormat format) { return format != FileFormat::kPor; }

FileWindows::FileWindows(FileDescription file, std::span<const std::string> names, ReadOptions options)
    : file_(std::move(file)),
      wanted_(detail::named_positions(file_, names)),
      options_(std::move(options)),
      position_(std::make_unique<Position>()) {
  ensure(has_windows(file_.format) && !wanted_.empty(), "windows of a file that has none");
}

FileWindows::~FileWindows() = default;

Table FileWindows::next(std::size_t rows) {
  if (file_.format == FileFormat::kCsv) {
    Table table = detail::read_csv_window(file_, wanted_, options_, rows, position_->of_csv);
    ended_ = position_->of_csv.rows >= static_cast<std::size_t>(file_.rows);
    return table;
  }
  position_->of_rows.row_count = rows;
  ReadOptions options = options_;
  const std::uint64_t before = position_->of_rows.first_row;
  if (options_.progress && file_.rows >= 0) {
    options.progress = [this, before](std::uint64_t done, std::uint64_t) {
      options_.progress(before + done, static_cast<std::uint64_t>(file_.rows));
    };
  }
  Table table = detail::read_guarded_window(file_, wanted_, options, position_->of_rows);
  const std::uint64_t done = position_->of_rows.first_row;
  const bool all = file_.rows >= 0 && done >= static_cast<std::uint64_t>(file_.rows);
  ended_ = table.rows() < rows || all;
  if (ended_ && file_.rows >= 0 && !all) throw Error(detail::about_file(code::kFileChanged, file_.path));
  return table;
}

}  // namespace sondeo::ingest
