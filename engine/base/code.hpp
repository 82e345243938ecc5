#pragma once

namespace sondeo {

/// The number of a finding. The first digit is the exit code (robustness 2); 3xxx is what a user wrote and is
/// shown as 2xxx when it stands on the command line; 0xxx are warnings, which end nothing. Hundreds by
/// subject: x0xx program, x1xx expression, x2xx ingest, x3xx spec and questionnaires, x4xx design, x5xx
/// estimation, x6xx run and weights, x7xx reports, x8xx change between editions. Each room lists its own in
/// its codes.hpp, so that a new one rebuilds that room alone; no two have the same number. The sentences are
/// in program/cli/messages.
enum class Code : int {};

}  // namespace sondeo
