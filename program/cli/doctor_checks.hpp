#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "program/run/certification.hpp"

namespace sondeo::cli {

enum class CheckStatus {
  kGood,
  kNote,   ///< something that is not here, or a fact: no figure depends on it
  kFailed  ///< this installation is not to be used
};

/// One thing that `sondeo doctor` looked at.
struct DoctorCheck {
  std::string name;  ///< of a fixed list: "reader", "nist", ...
  CheckStatus status = CheckStatus::kGood;
  std::string detail;  ///< in the reader's language
};

/// What an installation was found to be.
struct Examination {
  std::vector<std::pair<std::string, std::string>> built_with;  ///< library and version
  std::vector<std::string> loaded;  ///< files of shared libraries in this process: "libz.so.1.2.13"
  std::vector<DoctorCheck> checks;
  std::vector<run::CertifiedFigure> figures;
  std::optional<run::MeasuredSpeed> speed;

  [[nodiscard]] bool failed() const;
};

/// Looks at everything that figures and files need: the guarded reader, known figures of NIST and R, the
/// catalogue of Spanish, the page's script, the browser for PDF, limits of the system. Nothing is thrown for
/// what is wrong: it is in the checks.
[[nodiscard]] Examination examine(unsigned threads);

}  // namespace sondeo::cli
