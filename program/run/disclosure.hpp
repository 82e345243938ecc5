#pragma once

#include <span>

#include "program/run/estimated_block.hpp"
#include "program/run/protected_rows.hpp"

namespace sondeo::run {

/// The figures of a result by which somebody could be recognised under the study's `[disclosure]`, and as
/// many more as it takes that none of them can be worked out; that is audited. Once `withhold_rows` took them
/// out, every writer and message sees nothing of them.
///
/// Counts of each population (the cases of a base, the victims of an indicator) and of those that are linked
/// to it are protected together, in whichever tables they stand: `reports::protect`.
/// @throws Error kDisclosureUnreached  when a figure could still be worked out
[[nodiscard]] ProtectedRows protected_rows(const Study& study, std::span<const EstimatedBlock> blocks,
                                           unsigned threads, const RunResult& result);

}  // namespace sondeo::run
