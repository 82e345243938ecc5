#pragma once

#include <string>
#include <vector>

#include "engine/base/sha256.hpp"
#include "program/run/execute.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// A file that a study's figures rest on.
struct InputFile {
  std::string role;  ///< "study", "instrument", "data", "join", "totals", "quality" ...
  std::string name;  ///< as the study writes it
  FileFingerprint fingerprint;
};

/// Every file that estimating the study reads, each once, with its size and SHA-256.
/// @throws Error kFileNotFingerprinted; as `implicates_of` for imputed data in several files
[[nodiscard]] std::vector<InputFile> input_files(const Study& study, const RunOptions& options);

}  // namespace sondeo::run
