#pragma once

namespace sondeo {

/// Every finding sondeo can report. The first digit is the exit code (robustness 2); 3xxx is what a user wrote
/// and is shown as 2xxx when it stands on the command line; 0xxx are warnings, which end nothing.
/// Hundreds by room: x0xx program, x1xx expression, x2xx ingest, x3xx spec and questionnaires, x4xx design,
/// x5xx estimation, x6xx run, x7xx reports. After each code: the arguments of its message.
/// The sentences are in program/cli/messages.
enum class Code : int {
  // program
  kInternal = 9999,  // what; shown with exit code 10
};

}  // namespace sondeo
