#pragma once

#include <span>

#include "engine/ingest/data_spec.hpp"
#include "engine/table/table.hpp"

namespace sondeo::ingest {

/// The table with codes declared missing that its file forgot to declare; a declared code wins over the
/// file's.
/// @throws Error 3xxx, with its place, for a variable that the table lacks, or a code of another type
[[nodiscard]] Table apply_declared_missing(const Table& table, std::span<const DeclaredMissing> declared);

}  // namespace sondeo::ingest
