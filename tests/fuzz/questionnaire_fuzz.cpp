// Reads bytes as a DDI-Codebook, or where they begin as a workbook does as an XLSForm, and writes the
// instrument that it describes. Any bytes end in an instrument that is read again, or in an Error that is the
// user's to mend.
#include "engine/ingest/codebook.hpp"
#include "engine/ingest/workbook.hpp"
#include "engine/spec/document.hpp"
#include "memory_file.hpp"
#include "questionnaires/codebook_draft.hpp"
#include "questionnaires/draft.hpp"
#include "questionnaires/instrument_file.hpp"
#include "questionnaires/xlsform.hpp"

namespace {

using namespace sondeo;

void write_and_read(const questionnaires::InstrumentDraft& draft) {
  const std::string text = questionnaires::write_instrument(draft);
  try {
    static_cast<void>(questionnaires::read_instrument(spec::Document::parse(text, "draft.toml")));
  } catch (const Error&) {
    std::abort();  // what is written must be read again
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::MemoryFile file(data, size);
  fuzz::ends_well([&] {
    if (size > 1 && data[0] == 'P' && data[1] == 'K') {
      ingest::WorkbookLimits limits;
      limits.part_bytes = 1U << 20U;
      limits.cells = 10'000;
      write_and_read(questionnaires::draft_of_xlsform(ingest::read_workbook(file.path(), limits)));
    } else {
      write_and_read(questionnaires::draft_of_codebook(ingest::read_codebook(file.path())));
    }
  });
  return 0;
}
