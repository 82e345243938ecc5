#pragma once

#include <span>

namespace sondeo::cli {

/// The headings and names that the library's tables use, English, for the catalogue: they are translated when
/// a table is printed. Machine formats keep the English words.
std::span<const char* const> table_words();

}  // namespace sondeo::cli
