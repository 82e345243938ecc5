#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/sha256.hpp"
#include "program/run/execute.hpp"
#include "program/run/input_files.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// A file that a report wrote.
struct WrittenFile {
  std::string name;  ///< below the report's folder
  FileFingerprint fingerprint;
};

/// Name and version of the libraries that sondeo was built with.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> built_with();

/// What a report was made from and how, as JSON: program and libraries, input files with SHA-256, the study
/// with every default, rows in and out of each step, what the weighting did, seeds, warnings, output files
/// with SHA-256. The same inputs give the same bytes: no clock, no machine and no folder is in it. Row counts
/// of an indicator whose total is not published end before its base, and none counts who said yes.
/// @param result  after figures were withheld
[[nodiscard]] std::string manifest_text(const Study& study, const RunResult& result,
                                        const std::vector<InputFile>& inputs,
                                        const std::vector<WrittenFile>& outputs);

}  // namespace sondeo::run
