#include "program/cli/help_text.hpp"

#include <array>
#include <vector>

#include <CLI/Version.hpp>
#include <fmt/format.h>

#include "program/cli/flags.hpp"
#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::cli {

namespace {

using reports::display_width;
using reports::pad_right;
using reports::wrapped;

constexpr std::size_t kWidth = 80;
constexpr std::size_t kFlagColumn = 26;
constexpr std::array kGroups = {FlagGroup::kWhat,    FlagGroup::kDesign, FlagGroup::kEstimate,
                                FlagGroup::kReading, FlagGroup::kResult, FlagGroup::kEverywhere};

std::string flag_line(const Flag& flag) {
  std::string left = "  ";
  if (*flag.short_name != '\0') left += fmt::format("{}, ", flag.short_name);
  left += flag.name;
  if (*flag.value != '\0') left += fmt::format(" {}", flag.value);
  std::string help = say(flag.help);
  if (flag.repeatable) help += fmt::format(" {}", say("(repeatable)"));
  const std::string text = wrapped(help, kFlagColumn, kWidth);
  if (display_width(left) + 2 > kFlagColumn) return fmt::format("{}\n{:{}}{}\n", left, "", kFlagColumn, text);
  return fmt::format("{}{}\n", pad_right(left, kFlagColumn), text);
}

std::string flag_lines(const Command& command) {
  std::string result;
  for (const FlagGroup group : kGroups) {
    std::string lines;
    for (const char* name : command.flags) {
      const Flag* flag = find_flag(name);
      if (flag->group == group) lines += flag_line(*flag);
    }
    if (!lines.empty()) result += fmt::format("\n{}\n{}", say(group_heading(group)), lines);
  }
  return result;
}

std::string example_lines(const std::vector<const char*>& examples) {
  std::string result = fmt::format("\n{}\n", say("Examples:"));
  for (const char* example : examples) result += fmt::format("  {}\n", example);
  return result;
}

}  // namespace

std::string program_help() {
  std::string result =
      wrapped(say(N_("sondeo estimates from survey microdata on victimization and violence against "
                     "women, with design-based standard errors and confidence intervals.")),
              0, kWidth);
  result += fmt::format("\n\n{}\n  sondeo {}\n\n{}\n", say(N_("Usage:")), say(N_("COMMAND ...")),
                        say(N_("Commands:")));
  for (const auto& command : all_commands()) {
    const std::string left = fmt::format("  {} {}", command.name, say(command.argument));
    result += fmt::format("{}{}\n", pad_right(left, kFlagColumn),
                          wrapped(say(command.summary), kFlagColumn, kWidth));
  }
  result += fmt::format("\n{}\n", say(group_heading(FlagGroup::kEverywhere)));
  for (const char* name : {"--lang", "--color", "--help", "--version"}) result += flag_line(*find_flag(name));
  result += example_lines({"sondeo inspect encuesta.sav",
                           "sondeo tabulate encuesta.sav --proportion VH_DV --weight FAC \\\n"
                           "    --strata ESTRATO --psu UPM --by region",
                           "sondeo estimate estudio.toml --format csv"});
  result += fmt::format("\n{}\n",
                        wrapped(say(N_("'sondeo COMMAND --help' shows the flags of a command.")), 0, kWidth));
  return result;
}

std::string command_help(const Command& command) {
  const std::string argument = *command.argument == '\0' ? "" : " " + say(command.argument);
  std::string result = fmt::format("{}\n  sondeo {}{} {}\n\n{}\n", say("Usage:"), command.name, argument,
                                   say(N_("[FLAGS]")), wrapped(say(command.about), 0, kWidth));
  result += flag_lines(command);
  result += example_lines(command.examples);
  return result;
}

std::string version_text() {
  return fmt::format("sondeo {}\nfmt {}.{}.{}, CLI11 {}\n", SONDEO_VERSION, FMT_VERSION / 10000,
                     FMT_VERSION / 100 % 100, FMT_VERSION % 100, CLI11_VERSION);
}

}  // namespace sondeo::cli
