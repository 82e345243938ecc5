#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/atomic_file.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/base/staged_folder.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/crash.hpp"
#include "program/cli/print_pdf.hpp"
#include "program/cli/progress_line.hpp"
#include "program/cli/report_files.hpp"
#include "program/cli/result.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/usage.hpp"
#include "program/run/execute.hpp"
#include "reports/codes.hpp"
#include "reports/withhold.hpp"

namespace sondeo::cli {

namespace {

namespace fs = std::filesystem;

/// Whether some indicator is one of the SDGs' series, without which there is nothing for SDMX.
bool names_series(const questionnaires::Instrument& instrument) {
  return std::any_of(instrument.indicators.begin(), instrument.indicators.end(),
                     [](const auto& indicator) { return !indicator.sdg_series.empty(); });
}

/// What the study asks for, with the run's language where it names none.
reports::ReportSpec report_spec(const run::Study& study, const Session& session) {
  reports::ReportSpec spec = study.report.value_or(reports::ReportSpec{});
  if (spec.languages.empty()) spec.languages = {std::string(language_code(session.language()))};
  const auto asked = [&spec](reports::Output output) {
    return std::find(spec.outputs.begin(), spec.outputs.end(), output) != spec.outputs.end();
  };
  if (asked(reports::Output::kPdf)) static_cast<void>(PdfPrinter());  // told before the work if there is none
  if (asked(reports::Output::kOpenData) && !spec.license) throw Error({code::kLicenseNeeded, {}, {}, {}, {}});
  using reports::Output;
  const bool sdmx = asked(Output::kSdmxCsv) || asked(Output::kSdmxCsv1) || asked(Output::kSdmxMl);
  if (sdmx && !names_series(study.instrument)) throw Error({code::kSdmxNoSeries, {}, {}, {}, {}});
  return spec;
}

/// Refuses before the work what could not be written after it.
void check_files(const fs::path& folder, const std::vector<std::string>& names, bool overwrite) {
  for (const auto& name : names) {
    std::error_code ignored;
    if (fs::exists(folder / name, ignored)) check_output(folder / name, overwrite);
  }
}

std::vector<LanguageResult> estimated(const run::Study& study, const reports::ReportSpec& spec,
                                      run::RunOptions& options, ProgressLine& progress, Timings& timings,
                                      Session& session) {
  options.language = spec.languages.front();
  options.other_languages.assign(spec.languages.begin() + 1, spec.languages.end());
  std::vector<LanguageResult> results;
  results.reserve(spec.languages.size());
  results.push_back({options.language, run::estimate(study, options)});
  timings.end_of("estimate");
  progress.clear();
  session.show(results.front().result.findings);
  for (const auto& language : options.other_languages) {
    results.push_back({language, run::in_language(study, results.front().result, language)});
  }
  for (auto& each : results) reports::withhold_unpublishable(each.result.table);
  return results;
}

/// Folders made for a report, which an interrupt takes away again as long as nothing is in them.
class MadeFolders {
 public:
  MadeFolders() = default;
  ~MadeFolders() {
    for (const auto& folder : folders_) keep_on_end(folder);
  }
  MadeFolders(const MadeFolders&) = delete;
  MadeFolders& operator=(const MadeFolders&) = delete;
  MadeFolders(MadeFolders&&) = delete;
  MadeFolders& operator=(MadeFolders&&) = delete;

  void watch(std::vector<fs::path> folders) {
    folders_ = std::move(folders);
    for (const auto& folder : folders_) remove_if_empty_on_end(folder);
  }

 private:
  std::vector<fs::path> folders_;
};

}  // namespace

int run_report(const CommandLine& line, Session& session) {
  const run::Study study = study_of(line);
  const reports::ReportSpec spec = report_spec(study, session);
  const bool overwrite = line.has("--force");
  const auto given = line.value("--out");
  const fs::path folder = given ? given->text : "report";
  check_files(folder, planned_files(study, spec), overwrite);
  InterruptGuard guard(session.interrupt());
  MadeFolders folders;
  std::optional<StagedFolder> made;
  guard.guard([&] {
    made.emplace(folder, overwrite);
    folders.watch(made->made());
    return made->temporary();
  });
  StagedFolder& staged = *made;
  const Usage usage;
  Timings timings;
  ProgressLine progress(session.quiet());
  run::RunOptions options = run_options(line, session, progress, "");
  options.with_plan = true;
  options.for_readers = true;
  const auto results = estimated(study, spec, options, progress, timings, session);
  write_report_files(study, spec, results, options, staged, timings, session);
  session.interrupt().hold([&staged] { staged.commit(); });
  if (!session.quiet()) {
    for (const auto& name : staged.names()) session.tell((folder / name).string() + "\n");
  }
  if (session.verbose()) session.tell(usage.line());
  return exit_code_of_result(results.front().result, line, session);
}

}  // namespace sondeo::cli
