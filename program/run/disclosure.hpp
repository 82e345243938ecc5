#pragma once

#include <span>

#include "program/run/estimated_block.hpp"
#include "program/run/execute.hpp"

namespace sondeo::run {

/// Takes out of a result all figures by which somebody could be recognised under the study's `[disclosure]`,
/// and as many more as it takes that none of them can be worked out; audits that, and counts what was done.
/// What comes after it, every writer and message, sees nothing of them.
///
/// Counts of each population (the cases of a base, the victims of an indicator) and of those that are linked
/// to it are protected together, in whichever tables they stand: `reports::protect`. Functions of figures
/// (differences, tests, covariances) of an indicator with withheld figures are withheld too.
/// @throws Error kDisclosureUnreached  when a figure could still be worked out
void protect_figures(const Study& study, std::span<const EstimatedBlock> blocks, unsigned threads,
                     RunResult& result);

}  // namespace sondeo::run
