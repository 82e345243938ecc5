#pragma once

#include <string>

#include "published/verification.hpp"
#include "reports/terminal.hpp"

namespace sondeo::published {

/// One line for each printed figure, then the conventions that explain differences and the counts.
[[nodiscard]] std::string write_verification_terminal(const Verification& verification,
                                                      const reports::TerminalStyle& style);

/// `cell,indicator,category,domain,statistic,unit,published,ours,result,convention,reproduced_by`, one row
/// for each printed figure.
[[nodiscard]] std::string write_verification_csv(const Verification& verification);

/// `{"study", "file", "sheet", "counts", "figures", "conventions"}`.
[[nodiscard]] std::string write_verification_json(const Verification& verification);

}  // namespace sondeo::published
