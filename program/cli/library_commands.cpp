#include <optional>
#include <string>
#include <vector>

#include "engine/base/nearest.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/instrument_import.hpp"
#include "program/cli/result.hpp"
#include "program/run/catalogue_indicators.hpp"
#include "program/run/study_file.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/library.hpp"
#include "reports/instrument_report.hpp"

namespace sondeo::cli {

namespace {

using questionnaires::CatalogueEntry;
using questionnaires::EntryStatus;
using questionnaires::Instrument;

reports::LibraryStyle style_of(const CommandLine& line, const Session& session) {
  return {terminal_style(session, line), std::string(language_code(session.language()))};
}

/// The study of `--study`, as it is written.
std::optional<run::Study> beside_study(const CommandLine& line) {
  const auto file = line.value("--study");
  if (!file) return std::nullopt;
  std::optional<std::filesystem::path> folder;
  if (const auto data = line.value("--data")) folder = data->text;
  return run::read_study_texts(file->text, folder);
}

const CatalogueEntry& entry_asked(const Written& asked) {
  const CatalogueEntry* entry = questionnaires::find_catalogue_entry(asked.text);
  if (entry == nullptr) entry = questionnaires::find_entry_of_figure(asked.text);
  if (entry != nullptr) return *entry;
  throw Error({code::kCatalogueUnknown,
               {{"indicator", asked.text}},
               asked.place,
               nearest_names(asked.text, questionnaires::catalogue_ids()),
               "sondeo indicators"});
}

std::string catalogue_text(Format format, const reports::LibraryStyle& style) {
  const auto& entries = questionnaires::catalogue();
  if (format == Format::kJson) return reports::write_catalogue_json(entries);
  if (format == Format::kCsv) return reports::write_catalogue_csv(entries, style.language);
  return reports::write_catalogue_text(entries, style);
}

std::string entry_text(const CatalogueEntry& entry, const EntryStatus* status, Format format,
                       const reports::LibraryStyle& style) {
  if (format == Format::kJson) return reports::write_entry_json(entry, status);
  if (format == Format::kCsv) return reports::write_catalogue_csv({&entry, 1}, style.language);
  return reports::write_entry_text(entry, status, style);
}

/// The whole catalogue under a study: one entry after another.
std::string all_entries_text(const run::Study& study, Format format, const reports::LibraryStyle& style) {
  if (format == Format::kCsv) return catalogue_text(format, style);
  std::string result;
  for (const CatalogueEntry& entry : questionnaires::catalogue()) {
    const EntryStatus status = run::catalogue_status(study, entry);
    if (!result.empty()) result += format == Format::kJson ? ",\n" : "\n";
    std::string text = entry_text(entry, &status, format, style);
    if (format == Format::kJson) text.pop_back();  // its line end
    result += text;
  }
  return format == Format::kJson ? "[\n" + result + "\n]\n" : result;
}

std::vector<Instrument> library_instruments() {
  std::vector<Instrument> instruments;
  for (const auto& file : questionnaires::instruments_files()) {
    instruments.push_back(questionnaires::read_library_instrument(file));
  }
  return instruments;
}

Instrument instrument_asked(const Written& asked) {
  if (const auto* file = questionnaires::find_library_instrument(asked.text)) {
    return questionnaires::read_library_instrument(*file);
  }
  std::vector<std::string> ids;
  for (const auto& file : questionnaires::instruments_files()) ids.emplace_back(file.first);
  throw Error({code::kInstrumentUnknown,
               {{"instrument", asked.text}},
               asked.place,
               nearest_names(asked.text, ids),
               "sondeo instruments"});
}

std::string instruments_text(Format format, const reports::LibraryStyle& style) {
  const auto instruments = library_instruments();
  if (format == Format::kJson) return reports::write_instruments_json(instruments);
  if (format == Format::kCsv) return reports::write_instruments_csv(instruments, style.language);
  return reports::write_instruments_text(instruments, style);
}

std::string instrument_text(const Instrument& instrument, std::span<const questionnaires::MappedItem> mapped,
                            Format format, const reports::LibraryStyle& style) {
  if (format == Format::kJson) return reports::write_instrument_json(instrument, mapped);
  if (format == Format::kCsv) return reports::write_instruments_csv({&instrument, 1}, style.language);
  return reports::write_instrument_text(instrument, mapped, style);
}

/// The instrument of the study, which must be the one asked for if one was.
std::string instrument_of_study(const run::Study& study, const std::optional<Written>& asked, Format format,
                                const reports::LibraryStyle& style) {
  if (asked && asked->text != study.instrument.id) {
    throw Error({code::kInstrumentNotOfStudy,
                 {{"instrument", asked->text}, {"study", study.instrument.id}},
                 asked->place,
                 {},
                 {}});
  }
  return instrument_text(study.instrument, run::mapped_items(study), format, style);
}

}  // namespace

int run_indicators(const CommandLine& line, Session& session) {
  const Format format = format_of(line);
  check_output_of(line);
  const auto style = style_of(line, session);
  const auto study = beside_study(line);
  std::string text;
  if (line.argument()) {
    const CatalogueEntry& entry = entry_asked(*line.argument());
    std::optional<EntryStatus> status;
    if (study) status = run::catalogue_status(*study, entry);
    text = entry_text(entry, status ? &*status : nullptr, format, style);
  } else {
    text = study ? all_entries_text(*study, format, style) : catalogue_text(format, style);
  }
  session.write_result(line, text);
  return kExitDone;
}

int run_instruments(const CommandLine& line, Session& session) {
  if (line.argument() && line.argument()->text == "import") return run_instrument_import(line, session);
  if (line.arguments().size() > 1) {
    throw Error({code::kUnexpectedArgument,
                 {{"argument", line.arguments()[1].text}, {"command", line.command_name()}},
                 line.arguments()[1].place,
                 {},
                 "sondeo instruments --help"});
  }
  const Format format = format_of(line);
  check_output_of(line);
  const auto style = style_of(line, session);
  std::string text;
  if (const auto study = beside_study(line)) {
    text = instrument_of_study(*study, line.argument(), format, style);
  } else if (line.argument()) {
    text = instrument_text(instrument_asked(*line.argument()), {}, format, style);
  } else {
    text = instruments_text(format, style);
  }
  session.write_result(line, text);
  return kExitDone;
}

}  // namespace sondeo::cli
