#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires {

/// An instrument made from another description of a questionnaire, for its user to complete.
struct InstrumentDraft {
  Instrument instrument;
  std::vector<std::string> comments;  ///< at its head
  std::vector<std::vector<std::string>>
      item_comments;     ///< of each item: what of its source has no translation
  Diagnostics findings;  ///< the same as warnings
};

/// The draft as an instrument's file, that `read_instrument` reads.
[[nodiscard]] std::string write_instrument(const InstrumentDraft& draft);

/// A text as an id: lower case letters, digits and '-'; "" where nothing of it is left.
[[nodiscard]] std::string id_of(std::string_view text);

/// Declares codes whose label reads like "no sabe" or "refused" missing, with the reason, and says so.
void declare_missing_by_label(Item& item, Diagnostics& findings);

/// Whether it parses as an expression of the language.
[[nodiscard]] bool can_stand(const std::string& expression);

}  // namespace sondeo::questionnaires
