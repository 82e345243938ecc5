// Reads bytes as a workbook and its sheets as tables. Any bytes end in cells or in an Error that says what is
// wrong with the file; an internal error, a crash or a hang is a fault of ours.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/ingest/workbook_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = ::memfd_create("workbook", MFD_CLOEXEC);
  if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  sondeo::ingest::WorkbookLimits limits;
  limits.part_bytes = 1U << 20U;
  limits.cells = 10'000;
  try {
    const auto book = sondeo::ingest::read_workbook("/proc/self/fd/" + std::to_string(file), limits);
    for (const auto& sheet : book.sheets) {
      for (const auto& name : sondeo::ingest::names_of_sheet(sheet)) {
        if (name.empty() || sheet.rows() > limits.cells) continue;
        (void)sondeo::ingest::table_of_sheet(book, sheet, std::vector{name});
      }
    }
  } catch (const sondeo::Error& error) {
    if (error.diagnostic().code == sondeo::code::kInternal) std::abort();
  }
  ::close(file);
  return 0;
}
