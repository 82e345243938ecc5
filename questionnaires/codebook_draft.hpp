#pragma once

#include "engine/ingest/codebook.hpp"
#include "questionnaires/draft.hpp"

namespace sondeo::questionnaires {

/// What a DDI-Codebook says as an instrument: an item for each variable with its question, codes and missing
/// codes, a level for each file where there are several. A universe is words there: it stays a comment.
[[nodiscard]] InstrumentDraft draft_of_codebook(const ingest::Codebook& codebook);

}  // namespace sondeo::questionnaires
