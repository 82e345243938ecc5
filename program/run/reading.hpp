#pragma once

#include "engine/ingest/data_spec.hpp"
#include "engine/ingest/file.hpp"
#include "program/run/execute.hpp"

namespace sondeo::run {

/// How the files of a level are read: as the run says, else as the study declares.
[[nodiscard]] ingest::ReadOptions reading_of(const ingest::DataSpec& spec, const RunOptions& options);

}  // namespace sondeo::run
