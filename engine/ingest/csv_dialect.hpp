#pragma once

#include <string>

namespace sondeo::ingest {

/// How a CSV file is written: declared by the user or detected, and always printed.
struct CsvDialect {
  char separator = ',';
  char quote = '"';
  char decimal = '.';
  std::string encoding = "UTF-8";
  bool byte_order_mark = false;
  bool detected = false;  ///< false: as declared
};

}  // namespace sondeo::ingest
