#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/spec/document.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires {

/// Reads an instrument's file (DESIGN 5).
/// @throws Error kSpec... for a fault of the file, kInstrumentDuplicateId, kItemPattern, kIndicatorKey...
[[nodiscard]] Instrument read_instrument(const std::filesystem::path& file);

/// The same from a document already parsed.
[[nodiscard]] Instrument read_instrument(const spec::Document& document);

/// Adds the `[[item]]`, `[[construct]]`, `[[disaggregation]]`, `[[indicator]]` and `[[check]]` of a file to
/// what an instrument has already.
/// @throws Error as `read_instrument`
void read_instrument_parts(spec::Section& root, Instrument& instrument);

/// The ids that an item's id means: itself, or all that a pattern spells (`f[01-06]`, `q[1-3]_[a-c]`).
/// @throws Error kItemPattern  for an open end (`P8_*`) or a range that is none; kPatternSize
[[nodiscard]] std::vector<std::string> expand_item_ids(const Written& id);

}  // namespace sondeo::questionnaires
