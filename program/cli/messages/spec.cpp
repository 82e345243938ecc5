#include "engine/ingest/codes.hpp"
#include "engine/spec/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"
#include "questionnaires/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> spec_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kSpecSyntax,
          N_("this line cannot be read: the TOML reader reports \"{detail}\"; often a quotation mark, a "
             "bracket or an equals sign is missing here or on the line before")},
      MessageText{
          code::kSpecDuplicateKey,
          N_("this name was already used above in the file, and can be given only once (\"{detail}\"): "
             "remove or rename one of the two")},
      MessageText{code::kSpecNotUtf8,
                  N_("'{file}' is not encoded in UTF-8: save it as UTF-8 in your editor; accented letters "
                     "are the usual cause")},
      MessageText{code::kSpecForeignLetter,
                  N_("here stands a letter with an accent, or a typographic quotation mark: write names with "
                     "such letters between plain quotation marks, as in \"...\" = ")},
      MessageText{code::kSpecUnknownKey, N_("'{key}' is not a key of [{section}]; its keys are: {known}")},
      MessageText{code::kSpecUnknownSection,
                  N_("'{key}' is not a section that this file may have; its sections are: {known}")},
      MessageText{code::kSpecMissingKey, N_("[{section}] needs the key '{key}', which is missing")},
      MessageText{code::kSpecMissingSection, N_("this file needs a section [{key}], which is missing")},
      MessageText{code::kSpecWrongType,
                  N_("'{key}' must be of the TOML type: {expected}; found here: {found}")},
      MessageText{code::kSpecEmptyText, N_("'{key}' is empty: write a value, or remove the key")},
      MessageText{code::kSpecEmptyList, N_("'{key}' is an empty list: write its values, or remove the key")},
      MessageText{code::kSpecNotFinite,
                  N_("'{key}' must be a number, and neither infinite nor \"not a number\"")},
      MessageText{code::kSpecNotPositive, N_("'{key}' is {value}, and must be greater than zero")},
      MessageText{code::kSpecNotBetween, N_("'{key}' is {value}, and must be from {low} to {high}")},
      MessageText{code::kSpecNotInside,
                  N_("'{key}' is {value}, and must be greater than {low} and less than {high}")},
      MessageText{code::kSpecUnknownWord, N_("'{value}' is not a value of '{key}'; write one of: {allowed}")},
      MessageText{
          code::kSpecNotComputedYet,
          N_("'{key}' is not computed by this version of sondeo yet: remove it. It is refused and not "
             "ignored, because the figures would differ from what the file asks for")},
      MessageText{code::kSpecTooDeep, N_("a name with dots may have at most {limit} parts")},
      MessageText{code::kSpecLanguageCode,
                  N_("'{language}' in '{key}' is not a language code: write es, en, es-MX and the like")},
      MessageText{code::kSpecSchema,
                  N_("the schema '{value}' is not one that sondeo reads; write '{expected}'")},
      MessageText{code::kSpecOneCharacter, N_("'{key}' must be a single character; found: '{value}'")},
      MessageText{code::kSpecFileAbsent, N_("the file '{file}' does not exist")},
      MessageText{code::kSpecFileUnreadable, N_("'{file}' could not be read (system error {reason})")},
      MessageText{code::kSpecFileNotRegular, N_("'{file}' is not a file but a folder or a device")},
      MessageText{
          code::kSpecFileTooLarge,
          N_("'{file}' is longer than {limit} bytes: a study or an instrument is written by hand, this "
             "seems to be another kind of file")},
      MessageText{
          code::kStudyFileOutside,
          N_("'{file}' lies outside the study's folder: name a file inside it, without '..', and give "
             "the folder of the data with --data")},
      MessageText{code::kStudyFileAbsent, N_("the file '{file}' does not exist in the folder '{folder}'")},
      MessageText{code::kStudyFileNotRegular, N_("'{file}' is not a file but a folder or a device")},
      MessageText{code::kStudyFileName,
                  N_("'{file}' has a character that file names here cannot have: between folders write /")},
      MessageText{code::kStudyInstrumentAbsent,
                  N_("the instrument '{instrument}' was not found: there is no file '{file}' in the folder "
                     "'{folder}'")},
      MessageText{
          code::kStudyNoData,
          N_("the study names no data: write a section [data.NAME] with file = \"...\" for each table")},
      MessageText{code::kStudyUnknownLevel,
                  N_("'{level}' in '{key}' is not a level of the study; its [data.*] sections are: {known}")},
      MessageText{
          code::kStudyLevelNeeded,
          N_("'{id}' in [[{section}]] needs level = \"...\", because the study has several: {known}")},
      MessageText{code::kStudyUnknownRole,
                  N_("'{role}' in '{key}' is not a weight of the study; section [weight] has: {known}")},
      MessageText{code::kStudyUnknownIndicator,
                  N_("the indicator '{indicator}' is defined neither in the study nor in its instrument")},
      MessageText{
          code::kStudyParentCycle,
          N_("the parents of '{level}' lead back to a level already passed: a parent must stand above")},
      MessageText{code::kStudyKeyNeeded,
                  N_("[data.{level}] needs key = [\"...\"], because '{other}' is joined to it")},
      MessageText{
          code::kStudyKeyCount,
          N_("the key of '{level}' has {count} variables and that of '{other}' has {expected}: keys that "
             "are joined correspond one by one")},
      MessageText{
          code::kStudyEventsNotChild,
          N_("the events of '{indicator}' are the records of '{events}', which is not below its level "
             "'{level}': give [data.{events}] its parent")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
