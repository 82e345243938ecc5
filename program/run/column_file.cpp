#include "program/run/column_file.hpp"

#include <algorithm>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/ingest/file.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::run {

Table read_column_file(const Study& study, const Written& file, const std::vector<std::string>& names,
                       const RunOptions& options, Code absent) {
  ingest::ReadOptions reading;
  reading.memory_limit = options.memory_limit;
  reading.threads = options.threads;
  reading.reader_program = options.reader_program;
  const auto description = ingest::describe(study_or_working_file(study, file), reading);
  const auto present = description.names();
  for (const auto& name : names) {
    if (std::find(present.begin(), present.end(), name) != present.end()) continue;
    throw Error(
        {absent, {{"file", file.text}, {"column", name}}, file.place, nearest_names(name, present), {}});
  }
  return ingest::read(description, names, reading);
}

}  // namespace sondeo::run
