#pragma once

#include "engine/base/diagnostic.hpp"
#include "engine/table/table.hpp"
#include "program/cli/interrupt.hpp"

namespace sondeo::cli {

/// Refuses a file of weights that could not be written, before anything is computed.
/// @param format_fault  of an ending that is none of .csv, .sav and .dta
/// @throws Error format_fault, 8xxx
void check_table_file(const Written& file, Code format_fault, bool overwrite);

/// Writes a table as the file's ending says.
/// @return warnings of the format  @throws Error 8xxx
Diagnostics write_table_file(const Written& file, const Table& table, bool overwrite, Interrupt& interrupt);

}  // namespace sondeo::cli
