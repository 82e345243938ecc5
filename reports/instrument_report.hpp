#pragma once

#include <span>
#include <string>
#include <vector>

#include "questionnaires/instrument.hpp"
#include "questionnaires/mapping.hpp"
#include "reports/catalogue_report.hpp"

namespace sondeo::reports {

/// Instruments as a list: id, title, what each answers.
[[nodiscard]] std::string write_instruments_text(std::span<const questionnaires::Instrument> instruments,
                                                 const LibraryStyle& style);
/// One instrument whole; `mapped`: its items under a study, or none.
[[nodiscard]] std::string write_instrument_text(const questionnaires::Instrument& instrument,
                                                std::span<const questionnaires::MappedItem> mapped,
                                                const LibraryStyle& style);
/// The same as data, in all languages.
[[nodiscard]] std::string write_instruments_json(std::span<const questionnaires::Instrument> instruments);
[[nodiscard]] std::string write_instrument_json(const questionnaires::Instrument& instrument,
                                                std::span<const questionnaires::MappedItem> mapped);
/// A line for each part: instrument, part, id, level, label, definition.
[[nodiscard]] std::string write_instruments_csv(std::span<const questionnaires::Instrument> instruments,
                                                const std::string& language);

}  // namespace sondeo::reports
