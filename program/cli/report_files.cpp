#include "program/cli/report_files.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "program/cli/output.hpp"
#include "program/cli/print_pdf.hpp"
#include "program/cli/report_page.hpp"
#include "program/run/codebook.hpp"
#include "program/run/input_files.hpp"
#include "program/run/manifest.hpp"
#include "questionnaires/texts.hpp"
#include "reports/csv.hpp"
#include "reports/ddi.hpp"
#include "reports/json.hpp"
#include "reports/open_data.hpp"
#include "reports/open_sdg.hpp"
#include "reports/sdmx.hpp"
#include "reports/weights_tables.hpp"
#include "reports/xlsx.hpp"

namespace sondeo::cli {

namespace {

using reports::Output;

/// A study's id as files may be called: no folder, no hidden file, nothing that a terminal acts upon.
std::string stem_of(const run::Study& study) {
  std::string stem = study.id;
  const auto doubtful = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '/' || c == '\\';
  };
  std::replace_if(stem.begin(), stem.end(), doubtful, '_');
  if (stem.empty() || stem.front() == '.') stem.insert(stem.begin(), '_');
  return stem;
}

/// Codes are the same in every language: these outputs are written once.
bool once(Output output) {
  return output != Output::kCsv && output != Output::kJson && output != Output::kXlsx &&
         output != Output::kPdf;
}

/// "national-vaw.es.xlsx"; "national-vaw.sdmx.csv", which has no language
std::string file_name(const std::string& stem, Output output, const std::string& language) {
  switch (output) {
    case Output::kSdmxCsv:
      return stem + ".sdmx.csv";
    case Output::kSdmxCsv1:
      return stem + ".sdmx-1.csv";
    case Output::kSdmxMl:
      return stem + ".sdmx.xml";
    case Output::kOpenSdg:
      return stem + ".open-sdg";
    case Output::kOpenData:
      return stem + ".open-data";
    case Output::kDdi:
      return stem + ".ddi.xml";
    case Output::kHtml:
      return stem + ".html";
    case Output::kCsv:
    case Output::kJson:
    case Output::kXlsx:
    case Output::kPdf:
      break;
  }
  return fmt::format("{}.{}.{}", stem, language, reports::kOutputNames[static_cast<std::size_t>(output)]);
}

std::string manifest_name(const run::Study& study) { return stem_of(study) + ".manifest.json"; }

std::string timings_name(const run::Study& study) { return stem_of(study) + ".timings.json"; }

std::string title_of(const run::Study& study, const std::string& language) {
  const std::string title = questionnaires::text_in(study.title, language);
  return title.empty() ? study.id : title;
}

/// Writes the outputs of one study, one after the other.
class Writer {
 public:
  Writer(const run::Study& study, const reports::ReportSpec& spec, std::span<const LanguageResult> results,
         const run::RunOptions& options, StagedFolder& folder, Session& session)
      : study_(study),
        spec_(spec),
        results_(results),
        options_(options),
        folder_(folder),
        session_(session),
        stem_(stem_of(study)) {
    for (const auto& each : results) {
      tables_.push_back({each.language, title_of(study, each.language), &each.result.table});
    }
  }

  void write(const LanguageResult& of, Output output) {
    const std::string name = file_name(stem_, output, of.language);
    switch (output) {
      case Output::kCsv:
        return folder_.write_pieces(
            name, [&of](const TextSink& sink) { reports::write_csv(of.result.table, sink); });
      case Output::kJson:
        return folder_.write_pieces(
            name, [&of](const TextSink& sink) { reports::write_json(of.result.table, sink); });
      case Output::kXlsx:
        return write_workbook(name, of);
      case Output::kSdmxCsv:
        return folder_.write(name, reports::write_sdmx_csv(observations(), spec_.sdmx));
      case Output::kSdmxCsv1:
        return folder_.write(name, reports::write_sdmx_csv_1(observations(), spec_.sdmx));
      case Output::kSdmxMl:
        return folder_.write(name, reports::write_sdmx_ml(observations(), spec_.sdmx, study_.id));
      case Output::kOpenSdg:
        return write_all(name, reports::write_open_sdg(tables_, {study_.instrument, study_.country,
                                                                 study_.period, spec_.geocode}));
      case Output::kOpenData:
        return reports::write_open_data(tables_, {stem_, *spec_.license},
                                        [&](const std::string& file, const TextWriter& write) {
                                          const std::string below = fmt::format("{}/{}", name, file);
                                          folder_.write_pieces(below, write);
                                          return fingerprint(folder_.temporary() / below);
                                        });
      case Output::kDdi:
        return folder_.write(name, codebook(of));
      case Output::kHtml:
        return folder_.write_pieces(name, page());
      case Output::kPdf:
        return print(name, of.language);
    }
  }

  void write_manifest() {
    std::vector<run::WrittenFile> written;
    written.reserve(folder_.names().size());
    for (const auto& name : folder_.names()) {
      written.push_back({name, fingerprint(folder_.temporary() / name)});
    }
    folder_.write(manifest_name(study_), run::manifest_text(study_, results_.front().result,
                                                            run::input_files(study_, options_), written));
  }

 private:
  [[nodiscard]] std::string codebook(const LanguageResult& of) const {
    reports::Codebook book = run::codebook(study_, options_, of.result.table.design);
    book.design = methods_of(study_, of.language, of.result.table.design, session_);
    return reports::write_ddi(book, spec_.languages);
  }

  [[nodiscard]] reports::NumberFormat number_format() const {
    return spec_.numbers.value_or(reports::number_format_of(study_.country));
  }

  void write_workbook(const std::string& name, const LanguageResult& of) {
    reports::WorkbookText text{
        title_of(study_, of.language), of.language, number_format(), spec_.layout, {}, {}, {}, {}};
    text.weighting = reports::weighting_tables(of.result.weights, reports::Words(of.language));
    text.methods = methods_of(study_, of.language, of.result.table.design, session_);
    const DataQuality quality = quality_in(of.language);
    text.findings = quality.findings;
    text.answers = quality.answers;
    folder_.write_by(name, [&](const std::filesystem::path& temporary) {
      reports::write_xlsx(of.result.table, text, temporary);
    });
  }

  /// The checks look at the data once, whatever the number of languages.
  DataQuality quality_in(const std::string& language) {
    if (!checked_) checked_ = checked_for_report(study_, options_);
    return data_quality(study_, *checked_, language, session_);
  }

  /// All languages in one page.
  TextWriter page() {
    if (!page_) page_ = made_page();
    return [this](const TextSink& sink) { reports::write_html(*page_, sink); };
  }

  /// One language of the page on paper.
  void print(const std::string& name, const std::string& language) {
    InterruptGuard guard(session_.interrupt());
    std::optional<ScratchFolder> made;
    guard.guard([&] { return made.emplace().path(); });
    const std::filesystem::path source = made->path() / "report.html";
    write_file_pieces(source, page(), false, session_.interrupt());
    const PdfPrinter printer;
    folder_.write_by(name, [&](const std::filesystem::path& temporary) {
      printer.print(source, language, temporary, session_.interrupt());
    });
  }

  [[nodiscard]] reports::HtmlReport made_page() {
    reports::HtmlReport page = begin_page(study_);
    for (const auto& each : results_) {
      add_edition(study_, each.language, each.result, quality_in(each.language), session_, page);
      page.editions.back().numbers = number_format();
    }
    return page;
  }

  void write_all(const std::string& below, const std::vector<reports::NamedText>& files) {
    for (const auto& file : files) folder_.write(fmt::format("{}/{}", below, file.name), file.text);
  }

  /// The same for every SDMX message; what was left out of them is said once.
  const std::vector<reports::SdmxObservation>& observations() {
    if (!observations_) {
      Diagnostics findings;
      const auto& first = tables_.front();
      const reports::SdmxSource source{study_.instrument, study_.country, study_.period, first.title,
                                       spec_.sdmx};
      observations_ = reports::sdmx_observations(*first.table, source, findings);
      session_.show(findings);
    }
    return *observations_;
  }

  const run::Study& study_;
  const reports::ReportSpec& spec_;
  std::span<const LanguageResult> results_;
  const run::RunOptions& options_;
  StagedFolder& folder_;
  Session& session_;
  std::string stem_;
  std::vector<reports::LanguageTable> tables_;
  std::optional<std::vector<reports::SdmxObservation>> observations_;
  std::optional<run::CheckResult> checked_;
  std::optional<reports::HtmlReport> page_;
};

}  // namespace

std::vector<std::string> planned_files(const run::Study& study, const reports::ReportSpec& spec) {
  const std::string stem = stem_of(study);
  std::vector<std::string> names;
  for (const auto& language : spec.languages) {
    for (const Output output : spec.outputs) {
      if (once(output) && language != spec.languages.front()) continue;
      const std::string name = file_name(stem, output, language);
      if (output == Output::kOpenData) names.push_back(name + "/datapackage.json");
      if (output != Output::kOpenData && output != Output::kOpenSdg) names.push_back(name);
    }
  }
  names.push_back(manifest_name(study));
  if (spec.timings) names.push_back(timings_name(study));
  return names;
}

void write_report_files(const run::Study& study, const reports::ReportSpec& spec,
                        std::span<const LanguageResult> results, const run::RunOptions& options,
                        StagedFolder& folder, Timings& timings, Session& session) {
  Writer writer(study, spec, results, options, folder, session);
  for (const auto& result : results) {
    for (const Output output : spec.outputs) {
      if (once(output) && &result != &results.front()) continue;
      writer.write(result, output);
      timings.end_of(fmt::format("write {}", file_name(stem_of(study), output, result.language)));
    }
  }
  writer.write_manifest();
  timings.end_of("manifest");
  if (spec.timings) folder.write(timings_name(study), timings.json());
}

}  // namespace sondeo::cli
