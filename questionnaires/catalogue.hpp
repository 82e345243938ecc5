#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/estimation/derived_spec.hpp"
#include "engine/spec/document.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires {

/// A construct that the catalogue's figures are made of.
struct StandardConstruct {
  Written id;
  Texts meaning;
  std::optional<Written> expression;    ///< how it follows from others; absent: the study must define it
  std::optional<MissingPolicy> policy;  ///< for the study's definition where that names none
};

/// One figure of an indicator: a proportion, rate ... of standard constructs.
struct CatalogueFigure {
  Indicator indicator;
  std::string form;              ///< figures of one form are the same thing measured in different ways
  std::optional<AgeRange> ages;  ///< of its base
  std::vector<std::pair<std::string, std::string>> sdmx;  ///< dimension and code, besides the series
};

/// The official definition of an indicator, or of a family of measures that go beside the official ones.
struct CatalogueEntry {
  std::string id;                 ///< "5.2.1"
  std::vector<std::string> also;  ///< other numbers of the same indicator
  Texts title;
  std::vector<std::string> custodians;
  Texts universe;
  Texts denominator;
  Texts numerator;
  Texts period;
  Texts missing;                             ///< how missing answers count
  std::string unit;                          ///< UNIT_MEASURE of SDMX
  std::vector<std::string> disaggregations;  ///< ids of those that must accompany the figures
  std::vector<Texts> pitfalls;
  std::vector<Texts> open;  ///< what the official texts leave to the office, or could not be verified
  std::string source;
  std::string source_date;
  std::vector<StandardConstruct> constructs;
  std::vector<CatalogueFigure> figures;
  std::vector<estimation::DerivedSpec> derived;  ///< functions of the figures
};

/// Reads an entry's file.
/// @throws Error kSpec..., kIndicatorKey..., kInstrumentDuplicateId
[[nodiscard]] CatalogueEntry read_catalogue_entry(const spec::Document& document);

/// The whole catalogue, in the order of its numbers.
[[nodiscard]] const std::vector<CatalogueEntry>& catalogue();

/// The entry with that id or other number, or null.
[[nodiscard]] const CatalogueEntry* find_catalogue_entry(std::string_view id);
/// The entry that has a figure or function of that id, or null.
[[nodiscard]] const CatalogueEntry* find_entry_of_figure(std::string_view id);

/// Ids and other numbers of the entries, for nearest names.
[[nodiscard]] std::vector<std::string> catalogue_ids();

}  // namespace sondeo::questionnaires
