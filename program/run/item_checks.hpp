#pragma once

#include "program/run/levels.hpp"

namespace sondeo::run {

/// Collects what `check_items` looks at: every item that the files have, its universe, the keys of tables,
/// and the standard constructs that may contradict each other. Call before the levels are read.
void require_item_checks(const Study& study, const Levels& levels);

/// Looks at the records as the questionnaire asks them: codes outside an item's list, answers outside its
/// universe, blanks inside it, keys that repeat, violence in the last 12 months that never happened; and
/// counts how many answered each construct that is used.
void check_items(const Study& study, const Levels& levels, CheckResult& result);

}  // namespace sondeo::run
