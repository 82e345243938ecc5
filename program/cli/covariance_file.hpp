#pragma once

#include "engine/estimation/covariance_matrix.hpp"
#include "program/cli/session.hpp"

namespace sondeo::cli {

/// Whether `--covariance` can be written, before anything is estimated.  @throws Error 8xxx
void check_covariance_file(const CommandLine& line);

/// Writes it, when it was asked for.  @throws Error 8xxx
void write_covariance_file(const estimation::CovarianceMatrix& matrix, const CommandLine& line,
                           Session& session);

}  // namespace sondeo::cli
