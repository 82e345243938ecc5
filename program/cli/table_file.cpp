#include "program/cli/table_file.hpp"

#include <filesystem>

#include "engine/base/atomic_file.hpp"
#include "engine/ingest/write.hpp"

namespace sondeo::cli {

void check_table_file(const Written& file, Code format_fault, bool overwrite) {
  const std::filesystem::path path(file.text);
  const auto ending = path.extension();
  if (ending != ".csv" && ending != ".sav" && ending != ".dta") {
    throw Error({format_fault, {{"file", file.text}}, file.place, {}, {}});
  }
  check_output(path, overwrite);
}

Diagnostics write_table_file(const Written& file, const Table& table, bool overwrite) {
  const std::filesystem::path path(file.text);
  ingest::WriteOptions options;
  options.overwrite = overwrite;
  if (path.extension() == ".sav") return ingest::write_sav(path, table, options);
  if (path.extension() == ".dta") return ingest::write_dta(path, table, options);
  ingest::write_csv(path, table, options);
  return {};
}

}  // namespace sondeo::cli
