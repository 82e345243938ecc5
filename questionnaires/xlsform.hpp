#pragma once

#include "engine/ingest/workbook.hpp"
#include "questionnaires/draft.hpp"

namespace sondeo::questionnaires {

/// What an XLSForm asks as an instrument. Questions become items with their choices, a question with several
/// answers an item for each choice (`p5_a`: 1 chosen, 0 not); `relevant` of a question and of the groups
/// around it its universe; `calculate` a construct; `constraint` and `required` checks; groups sections,
/// repeats levels below `form`. What has no translation stands as a comment and is a finding.
/// @throws Error kFormSheetAbsent, kFormColumnAbsent, kFormListAbsent, kFormGroups, kFormNameAbsent,
/// kFormNothing
/// @source XLSForm specification (xlsform.org, 2024); ODK XForms specification for its expressions
[[nodiscard]] InstrumentDraft draft_of_xlsform(const ingest::Workbook& workbook);

}  // namespace sondeo::questionnaires
