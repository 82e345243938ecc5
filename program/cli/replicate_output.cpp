#include "program/cli/replicate_output.hpp"

#include <filesystem>

#include "engine/base/atomic_file.hpp"
#include "engine/ingest/write.hpp"

namespace sondeo::cli {

void check_replicate_output(const CommandLine& line, const run::Study& study) {
  const auto file = line.value("--write-replicates");
  if (!file) return;
  const std::filesystem::path path(file->text);
  const auto ending = path.extension();
  if (ending != ".csv" && ending != ".sav" && ending != ".dta") {
    throw Error({Code::kWriteReplicatesFormat, {{"file", file->text}}, file->place, {}, {}});
  }
  if (!study.estimate.replicates) throw Error({Code::kWriteReplicatesNone, {}, file->place, {}, {}});
  check_output(path, line.has("--force"));
}

Diagnostics write_replicates(const CommandLine& line, const std::optional<Table>& replicates) {
  const auto file = line.value("--write-replicates");
  if (!file || !replicates) return {};
  const std::filesystem::path path(file->text);
  ingest::WriteOptions options;
  options.overwrite = line.has("--force");
  if (path.extension() == ".sav") return ingest::write_sav(path, *replicates, options);
  if (path.extension() == ".dta") return ingest::write_dta(path, *replicates, options);
  ingest::write_csv(path, *replicates, options);
  return {};
}

}  // namespace sondeo::cli
