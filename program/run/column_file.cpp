#include "program/run/column_file.hpp"

#include <algorithm>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/ingest/file.hpp"
#include "engine/ingest/workbook_table.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::run {

namespace {

/// The columns to be read, all of which are there.
std::vector<std::string> columns_of(const Written& file, const std::vector<std::string>& wanted,
                                    const std::vector<std::string>& present, Code absent) {
  if (wanted.empty()) return present;
  for (const auto& name : wanted) {
    if (std::find(present.begin(), present.end(), name) != present.end()) continue;
    throw Error(
        {absent, {{"file", file.text}, {"column", name}}, file.place, nearest_names(name, present), {}});
  }
  return wanted;
}

Table read_sheet(const Study& study, const Written& file, const std::vector<std::string>& wanted, Code absent,
                 const std::optional<Written>& sheet) {
  const auto path = study_or_working_file(study, file);
  try {
    const auto book = ingest::read_workbook(path);
    const auto& chosen = ingest::chosen_sheet(book, sheet);
    auto present = ingest::names_of_sheet(chosen);
    present.erase(std::remove(present.begin(), present.end(), std::string()), present.end());
    return ingest::table_of_sheet(book, chosen, columns_of(file, wanted, present, absent));
  } catch (const Error& error) {
    // What is wrong in a file is told where the study names it.
    Diagnostic diagnostic = error.diagnostic();
    if (!diagnostic.place) diagnostic.place = file.place;
    throw Error(std::move(diagnostic));
  }
}

}  // namespace

Table read_column_file(const Study& study, const Written& file, const std::vector<std::string>& names,
                       const RunOptions& options, Code absent, const std::optional<Written>& sheet) {
  if (ingest::is_workbook_name(file.text)) return read_sheet(study, file, names, absent, sheet);
  ingest::ReadOptions reading;
  reading.memory_limit = options.memory_limit;
  reading.threads = options.threads;
  reading.reader_program = options.reader_program;
  const auto description = ingest::describe(study_or_working_file(study, file), reading);
  return ingest::read(description, columns_of(file, names, description.names(), absent), reading);
}

}  // namespace sondeo::run
