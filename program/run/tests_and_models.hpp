#pragma once

#include "program/run/execute.hpp"

namespace sondeo::run {

struct Prepared;

/// Tests after the estimates; t tests add the estimates that they are of.
void add_tests(const Study& study, Prepared& prepared, const RunOptions& options, RunResult& result);

/// Models with the tests of their terms.
void add_models(const Study& study, Prepared& prepared, const RunOptions& options, RunResult& result);

/// What stands in the way of either, without estimating.
void check_tests_and_models(const Study& study, Prepared& prepared, const RunOptions& options,
                            Diagnostics& findings);

}  // namespace sondeo::run
