#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "program/run/execute.hpp"

namespace sondeo::run {

/// Why a row is withheld; the first that applies.
enum class WithholdReason { kNone, kCases, kComplement, kBase, kPsus, kOthers, kFunction };

/// Which rows of a result `[disclosure]` withholds. Rows by `row_key`.
struct ProtectedRows {
  std::map<std::string, WithholdReason> withheld;
  std::set<std::string> counted;  ///< those that count cases; the others are functions of figures
  std::size_t audited = 0;        ///< intervals that were shown to be wide enough
};

/// Of several completed data sets: what is withheld in one is withheld in all. What an outsider reads are
/// means over them, from which none of them can be known better than if it were published itself.
void merge(const ProtectedRows& one, ProtectedRows& all);

/// Takes all figures of those rows out of a result, and those of functions that rest on them (differences,
/// tests, covariances); rounds the counts of the others; says in counts what was done.
void withhold_rows(const Study& study, const ProtectedRows& rows, RunResult& result);

}  // namespace sondeo::run
