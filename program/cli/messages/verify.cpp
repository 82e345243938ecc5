#include "engine/ingest/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"
#include "published/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> verify_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kPublishedNeeded,
          N_("{command} compares a study with a printed table: name the study, then the table (.xlsx or "
             ".csv)")},
      MessageText{code::kPrintedTooLarge, N_("{file} has more than {limit} cells: give a part with --range")},
      MessageText{code::kPublishedNothing, N_("there is no cell to read in {file}")},
      MessageText{code::kPublishedNoRows, N_("no row of {file} has a label and a figure")},
      MessageText{
          code::kPublishedDecimalUnknown,
          N_("cell {cell} of {file}: '{text}' may be thousands or thousandths, and no other cell tells: "
             "declare the decimal mark with --decimal")},
      MessageText{
          code::kPublishedDecimalMixed,
          N_("{file} has two decimal marks, '{text}' in cell {cell} and '{other_text}' in cell {other}: "
             "declare the right one with --decimal")},
      MessageText{
          code::kPublishedHeading,
          N_("cell {cell} of {file}: '{text}' is no statistic, no indicator and no code of a breakdown "
             "of the study: say what it is with --heading '{text}=ROLE' (a statistic, "
             "VARIABLE:CODE, an indicator, total or ignore), or --rows and --columns with its "
             "breakdown")},
      MessageText{code::kPublishedAmbiguous,
                  N_("cell {cell} of {file}: '{text}' may be {meanings}: say of which breakdown the rows or "
                     "columns are with --rows or --columns, or what it is with --heading '{text}=ROLE'")},
      MessageText{
          code::kPublishedConflict,
          N_("cell {cell} of {file}: its headings and labels say both {first} and {second}: say what "
             "they are with --heading, or give the part of the sheet that is one table with --range")},
      MessageText{
          code::kPublishedTwice,
          N_("cells {other} and {cell} of {file} are of the same group and statistic: say what sets them "
             "apart with --heading, or leave one out with --range")},
      MessageText{code::kPublishedNotNumber,
                  N_("cell {cell} of {file}: '{text}' is no number: leave its column out with --heading "
                     "'...=ignore', or declare --decimal")},
      MessageText{
          code::kPublishedNoHeading,
          N_("nothing says what cell {cell} of {file} is: give it a heading and a label, or say which "
             "rows are headings with --header-rows and what the first columns are with --rows")},
      MessageText{
          code::kPublishedIndicator,
          N_("cell {cell} of {file}: neither headings nor title say which indicator it is of: declare "
             "--indicator, one of {known}")},
      MessageText{
          code::kPublishedCategory,
          N_("cell {cell} of {file}: '{indicator}' has the categories {known}: say which with --heading "
             "'...={indicator}:CATEGORY'")},
      MessageText{
          code::kPublishedSecondHeading,
          N_("row of cell {cell} in {file}: a second row of headings below figures: give each table of "
             "the sheet alone with --range")},
      MessageText{code::kPublishedUncalculated,
                  N_("cell {cell} of {file} is a formula that was never calculated: open and save it")},
      MessageText{code::kDeclaredHeadingForm,
                  N_("'{value}' is not HEADING=ROLE: a text of the table, and what it is")},
      MessageText{code::kDeclaredHeadingAbsent, N_("no cell of {file} says '{heading}'")},
      MessageText{code::kDeclaredRange,
                  N_("'{value}' is no range of cells: write the first and the last, as B7:H20")},
      MessageText{code::kDeclaredRole,
                  N_("'{role}' is no statistic, VARIABLE:CODE, breakdown, indicator, 'total' or 'ignore'")},
      MessageText{code::kDeclaredVariable, N_("the study is not broken down by '{variable}'")},
      MessageText{code::kDeclaredIndicator, N_("the study has no indicator '{indicator}'")},
      MessageText{code::kVerifyEstimates,
                  N_("no heading of {file} names a statistic: its figures are taken for estimates")},
      MessageText{
          code::kVerifyUnit,
          N_("the table does not say in which unit '{indicator}' is printed: by its figures in {unit}")},
      MessageText{code::kVerifyExplained,
                  N_("{count} figures differ, and {convention} alone explains the whole table: with it every "
                     "printed figure is reproduced")},
      MessageText{
          code::kVerifyPartly,
          N_("{count} figures differ; {convention} explains {explained} of them, leaves {left}, and does "
             "not give {breaks} that match now")},
      MessageText{code::kVerifyUnexplained,
                  N_("{count} figures differ, and no convention that is known reproduces any of them")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
