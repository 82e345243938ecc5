#include "program/cli/study_argument.hpp"

#include <filesystem>
#include <optional>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/quality_flags.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::cli {

run::Study study_of(const CommandLine& line) {
  if (!line.argument()) {
    throw Error({code::kStudyNeeded,
                 {{"command", line.command_name()}},
                 line.whole(),
                 {},
                 line.command_name() + " --help"});
  }
  std::optional<std::filesystem::path> folder;
  if (const auto data = line.value("--data")) folder = data->text;
  run::Study study = run::read_study(line.argument()->text, folder);
  set_quality(line, study);
  return study;
}

run::Study second_study_of(const CommandLine& line) {
  if (line.arguments().size() > 1) return run::read_study(line.arguments()[1].text, std::nullopt);
  throw Error({code::kSecondStudyNeeded,
               {{"command", line.command_name()}},
               line.whole(),
               {},
               line.command_name() + " --help"});
}

std::vector<run::Study> studies_of(const CommandLine& line) {
  std::vector<run::Study> studies;
  studies.reserve(line.arguments().size());
  for (const auto& argument : line.arguments()) {
    studies.push_back(run::read_study(argument.text, std::nullopt));
  }
  return studies;
}

}  // namespace sondeo::cli
