#pragma once

#include <vector>

#include "engine/ingest/data_spec.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::ingest {

/// Reads `[data]`: its levels in the order of the file.
/// @throws Error kSpec...  for unknown or missing keys, wrong types and wrong words, with their places
[[nodiscard]] std::vector<DataSpec> read_data_section(spec::Section& data);

/// A missing answer's reason, by its name ("dont_know"). @throws Error kSpecUnknownWord
[[nodiscard]] Missing read_missing_reason(const spec::Value& value);

}  // namespace sondeo::ingest
