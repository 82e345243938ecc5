// Reads bytes as a study and as an instrument. Any text ends in a value or in an Error that is the user's to
// mend; an internal error, a crash or a hang is a fault of ours.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "program/run/study_file.hpp"
#include "questionnaires/instrument_file.hpp"

namespace {

/// Runs a reader and checks that what it throws has a place inside the text.
template <class Reader>
void read(const std::string& text, Reader&& reader) {
  try {
    reader(sondeo::spec::Document::parse(text, "fuzz.toml"));
  } catch (const sondeo::Error& error) {
    const auto& fault = error.diagnostic();
    if (fault.code == sondeo::code::kInternal) std::abort();
    if (fault.place && (fault.place->line < 1 || fault.place->column < 1 || fault.place->length < 1))
      std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  read(text, [](const auto& document) { (void)sondeo::run::parse_study(document); });
  read(text, [](const auto& document) { (void)sondeo::questionnaires::read_instrument(document); });
  return 0;
}
