#include "program/cli/covariance_file.hpp"

#include "engine/base/atomic_file.hpp"
#include "program/cli/output.hpp"
#include "reports/covariance_csv.hpp"

namespace sondeo::cli {

void check_covariance_file(const CommandLine& line) {
  if (const auto file = line.value("--covariance")) check_output(file->text, line.has("--force"));
}

void write_covariance_file(const estimation::CovarianceMatrix& matrix, const CommandLine& line,
                           Session& session) {
  const auto file = line.value("--covariance");
  if (!file) return;
  write_file(file->text, reports::write_covariance_csv(matrix), line.has("--force"), session.interrupt());
}

}  // namespace sondeo::cli
