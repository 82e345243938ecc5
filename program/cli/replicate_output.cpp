#include "program/cli/replicate_output.hpp"

#include "program/cli/codes.hpp"
#include "program/cli/table_file.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

void check_replicate_output(const CommandLine& line, const run::Study& study) {
  const auto file = line.value("--write-replicates");
  if (!file) return;
  check_table_file(*file, code::kWriteReplicatesFormat, line.has("--force"));
  if (!study.estimate.replicates) throw Error({code::kWriteReplicatesNone, {}, file->place, {}, {}});
}

Diagnostics write_replicates(const CommandLine& line, const std::optional<Table>& replicates,
                             Interrupt& interrupt) {
  const auto file = line.value("--write-replicates");
  if (!file || !replicates) return {};
  return write_table_file(*file, *replicates, line.has("--force"), interrupt);
}

}  // namespace sondeo::cli
