#pragma once

#include "program/run/study.hpp"

namespace sondeo::run {

/// Joins the file of replicate weights that `[design.replicates] file` names to its level: the one named, the
/// only one, or the only one without a parent. Call it once, when design and data of the study are known.
/// @throws Error kReplicateLevelNeeded, kStudyUnknownLevel
void attach_replicate_file(Study& study);

}  // namespace sondeo::run
