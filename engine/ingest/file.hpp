#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/progress.hpp"
#include "engine/ingest/csv_dialect.hpp"
#include "engine/table/table.hpp"
#include "engine/table/variable.hpp"

namespace sondeo::ingest {

/// The kinds of survey file that can be read.
enum class FileFormat { kSav, kZsav, kPor, kDta, kCsv };

/// How to read a file; the defaults suit a file that says everything about itself.
struct ReadOptions {
  std::string encoding;               ///< overrides what the file says; empty: the file's own
  std::optional<CsvDialect> dialect;  ///< declared dialect of a CSV; absent: detected
  std::uint64_t memory_limit =
      0;                 ///< bytes that this read may need; 0: three quarters of the machine's memory
  unsigned threads = 1;  ///< how many threads may work
  Progress progress;     ///< called at most about ten times a second; may be empty
  std::filesystem::path reader_program;  ///< empty: beside the running program, or in ../libexec/sondeo
  unsigned time_limit = 0;               ///< seconds that the reader program may take; 0: by the file's size
};

/// A file's metadata: what is known before its values are read.
struct FileDescription {
  std::filesystem::path path;
  FileFormat format = FileFormat::kSav;
  std::string label;       ///< of the whole file
  std::string encoding;    ///< in which its texts are decoded: declared by the file, assumed, or given
  std::int64_t rows = -1;  ///< -1 when the file does not say
  std::vector<Variable> variables;    ///< in the file's order
  std::optional<CsvDialect> dialect;  ///< of a CSV
  Diagnostics findings;               ///< warnings (codes 0xxx)

  [[nodiscard]] std::vector<std::string> names() const;
};

/// The metadata of a survey file. A CSV is looked at as a whole: dialect, types, count of rows.
/// @throws Error 4xxx when the file cannot be read, is damaged, or its texts cannot be decoded
[[nodiscard]] FileDescription describe(const std::filesystem::path& path, const ReadOptions& options);

/// The columns `names`, in that order, and no others.
/// @throws Error 3xxx for a name that the file does not have; 4xxx for a file that cannot be read or that
///   changed since it was described; 9xxx when the columns need more memory than `options.memory_limit`
[[nodiscard]] Table read(const FileDescription& file, std::span<const std::string> names,
                         const ReadOptions& options);

}  // namespace sondeo::ingest
