#pragma once

#include <span>
#include <string>

#include "questionnaires/catalogue_expansion.hpp"
#include "reports/terminal.hpp"

namespace sondeo::reports {

/// How the catalogue and the instruments look to their reader.
struct LibraryStyle {
  TerminalStyle terminal;
  std::string language = "en";  ///< of titles and definitions
};

/// The catalogue as a list: number, title, figures.
[[nodiscard]] std::string write_catalogue_text(std::span<const questionnaires::CatalogueEntry> entries,
                                               const LibraryStyle& style);
/// One entry whole; with a study's status, what it defines and what it lacks.
[[nodiscard]] std::string write_entry_text(const questionnaires::CatalogueEntry& entry,
                                           const questionnaires::EntryStatus* status,
                                           const LibraryStyle& style);

/// Entries with every field, in all their languages.
[[nodiscard]] std::string write_catalogue_json(std::span<const questionnaires::CatalogueEntry> entries);
/// One entry, and its status under a study if there is one.
[[nodiscard]] std::string write_entry_json(const questionnaires::CatalogueEntry& entry,
                                           const questionnaires::EntryStatus* status);

/// A line for each figure: entry, figure, label, measure, numerator, denominator, universe, series.
[[nodiscard]] std::string write_catalogue_csv(std::span<const questionnaires::CatalogueEntry> entries,
                                              const std::string& language);

}  // namespace sondeo::reports
