#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <readstat.h>

namespace sondeo::ingest::reader {

/// The file to read, mapped; and ReadStat's way to it, without a system call per read.
class MappedInput {
 public:
  MappedInput();
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  /// Makes a parser read from here, from the beginning.
  void attach(readstat_parser_t* parser);

 private:
  static readstat_off_t seek(readstat_off_t offset, readstat_io_flags_t whence, void* context);
  static ssize_t read(void* buffer, std::size_t count, void* context);

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace sondeo::ingest::reader
