#pragma once

#include "program/run/estimated_block.hpp"
#include "program/run/execute.hpp"
#include "program/run/prepared.hpp"

namespace sondeo::run {

/// Adds the cells of the study's tables to the result table: all crosses of an indicator at once, whichever
/// tables print them; a cell that the result has already is not added again.
/// @param findings  what was noticed on the way
/// @param blocks    what was estimated is added
void add_table_rows(const Study& study, Prepared& prepared, const RunOptions& options,
                    estimation::EstimateTable& result, Diagnostics& findings,
                    std::vector<EstimatedBlock>& blocks);

/// Everything that `add_table_rows` does before estimating.
void check_table_rows(const Study& study, Prepared& prepared, const RunOptions& options,
                      Diagnostics& findings);

/// Lays the rows of the result table out as the study's tables.
void publish_tables(const Study& study, const std::string& language, estimation::EstimateTable& result);

}  // namespace sondeo::run
