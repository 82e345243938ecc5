#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <readstat.h>

#include "engine/base/atomic_file.hpp"
#include "engine/base/memory_watch.hpp"
#include "engine/ingest/write.hpp"

namespace sondeo::ingest::detail {

/// What ReadStat needs to write one file: the writer, where its bytes go, one variable for each column.
class StatWriter {
 public:
  StatWriter(const std::filesystem::path& path, const Table& table, const WriteOptions& options);

  [[nodiscard]] readstat_writer_t* get() const { return writer_.get(); }
  /// Adds a column's variable with its name and label.
  readstat_variable_t* add(const Column& column, readstat_type_t type, std::size_t width);
  /// Adds an empty set of value labels.
  readstat_label_set_t* add_labels(readstat_type_t type);

  /// Writes the rows after `begin` has begun the format, and puts the file in its place. @throws Error 8xxx
  void write(readstat_error_t begun);
  /// SPSS headers hold the time of writing at a fixed place, in local time: with a given time they are made
  /// the same everywhere by writing it in UTC.
  void fix_sav_time();
  /// The format has missing values with tags (Stata's has).
  void keep_tags() { keeps_tags_ = true; }

 private:
  static ssize_t take(const void* data, std::size_t length, void* context);
  void write_row(std::size_t row);
  void check(readstat_error_t error, const std::string& variable) const;

  const Table& table_;
  const WriteOptions& options_;
  AtomicFile file_;
  MemoryWatch memory_;
  std::unique_ptr<readstat_writer_t, decltype(&readstat_writer_free)> writer_;
  std::vector<const readstat_variable_t*> variables_;
  std::string header_;  ///< the first bytes, kept until they are whole
  bool fixes_header_ = false;
  bool keeps_tags_ = false;
};

/// The longest text of a column in bytes, at least 1.
[[nodiscard]] std::size_t text_width(const Column& column);

/// Stata's missing tag in a stored number: 0 for '.', 1-26 for .a-.z, -1 for a number that is there.
[[nodiscard]] int stored_tag(const StoredNumbers& numbers, std::size_t row);
/// A stored number that is not missing.
[[nodiscard]] double stored_value(const StoredNumbers& numbers, std::size_t row);
/// Whether a missing number carries a tag.
[[nodiscard]] bool has_tags(const Column& column);

}  // namespace sondeo::ingest::detail
