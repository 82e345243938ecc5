#pragma once

#include <string>
#include <vector>

#include "questionnaires/instrument.hpp"
#include "reports/catalogue_report.hpp"

namespace sondeo::reports {

// The building blocks of the printed catalogue and instruments: at most 80 columns.

/// An English word in the reader's language.
[[nodiscard]] std::string word(const LibraryStyle& style, const std::string& english);
/// Indented words in lines.
[[nodiscard]] std::string paragraph(const std::string& text, std::size_t indent);
/// A name at the left and its text beside it; nothing for an empty text.
[[nodiscard]] std::string field(const std::string& name, const std::string& text);
/// The first line of a page: bold on a terminal.
[[nodiscard]] std::string title(const LibraryStyle& style, const std::string& id, const std::string& text);
[[nodiscard]] std::string section_heading(const LibraryStyle& style, const std::string& english);
/// A heading with its texts, each a line with a dash; nothing when there are none.
[[nodiscard]] std::string list_of_texts(const LibraryStyle& style, const std::string& english,
                                        const std::vector<questionnaires::Texts>& texts);

/// `{"es": "...", "en": "..."}`
[[nodiscard]] std::string json_object(const questionnaires::Texts& texts);
[[nodiscard]] std::string json_list(const std::vector<std::string>& texts);

}  // namespace sondeo::reports
