#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::estimation {

/// A note without its number: "deff_used" of "deff_used=1.2".
[[nodiscard]] std::string_view name_of_note(std::string_view note);

/// The notes of all, each once; of those with a number (`replicates_needed=N`) the worst.
[[nodiscard]] std::vector<std::string> merged_notes(std::span<const std::vector<std::string>* const> notes);

}  // namespace sondeo::estimation
