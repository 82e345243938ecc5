#pragma once

#include <filesystem>
#include <string_view>

#include "program/cli/interrupt.hpp"

namespace sondeo::cli {

/// Refuses now what could not be written later: the file exists and may not be overwritten, or its folder is
/// absent. @throws Error 8xxx
void check_output(const std::filesystem::path& file, bool overwrite);

/// Writes the file whole or not at all: a temporary file beside it, flushed to the disk, takes its name.
/// @throws Error 8xxx
void write_file(const std::filesystem::path& file, std::string_view text, bool overwrite,
                Interrupt& interrupt);

/// @throws Error(kStandardOutputFailed) when standard output is closed or full
void write_standard_output(std::string_view text);

}  // namespace sondeo::cli
