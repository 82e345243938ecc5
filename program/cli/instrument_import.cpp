#include "program/cli/instrument_import.hpp"

#include <filesystem>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/codebook.hpp"
#include "engine/ingest/workbook.hpp"
#include "engine/spec/document.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/exit_code.hpp"
#include "questionnaires/codebook_draft.hpp"
#include "questionnaires/draft.hpp"
#include "questionnaires/instrument_file.hpp"
#include "questionnaires/xlsform.hpp"

namespace sondeo::cli {

namespace {

questionnaires::InstrumentDraft draft_of(const std::filesystem::path& file) {
  if (ingest::is_workbook_name(file)) {
    return questionnaires::draft_of_xlsform(ingest::read_workbook(file));
  }
  if (ingest::looks_like_xml(file)) return questionnaires::draft_of_codebook(ingest::read_codebook(file));
  throw Error({code::kImportFormat, {{"file", file.string()}}, {}, {}, {}});
}

}  // namespace

int run_instrument_import(const CommandLine& line, Session& session) {
  for (const char* flag : {"--format", "--study", "--data"}) {
    if (const auto given = line.value(flag)) {
      throw Error({code::kImportFlag, {{"flag", flag}}, given->place, {}, "sondeo instruments --help"});
    }
  }
  if (line.arguments().size() < 2) {
    throw Error({code::kImportNoFile, {}, line.arguments().front().place, {}, "sondeo instruments --help"});
  }
  check_output_of(line);
  const auto draft = draft_of(line.arguments()[1].text);
  const std::string text = questionnaires::write_instrument(draft);
  // What is written must be read again: an instrument that `check` refuses is of no use.
  static_cast<void>(questionnaires::read_instrument(spec::Document::parse(text, draft.instrument.id)));
  session.show(draft.findings);
  session.write_result(line, text);
  return kExitDone;
}

}  // namespace sondeo::cli
