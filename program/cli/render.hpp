#pragma once

#include <string>

#include "engine/base/diagnostic.hpp"

namespace sondeo::cli {

/// "E3104", or "W0202" for a warning.
[[nodiscard]] std::string code_name(const Diagnostic& diagnostic);

/// The exit code of a run that ends with this finding.
[[nodiscard]] int exit_code_of(const Diagnostic& diagnostic);

/// A finding as the user sees it, in the language that `say` speaks:
/// ```
/// error[E3304]: sentence
///   --> study.toml:14:10
///    14 | weight = "FAC_MUJER"
///       |           ^^^^^^^^^
///    = similar: FAC_MUJ, FAC_VIV
///    = see: sondeo inspect endireh.sav --match 'FAC*'      (help: sondeo help E3304)
/// ```
/// Carets stand under the characters concerned, however many bytes these take; of a long line the part around
/// them is shown. Control characters of names and labels are left out.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, bool colour);

}  // namespace sondeo::cli
