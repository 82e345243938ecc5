#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "questionnaires/instrument.hpp"
#include "reports/named_text.hpp"

namespace sondeo::reports {

/// A study's result with labels in one language.
struct LanguageTable {
  std::string language;
  std::string title;  ///< of the study
  const estimation::EstimateTable* table;
};

/// What an Open SDG data repository needs to know beside the figures.
struct OpenSdgSource {
  const questionnaires::Instrument& instrument;
  std::string country;             ///< ISO 3166-1 alpha-3; may be empty
  std::string period;              ///< a year
  std::optional<Written> geocode;  ///< the disaggregation whose codes are GeoCode
};

/// The files of an Open SDG data repository for the indicators that have a number of the SDGs:
/// `data/indicator_5-2-1.csv`, `meta/5-2-1.yml`, and `translations/LANGUAGE/data.yml` for every language but
/// the first, in which cells and columns are written.
///
/// Year is the first column and Value the last, GeoCode before it where there is one; blank means total; a
/// withheld figure has no Value and the observation status Q. Indicators of one number are told apart by
/// Series.
/// @param tables  the same rows in each language; the first has at least one
/// @throws Error kOpenSdgPeriod, kOpenSdgNothing, kOpenSdgText (a text that a spreadsheet would take for a
///         formula: these files are read as they are), kOpenSdgGeocode, kOpenSdgTwice
/// @source reference outputs 1.C; Open SDG docs/data-format.md
[[nodiscard]] std::vector<NamedText> write_open_sdg(std::span<const LanguageTable> tables,
                                                    const OpenSdgSource& source);

}  // namespace sondeo::reports
