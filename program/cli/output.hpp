#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "engine/base/text_sink.hpp"
#include "program/cli/interrupt.hpp"

namespace sondeo::cli {

/// Writes the file whole or not at all (`AtomicFile`); an interrupt leaves nothing behind.
/// @throws Error 8xxx
void write_file(const std::filesystem::path& file, std::string_view text, bool overwrite,
                Interrupt& interrupt);

/// The same for a text that comes in pieces.
void write_file_pieces(const std::filesystem::path& file, const TextWriter& write, bool overwrite,
                       Interrupt& interrupt);

/// The same for what writes files by itself: `write` fills the file that it is given, which then gets its
/// name.
void write_file_by(const std::filesystem::path& file, bool overwrite, Interrupt& interrupt,
                   const std::function<void(const std::filesystem::path&)>& write);

/// @throws Error(kStandardOutputFailed) when standard output is full or nobody reads it (reason EPIPE)
void write_standard_output(std::string_view text);

}  // namespace sondeo::cli
