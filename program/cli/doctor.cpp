#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "program/cli/commands.hpp"
#include "program/cli/doctor_checks.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/cli/run_options.hpp"
#include "reports/csv.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::cli {

namespace {

constexpr std::size_t kNameColumn = 11;
constexpr std::size_t kTextColumn = 22;
constexpr std::size_t kWidth = 80;

/// English, as machines read it.
const char* status_word(CheckStatus status) {
  switch (status) {
    case CheckStatus::kGood:
      return N_("ok");
    case CheckStatus::kNote:
      return N_("note");
    case CheckStatus::kFailed:
      break;
  }
  return N_("failed");
}

std::string as_text(const Examination& found) {
  std::string text = fmt::format("sondeo {}\n", SONDEO_VERSION);
  for (const auto& check : found.checks) {
    const std::string status = say(status_word(check.status));
    text += fmt::format("  {}{}{}\n", reports::pad_right(status, kNameColumn - 2),
                        reports::pad_right(check.name, kTextColumn - kNameColumn),
                        reports::wrapped(reports::printable(check.detail), kTextColumn, kWidth));
  }
  std::string libraries;
  for (const auto& [name, version] : found.built_with) {
    libraries += fmt::format("{}{} {}", libraries.empty() ? "" : ", ", name, version);
  }
  text += fmt::format("{}: {}\n", say(N_("built with")), reports::wrapped(libraries, 2, kWidth - 12));
  text += fmt::format("{}: {}\n", say(N_("loaded")),
                      reports::wrapped(fmt::format("{}", fmt::join(found.loaded, " ")), 2, kWidth - 12));
  return text +
         say(found.failed() ? N_("this installation is not to be used: a check failed")
                            : N_("this installation computes what is certified")) +
         "\n";
}

std::string as_csv(const Examination& found) {
  std::string text = "check,status,detail\n";
  for (const auto& check : found.checks) {
    text += reports::csv_line({check.name, status_word(check.status), check.detail});
  }
  return text;
}

std::string as_json(const Examination& found) {
  using Json = nlohmann::ordered_json;
  Json json{{"program", {{"name", "sondeo"}, {"version", SONDEO_VERSION}}}, {"failed", found.failed()}};
  for (const auto& check : found.checks) {
    json["checks"].push_back({{"check", check.name},
                              {"status", status_word(check.status)},
                              {"detail", reports::printable(check.detail)}});
  }
  for (const auto& figure : found.figures) {
    json["figures"].push_back({{"set", figure.set},
                               {"figure", figure.figure},
                               {"certified", figure.certified},
                               {"found", figure.found},
                               {"digits", figure.digits()},
                               {"needed", figure.needed},
                               {"agrees", figure.holds()}});
  }
  if (found.speed) {
    json["speed"] = {{"rows", found.speed->rows},
                     {"estimates", found.speed->estimates},
                     {"seconds", found.speed->seconds}};
  }
  for (const auto& [name, version] : found.built_with) json["built_with"][name] = version;
  json["loaded"] = found.loaded;
  return json.dump(2) + "\n";
}

}  // namespace

int run_doctor(const CommandLine& line, Session& session) {
  const Format format = format_of(line);
  check_output_of(line);
  ProgressLine progress(true);
  const Examination found = examine(run_options(line, session, progress, "").threads);
  std::string text = as_text(found);
  if (format == Format::kCsv) text = as_csv(found);
  if (format == Format::kJson) text = as_json(found);
  session.write_result(line, text);
  return found.failed() ? kExitUnpublishable : kExitDone;
}

}  // namespace sondeo::cli
