#include "program/cli/table_file.hpp"

#include <ctime>
#include <filesystem>
#include <optional>

#include "engine/base/atomic_file.hpp"
#include "engine/base/staged_folder.hpp"
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

namespace {

Diagnostics write_as(const std::filesystem::path& path, const Table& table) {
  // 1980-01-01, as in workbooks: the same table gives the same bytes on every day.
  constexpr std::time_t kDate = 315'532'800;
  ingest::WriteOptions options;
  options.overwrite = true;
  options.timestamp = kDate;
  if (path.extension() == ".sav") return ingest::write_sav(path, table, options);
  if (path.extension() == ".dta") return ingest::write_dta(path, table, options);
  ingest::write_csv(path, table, options);
  return {};
}

}  // namespace

Diagnostics write_table_file(const Written& file, const Table& table, bool overwrite, Interrupt& interrupt) {
  const std::filesystem::path path(file.text);
  Diagnostics findings;
  InterruptGuard guard(interrupt);
  std::optional<StagedFolder> staged;
  guard.guard([&] { return staged.emplace(path.parent_path(), overwrite).temporary(); });
  staged->write_by(path.filename().string(),
                   [&](const auto& temporary) { findings = write_as(temporary, table); });
  interrupt.hold([&staged] { staged->commit(); });
  return findings;
}

}  // namespace sondeo::cli
