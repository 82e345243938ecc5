#include <charconv>
#include <string>

#include <fmt/format.h>

#include "engine/base/codes.hpp"
#include "program/cli/code_list.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/help_text.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/cli/output.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::cli {

namespace {

using reports::wrapped;

constexpr std::size_t kWidth = 80;

/// What the first digit of a number says.
const char* meaning_of(int exit_code) {
  switch (exit_code) {
    case 0:
      return N_("A warning: the run goes on, and its exit code is 0.");
    case 2:
      return N_("Exit code 2: a flag, a variable or an expression on the command line is wrong.");
    case 3:
      return N_("Exit code 3: a study or instrument file is wrong.");
    case 4:
      return N_("Exit code 4: a file cannot be read, or is damaged.");
    case 5:
      return N_("Exit code 5: the data contradict the design, or break a rule.");
    case 6:
      return N_("Exit code 6: a computation has no result.");
    case 7:
      return N_("Exit code 7: the result would disclose what must stay secret.");
    case 8:
      return N_("Exit code 8: the result could not be written.");
    case 9:
      return N_("Exit code 9: the run needs more memory or time than it may use.");
    default:
      return N_("Exit code 10: a fault of sondeo itself.");
  }
}

/// The sentence with its arguments' names in angle brackets: "'<file>' does not exist".
std::string sentence_of(Code code) {
  std::string text = say(message_text(code));
  for (char& c : text) {
    if (c == '{') c = '<';
    if (c == '}') c = '>';
  }
  return text;
}

std::string explanation(const AskedCode& asked) {
  const int shown = static_cast<int>(asked.code) % 1000 + 1000 * asked.exit_code;
  const bool internal = asked.code == code::kInternal;
  std::string result =
      fmt::format("{}{:04}\n", asked.warning ? 'W' : 'E', internal ? static_cast<int>(asked.code) : shown);
  result += "  " + wrapped(sentence_of(asked.code), 2, kWidth) + "\n\n";
  result += wrapped(say(meaning_of(internal ? kExitInternal : asked.exit_code)), 0, kWidth) + "\n";
  if (asked.exit_code == 2 || asked.exit_code == 3) {
    result +=
        wrapped(
            say(N_("The same fault is E2... when it stands on the command line and E3... when it stands in a "
                   "file.")),
            0, kWidth) +
        "\n";
  }
  return result;
}

}  // namespace

std::optional<AskedCode> asked_code(std::string_view text) {
  const char letter = text.empty() ? '\0' : text.front();
  const bool warning = letter == 'W' || letter == 'w';
  if (warning || letter == 'E' || letter == 'e') text.remove_prefix(1);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && text.size() == 4;
  if (!whole || number < 0 || warning != (number < 1000)) return std::nullopt;
  const int shown = number / 1000;
  const auto code = static_cast<Code>(shown == 2 ? number + 1000 : number);
  if (message_text(code) == nullptr) return std::nullopt;
  return AskedCode{code, warning, shown};
}

int run_help(const CommandLine& line, Session& /*session*/) {
  if (!line.argument()) {
    write_standard_output(program_help());
    return kExitDone;
  }
  const Written& asked = *line.argument();
  if (const Command* command = find_command(asked.text)) {
    write_standard_output(command_help(*command));
    return kExitDone;
  }
  const auto code = asked_code(asked.text);
  if (!code) throw Error({code::kUnknownCodeAsked, {{"code", asked.text}}, asked.place, {}, "sondeo --help"});
  write_standard_output(explanation(*code));
  return kExitDone;
}

}  // namespace sondeo::cli
