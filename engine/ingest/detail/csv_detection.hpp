#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/ingest/csv_dialect.hpp"

namespace sondeo::ingest::detail {

/// The dialect that the beginning of a CSV speaks for; its encoding by looking at all of it.
/// @param bytes   the file without its byte order mark
/// @param let_go  told how many of them were looked at and are not needed for now
[[nodiscard]] CsvDialect detect_dialect(std::string_view bytes,
                                        const std::function<void(std::size_t)>& let_go);

}  // namespace sondeo::ingest::detail
