#include "engine/estimation/imputed_notes.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sondeo::estimation {

namespace {

/// The number behind the `=` of a note.
std::optional<double> number_of(std::string_view note) {
  const std::size_t equals = note.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  double number = 0;
  const auto parsed = std::from_chars(note.data() + equals + 1, note.data() + note.size(), number);
  return parsed.ec == std::errc() ? std::optional(number) : std::nullopt;
}

/// Whether a note says something worse than another of its name: fewer replicates, a larger number of others.
bool is_worse(std::string_view note, std::string_view than) {
  const auto ours = number_of(note);
  const auto theirs = number_of(than);
  if (!ours || !theirs) return false;
  return name_of_note(note) == "replicates_used" ? *ours < *theirs : *ours > *theirs;
}

}  // namespace

std::string_view name_of_note(std::string_view note) { return note.substr(0, note.find('=')); }

std::vector<std::string> merged_notes(std::span<const std::vector<std::string>* const> notes) {
  std::vector<std::string> merged;
  for (const auto* list : notes) {
    for (const auto& note : *list) {
      const auto known = std::find_if(merged.begin(), merged.end(), [&](const std::string& other) {
        return name_of_note(other) == name_of_note(note);
      });
      if (known == merged.end()) {
        merged.push_back(note);
      } else if (is_worse(note, *known)) {
        *known = note;
      }
    }
  }
  return merged;
}

}  // namespace sondeo::estimation
