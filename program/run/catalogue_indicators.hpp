#pragma once

#include <vector>

#include "program/run/study.hpp"
#include "questionnaires/catalogue_expansion.hpp"
#include "questionnaires/mapping.hpp"

namespace sondeo::run {

/// Replaces the ids of the indicator catalogue in `[estimate] indicators` by the figures that the study's
/// constructs allow, and, where the study says no `by`, adds the disaggregations that must accompany them and
/// that the study defines. An indicator of the study's own with that id stays what it is.
/// @throws Error kCatalogue...
void expand_catalogue(Study& study);

/// What a study has of an entry of the catalogue, and what is missing.
/// @throws Error  for expressions that do not parse
[[nodiscard]] questionnaires::EntryStatus catalogue_status(Study study,
                                                           const questionnaires::CatalogueEntry& entry);

/// The items of the study's instrument with their variables; files that are there are looked at.
[[nodiscard]] std::vector<questionnaires::MappedItem> mapped_items(const Study& study);

}  // namespace sondeo::run
