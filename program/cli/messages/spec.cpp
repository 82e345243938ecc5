#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> spec_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          Code::kSpecSyntax,
          N_("this line cannot be read: the TOML reader reports \"{detail}\"; often a quotation mark, a "
             "bracket or an equals sign is missing here or on the line before")},
      MessageText{
          Code::kSpecDuplicateKey,
          N_("this name was already used above in the file, and can be given only once (\"{detail}\"): "
             "remove or rename one of the two")},
      MessageText{Code::kSpecNotUtf8,
                  N_("'{file}' is not encoded in UTF-8: save it as UTF-8 in your editor; accented letters "
                     "are the usual cause")},
      MessageText{Code::kSpecForeignLetter,
                  N_("here stands a letter with an accent, or a typographic quotation mark: write names with "
                     "such letters between plain quotation marks, as in \"...\" = ")},
      MessageText{Code::kSpecUnknownKey, N_("'{key}' is not a key of [{section}]; its keys are: {known}")},
      MessageText{Code::kSpecUnknownSection,
                  N_("'{key}' is not a section that this file may have; its sections are: {known}")},
      MessageText{Code::kSpecMissingKey, N_("[{section}] needs the key '{key}', which is missing")},
      MessageText{Code::kSpecMissingSection, N_("this file needs a section [{key}], which is missing")},
      MessageText{Code::kSpecWrongType,
                  N_("'{key}' must be of the TOML type: {expected}; found here: {found}")},
      MessageText{Code::kSpecEmptyText, N_("'{key}' is empty: write a value, or remove the key")},
      MessageText{Code::kSpecEmptyList, N_("'{key}' is an empty list: write its values, or remove the key")},
      MessageText{Code::kSpecNotFinite,
                  N_("'{key}' must be a number, and neither infinite nor \"not a number\"")},
      MessageText{Code::kSpecNotPositive, N_("'{key}' is {value}, and must be greater than zero")},
      MessageText{Code::kSpecNotBetween, N_("'{key}' is {value}, and must be from {low} to {high}")},
      MessageText{Code::kSpecNotInside,
                  N_("'{key}' is {value}, and must be greater than {low} and less than {high}")},
      MessageText{Code::kSpecUnknownWord, N_("'{value}' is not a value of '{key}'; write one of: {allowed}")},
      MessageText{
          Code::kSpecNotComputedYet,
          N_("'{key}' is not computed by this version of sondeo yet: remove it. It is refused and not "
             "ignored, because the figures would differ from what the file asks for")},
      MessageText{Code::kSpecTooDeep, N_("a name with dots may have at most {limit} parts")},
      MessageText{Code::kSpecLanguageCode,
                  N_("'{language}' in '{key}' is not a language code: write es, en, es-MX and the like")},
      MessageText{Code::kSpecSchema,
                  N_("the schema '{value}' is not one that sondeo reads; write '{expected}'")},
      MessageText{Code::kSpecOneCharacter, N_("'{key}' must be a single character; found: '{value}'")},
      MessageText{Code::kSpecFileAbsent, N_("the file '{file}' does not exist")},
      MessageText{Code::kSpecFileUnreadable, N_("'{file}' could not be read (system error {reason})")},
      MessageText{Code::kSpecFileNotRegular, N_("'{file}' is not a file but a folder or a device")},
      MessageText{
          Code::kSpecFileTooLarge,
          N_("'{file}' is longer than {limit} bytes: a study or an instrument is written by hand, this "
             "seems to be another kind of file")},
      MessageText{
          Code::kStudyFileOutside,
          N_("'{file}' lies outside the study's folder: name a file inside it, without '..', and give "
             "the folder of the data with --data")},
      MessageText{Code::kStudyFileAbsent, N_("the file '{file}' does not exist in the folder '{folder}'")},
      MessageText{Code::kStudyFileNotRegular, N_("'{file}' is not a file but a folder or a device")},
      MessageText{Code::kStudyFileName,
                  N_("'{file}' has a character that file names here cannot have: between folders write /")},
      MessageText{Code::kStudyInstrumentAbsent,
                  N_("the instrument '{instrument}' was not found: there is no file '{file}' in the folder "
                     "'{folder}'")},
      MessageText{
          Code::kStudyNoData,
          N_("the study names no data: write a section [data.NAME] with file = \"...\" for each table")},
      MessageText{Code::kStudyUnknownLevel,
                  N_("'{level}' in '{key}' is not a level of the study; its [data.*] sections are: {known}")},
      MessageText{
          Code::kStudyLevelNeeded,
          N_("'{id}' in [[{section}]] needs level = \"...\", because the study has several: {known}")},
      MessageText{Code::kStudyUnknownRole,
                  N_("'{role}' in '{key}' is not a weight of the study; section [weight] has: {known}")},
      MessageText{Code::kStudyUnknownIndicator,
                  N_("the indicator '{indicator}' is defined neither in the study nor in its instrument")},
      MessageText{
          Code::kStudyParentCycle,
          N_("the parents of '{level}' lead back to a level already passed: a parent must stand above")},
      MessageText{Code::kStudyKeyNeeded,
                  N_("[data.{level}] needs key = [\"...\"], because '{other}' is joined to it")},
      MessageText{
          Code::kStudyKeyCount,
          N_("the key of '{level}' has {count} variables and that of '{other}' has {expected}: keys that "
             "are joined correspond one by one")},
      MessageText{
          Code::kStudyEventsNotChild,
          N_("the events of '{indicator}' are the records of '{events}', which is not below its level "
             "'{level}': give [data.{events}] its parent")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
