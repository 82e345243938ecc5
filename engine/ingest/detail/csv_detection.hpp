#pragma once

#include <string>
#include <string_view>

#include "engine/ingest/csv_dialect.hpp"

namespace sondeo::ingest::detail {

/// The dialect that the beginning of a CSV speaks for; its encoding by looking at all of it.
/// @param bytes  the file without its byte order mark
[[nodiscard]] CsvDialect detect_dialect(std::string_view bytes);

}  // namespace sondeo::ingest::detail
