#include "program/cli/run_options.hpp"

#include <algorithm>
#include <thread>

#include "program/cli/flag_values.hpp"

namespace sondeo::cli {

namespace {

constexpr std::uint64_t kMostThreads = 1024;

}  // namespace

run::RunOptions run_options(const CommandLine& line, const Session& session, ProgressLine& progress,
                            std::string_view file) {
  run::RunOptions options;
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  if (const auto threads = line.value("--threads")) {
    options.threads = static_cast<unsigned>(whole_number(*threads, 1, kMostThreads));
  }
  if (const auto memory = line.value("--memory")) options.memory_limit = memory_size(*memory);
  if (const auto encoding = line.value("--encoding")) options.encoding = encoding->text;
  options.language = language_code(session.language());
  options.progress = progress.callback();
  options.dialect = declared_dialect(line, file);
  options.with_covariance = line.has("--covariance");
  options.with_replicates = line.has("--write-replicates");
  options.with_plan = line.has("--explain");
  options.with_deff = line.has("--deff");
  options.allow_normalised = line.has("--allow-normalised");
  return options;
}

ingest::ReadOptions read_options(const run::RunOptions& options) {
  ingest::ReadOptions reading;
  reading.encoding = options.encoding;
  reading.dialect = options.dialect;
  reading.memory_limit = options.memory_limit;
  reading.threads = options.threads;
  reading.progress = options.progress;
  reading.reader_program = options.reader_program;
  return reading;
}

}  // namespace sondeo::cli
