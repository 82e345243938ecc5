#pragma once

#include <string>
#include <string_view>

namespace sondeo::ingest {

/// A text as a field of a CSV: in quotes where RFC 4180 asks for them, quotes inside doubled.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace sondeo::ingest
