#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires {

/// A data file of the product, questionnaires/<kind>/<id>.toml, compiled in: its id and its text.
using LibraryFile = std::pair<std::string_view, std::string_view>;

/// The indicator catalogue, in the order of its numbers.
[[nodiscard]] std::span<const LibraryFile> catalogue_files();
/// The library of instruments, by id.
[[nodiscard]] std::span<const LibraryFile> instruments_files();

/// The library's instrument of that id, or null.
[[nodiscard]] const LibraryFile* find_library_instrument(std::string_view id);
/// @throws Error  as `read_instrument`, for a file of the library that is wrong
[[nodiscard]] Instrument read_library_instrument(const LibraryFile& file);

}  // namespace sondeo::questionnaires
