#include "engine/base/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> cli_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kUnknownCommand, N_("there is no command '{command}'")},
      MessageText{code::kUnknownFlag, N_("'{command}' has no flag '{flag}'")},
      MessageText{code::kFlagNeedsValue, N_("the flag '{flag}' needs a value")},
      MessageText{code::kFlagTakesNoValue, N_("the flag '{flag}' takes no value")},
      MessageText{code::kFlagTwice, N_("the flag '{flag}' is given more than once: give it once")},
      MessageText{code::kFileNeeded, N_("'{command}' needs the file to work on")},
      MessageText{code::kStudyNeeded, N_("'{command}' needs a study file")},
      MessageText{code::kUnexpectedArgument, N_("the argument '{argument}' is one too many for '{command}'")},
      MessageText{code::kFlagEmpty, N_("the value of '{flag}' is empty, or has an empty part")},
      MessageText{code::kFlagWord, N_("'{value}' is not a value of '{flag}': use one of {allowed}")},
      MessageText{code::kFlagNotNumber, N_("the value of '{flag}' must be a number, and '{value}' is none")},
      MessageText{
          code::kFlagNotBetween,
          N_("the value of '{flag}' must be greater than {low} and less than {high}, and is {value}")},
      MessageText{code::kFlagNotPositive, N_("the value of '{flag}' must be greater than 0, and is {value}")},
      MessageText{code::kFlagNotCount,
                  N_("the value of '{flag}' must be a whole number from {low} to {high}, and is {value}")},
      MessageText{code::kFlagMemory, N_("'{value}' is not an amount of memory: write a number of bytes, or "
                                        "one with K, M, G or T, as 2G")},
      MessageText{
          code::kFlagOneCharacter,
          N_("the value of '{flag}' must be one character (or 'tab' for the separator), and is '{value}'")},
      MessageText{code::kFlagMissingForm, N_("'{value}' does not say which codes are missing: write the "
                                             "variable, = and the codes, as V=8,9")},
      MessageText{code::kFlagRatioForm, N_("'{value}' is not a ratio: write numerator/denominator; a part "
                                           "that divides goes in parentheses, "
                                           "as (a / b)/c")},
      MessageText{code::kFlagNoExpression, N_("there is no variable or expression after the name '{name}'")},
      MessageText{code::kNothingToEstimate, N_("nothing is asked for: give at least one of --proportion, "
                                               "--mean, --total, --ratio, --share or --quantile")},
      MessageText{code::kPercentUnused,
                  N_("'--percent' concerns proportions, shares and ratios, and the command asks for none")},
      MessageText{code::kFlagAlone,
                  N_("the flag '{flag}' says something about '{needed}', and the command has none")},
      MessageText{code::kDialectNotCsv,
                  N_("the flag '{flag}' describes a CSV file, and '{file}' is of another kind")},
      MessageText{code::kUnknownCodeAsked,
                  N_("'{code}' is not a code of sondeo: codes look like E3104 or W0202")},
      MessageText{code::kNothingMatches, N_("no variable of '{file}' matches '{pattern}'")},
      MessageText{code::kOutputNoFolder,
                  N_("'{file}' cannot be written: its folder '{folder}' does not exist")},
      MessageText{code::kOutputNotOrdinary,
                  N_("'{file}' cannot be written: it is a folder or a device, not an ordinary file")},
      MessageText{code::kOutputNotAllowed,
                  N_("'{file}' cannot be written: you have no permission to write there")},
      MessageText{code::kOutputNoSpace, N_("'{file}' cannot be written: there is no space left")},
      MessageText{code::kFileNotFingerprinted, N_("'{file}' could not be read to its end")},
      MessageText{code::kOutputFailed, N_("'{file}' could not be written (system error {reason})")},
      MessageText{code::kStandardOutputFailed,
                  N_("the result could not be written to standard output (system error {reason})")},
      MessageText{
          code::kPdfNoBrowser,
          N_("a PDF needs a browser that prints it, and none of these is on PATH: {names}; install the "
             "Debian package chromium, or print the page from your own browser")},
      MessageText{code::kPdfFailed, N_("'{file}' could not be printed: {reason}")},
      MessageText{code::kThreadNotStarted,
                  N_("the system starts no more threads or processes for this user; end others, or raise "
                     "the limit (ulimit -u)")},
      MessageText{code::kOutOfMemory,
                  N_("there is not enough memory for this run: ask for fewer variables or disaggregations")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
