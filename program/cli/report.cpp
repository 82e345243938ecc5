#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "engine/base/atomic_file.hpp"
#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/output.hpp"
#include "program/cli/print_pdf.hpp"
#include "program/cli/progress_line.hpp"
#include "program/cli/report_page.hpp"
#include "program/cli/result.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/usage.hpp"
#include "program/run/execute.hpp"
#include "questionnaires/texts.hpp"
#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/sdmx.hpp"
#include "reports/withhold.hpp"
#include "reports/xlsx.hpp"

namespace sondeo::cli {

namespace {

namespace fs = std::filesystem;

using reports::Output;

/// One file of a report.
struct ReportFile {
  fs::path path;
  Output output;
  std::string language;
};

/// "national-vaw.es.xlsx"; "national-vaw.sdmx.csv", which has no language; "national-vaw.html", which has all
std::string file_name(const run::Study& study, Output output, const std::string& language) {
  if (output == Output::kSdmxCsv) return study.id + ".sdmx.csv";
  if (output == Output::kHtml) return study.id + ".html";
  return fmt::format("{}.{}.{}", study.id, language, reports::kOutputNames[static_cast<std::size_t>(output)]);
}

std::vector<ReportFile> files_of(const run::Study& study, const reports::ReportSpec& spec,
                                 const fs::path& folder) {
  std::vector<ReportFile> files;
  for (const auto& language : spec.languages) {
    for (const Output output : spec.outputs) {
      const bool once = output == Output::kSdmxCsv || output == Output::kHtml;
      if (once && language != spec.languages.front()) continue;
      files.push_back({folder / file_name(study, output, language), output, language});
    }
  }
  return files;
}

/// The folder that --out names, made if it is not there.
fs::path output_folder(const CommandLine& line) {
  const auto given = line.value("--out");
  fs::path folder = given ? given->text : "report";
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (!fs::is_directory(folder)) {
    throw Error({code::kOutputNoFolder,
                 {{"file", folder.string()}, {"folder", folder.parent_path().string()}},
                 {},
                 {},
                 {}});
  }
  return folder;
}

std::string title_of(const run::Study& study, const std::string& language) {
  const std::string title = questionnaires::text_in(study.title, language);
  return title.empty() ? study.id : title;
}

std::string sdmx_text(const estimation::EstimateTable& table, const run::Study& study,
                      const std::string& language, const Session& session) {
  Diagnostics findings;
  const reports::SdmxSource source{study.instrument, study.country, study.period, title_of(study, language)};
  const auto observations = reports::sdmx_observations(table, source, findings);
  session.show(findings);
  return reports::write_sdmx_csv(observations);
}

void write_report_file(const ReportFile& file, const estimation::EstimateTable& table,
                       const run::Study& study, bool overwrite, Session& session) {
  Interrupt& interrupt = session.interrupt();
  switch (file.output) {
    case Output::kCsv:
      return write_file(file.path, reports::write_csv(table), overwrite, interrupt);
    case Output::kJson:
      return write_file(file.path, reports::write_json(table), overwrite, interrupt);
    case Output::kSdmxCsv:
      return write_file(file.path, sdmx_text(table, study, file.language, session), overwrite, interrupt);
    case Output::kHtml:
    case Output::kPdf:
      return;  // after the last language
    case Output::kXlsx:
      break;
  }
  const reports::WorkbookText text{title_of(study, file.language), file.language};
  write_file_by(file.path, overwrite, interrupt,
                [&](const fs::path& temporary) { reports::write_xlsx(table, text, temporary); });
}

bool asks_for(const std::vector<ReportFile>& files, Output output) {
  return std::any_of(files.begin(), files.end(),
                     [output](const ReportFile& file) { return file.output == output; });
}

/// The page as HTML, and printed in each language.
void write_pages(const std::vector<ReportFile>& files, const std::string& text,
                 const std::optional<PdfPrinter>& printer, bool overwrite, Session& session) {
  for (const auto& file : files) {
    if (file.output == Output::kHtml) write_file(file.path, text, overwrite, session.interrupt());
  }
  if (!printer) return;
  const ScratchFolder scratch;
  const fs::path page = scratch.path() / "report.html";
  write_file(page, text, false, session.interrupt());
  for (const auto& file : files) {
    if (file.output != Output::kPdf) continue;
    write_file_by(file.path, overwrite, session.interrupt(),
                  [&](const fs::path& temporary) { printer->print(page, file.language, temporary); });
  }
}

}  // namespace

int run_report(const CommandLine& line, Session& session) {
  const run::Study study = study_of(line);
  reports::ReportSpec spec = study.report.value_or(reports::ReportSpec{});
  if (spec.languages.empty()) spec.languages = {std::string(language_code(session.language()))};
  const bool overwrite = line.has("--force");
  const auto files = files_of(study, spec, output_folder(line));
  for (const auto& file : files) check_output(file.path, overwrite);
  std::optional<PdfPrinter> printer;
  if (asks_for(files, Output::kPdf)) printer.emplace();
  const bool has_page = printer || asks_for(files, Output::kHtml);
  reports::HtmlReport page = has_page ? begin_page(study) : reports::HtmlReport{};
  const Usage usage;
  ProgressLine progress(session.quiet());
  run::RunOptions options = run_options(line, session, progress, "");
  run::RunResult result;
  for (const auto& language : spec.languages) {
    options.language = language;
    result = run::estimate(study, options);
    progress.clear();
    if (language == spec.languages.front()) session.show(result.findings);
    reports::withhold_unpublishable(result.table);
    if (has_page) add_edition(study, result.table, options, session, page);
    for (const auto& file : files) {
      if (file.language == language) write_report_file(file, result.table, study, overwrite, session);
    }
  }
  if (has_page) write_pages(files, finish_page(study, options, page), printer, overwrite, session);
  if (!session.quiet()) {
    for (const auto& file : files) session.tell(file.path.string() + "\n");
  }
  if (session.verbose()) session.tell(usage.line());
  return exit_code_of_result(result, line, session);
}

}  // namespace sondeo::cli
