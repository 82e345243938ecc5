#include "program/run/reading.hpp"

namespace sondeo::run {

ingest::ReadOptions reading_of(const ingest::DataSpec& spec, const RunOptions& options) {
  ingest::ReadOptions reading;
  reading.encoding = options.encoding.empty() ? spec.encoding : options.encoding;
  reading.dialect = options.dialect ? options.dialect : spec.dialect;
  reading.memory_limit = options.memory_limit;
  reading.threads = options.threads;
  reading.progress = options.progress;
  reading.reader_program = options.reader_program;
  return reading;
}

}  // namespace sondeo::run
