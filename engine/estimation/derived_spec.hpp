#pragma once

#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::estimation {

/// A function of estimates that a study or flag asks for: `[[derive]]`, `--derive`.
struct DerivedSpec {
  Written id;                 ///< its name in the result table
  spec::LanguageTexts label;  ///< by language
  Written expression;         ///< parsed by `parse_derived`
  std::string unit;           ///< empty: what the expression makes of its estimates' units
};

/// Reads one `[[derive]]`: id, label, expr, unit.  @throws Error kSpec...
[[nodiscard]] DerivedSpec read_derived_section(spec::Section& section);

}  // namespace sondeo::estimation
