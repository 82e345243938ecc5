#include <array>
#include <span>

#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> expression_messages() {
  static constexpr std::array kTexts = {
      MessageText{Code::kExpressionEmpty,
                  N_("the expression is empty; write a variable or a condition, such as x == 1")},
      MessageText{Code::kExpressionNotUtf8, N_("this byte is not UTF-8; save the text as UTF-8")},
      MessageText{Code::kExpressionUnterminated,
                  N_("the closing {quote} is missing; a text or name between {quote} ends on its line")},
      MessageText{Code::kExpressionStrayCharacter,
                  N_("the character '{character}' has no meaning here; a name "
                     "that contains it is written between `backquotes`")},
      MessageText{Code::kExpressionForeign, N_("'{written}' is not part of this language; write {proposal}")},
      MessageText{Code::kExpressionNumber, N_("'{number}' is not a number; write it like 15, 0.5 or 1e6; a "
                                              "name that begins with a digit stands between "
                                              "`backquotes`")},
      MessageText{Code::kExpressionEmptyText,
                  N_("an empty text is a missing answer and equals nothing; ask for it with {proposal}")},
      MessageText{Code::kExpressionEmptyName, N_("there is no name between the backquotes")},
      MessageText{Code::kExpressionOperand,
                  N_("a variable, a number or a condition is missing before '{found}'")},
      MessageText{Code::kExpressionOperandAtEnd,
                  N_("the expression breaks off: a variable, a number or a condition is missing at its end")},
      MessageText{Code::kExpressionUnexpected, N_("'{found}' does not fit here: an operator (such as ==, "
                                                  "and, +) or a comma is missing before it")},
      MessageText{Code::kExpressionExpected, N_("'{expected}' is missing before '{found}'")},
      MessageText{Code::kExpressionExpectedAtEnd,
                  N_("the expression breaks off: '{expected}' is missing at its end")},
      MessageText{Code::kExpressionReservedWord,
                  N_("'{word}' is a word of the language and cannot stand here; "
                     "a variable of that name is written `{word}`, a "
                     "condition in between needs parentheses")},
      MessageText{Code::kExpressionUnknownFunction, N_("there is no function '{function}'")},
      MessageText{Code::kExpressionArgumentCount,
                  N_("'{function}' cannot be used with {count} arguments; write it like {usage}")},
      MessageText{Code::kExpressionChain, N_("comparisons cannot be chained; write {proposal}")},
      MessageText{Code::kExpressionTooDeep,
                  N_("more than {limit} parentheses lie inside each other; simplify the expression")},
      MessageText{Code::kExpressionTooLong,
                  N_("the expression has more than {limit} parts; split it into several derived variables")},
      MessageText{Code::kExpressionUnknownReason,
                  N_("'{word}' is not a reason why an answer is missing; the reasons are: {known}")},
      MessageText{Code::kExpressionCodeExpected, N_("'{found}' cannot stand here: only a number or a text in "
                                                    "quotes can, no variable and no calculation")},
      MessageText{Code::kExpressionMixedCodes,
                  N_("the list mixes numbers and texts; a variable has codes of one kind only")},
      MessageText{Code::kExpressionCodeTwice, N_("the code {code} is recoded twice; leave one of the two")},
      MessageText{Code::kExpressionRangeOrder,
                  N_("the range ends before it begins; write the lower code first")},
      MessageText{
          Code::kExpressionBreaksOrder,
          N_("the limits of cut must ascend, and '{second}' comes after '{first}'; put them in order")},
      MessageText{Code::kPatternRange,
                  N_("'{range}' is not a range of names; write numbers like 1-9 or 01-12, "
                     "or single letters like a-g, the "
                     "first one not after the last")},
      MessageText{Code::kPatternSize,
                  N_("'{pattern}' stands for more than {limit} names; narrow its ranges")},
      MessageText{Code::kPatternOutsideList, N_("'{pattern}' stands for several variables; put it inside "
                                                "any(), all(), count(), sum(), mean(), min(), "
                                                "max() or coalesce()")},
      MessageText{Code::kPatternTwo,
                  N_("'{first}' and '{second}' stand in the same condition, and it is open "
                     "which variables go together; use one "
                     "pattern in each argument")},
      MessageText{Code::kPatternMatchesNothing, N_("no variable of {source} matches '{pattern}'")},
      MessageText{Code::kUnknownVariable, N_("the variable '{name}' does not exist in {source}")},
      MessageText{Code::kUnreadVariable, N_("the variable '{name}' does not exist here")},
      MessageText{Code::kPatternUnread, N_("no variable matches '{pattern}'")},
      MessageText{Code::kNeedsCondition,
                  N_("'{text}' is a number and a yes or no is needed here; write for example {proposal}")},
      MessageText{Code::kNeedsConditionNotText,
                  N_("'{text}' is a text and a yes or no is needed here; compare it with ==")},
      MessageText{Code::kNeedsNumberNotCondition,
                  N_("'{text}' is already a yes or no and a number is needed here; write {proposal}")},
      MessageText{Code::kNeedsNumberNotText, N_("'{text}' is a text and a number is needed here")},
      MessageText{Code::kCodedAgainstLabel,
                  N_("'{variable}' holds codes, and \"{label}\" is the label of code "
                     "{code}; write {proposal}, or compare "
                     "label({variable})")},
      MessageText{Code::kCodedAgainstText, N_("'{variable}' holds numeric codes and cannot equal the text "
                                              "\"{text}\"; compare with a code, or with a "
                                              "label: {proposal}")},
      MessageText{Code::kNumberAgainstText,
                  N_("'{text}' is a number and cannot equal the text \"{value}\"; compare with a number")},
      MessageText{Code::kTextAgainstNumber,
                  N_("'{text}' is a text and cannot equal a number; write {proposal}")},
      MessageText{Code::kMixedResults,
                  N_("'{first}' and '{second}' are of different kinds (number, yes or no, "
                     "text); both must be of one kind")},
      MessageText{Code::kOrderOfTexts,
                  N_("texts have no order, '{operator}' cannot compare them; use == or in")},
      MessageText{Code::kOrderOfConditions,
                  N_("yes and no have no order, '{operator}' cannot compare them; use and, or, not, ==")},
      MessageText{Code::kUnknownLabel, N_("no code of '{variable}' has the label \"{label}\"")},
      MessageText{Code::kNoValueLabels, N_("'{variable}' has no value labels; compare it with its codes")},
      MessageText{Code::kLabelNeedsVariable, N_("label() needs a variable, and '{text}' is none")},
      MessageText{Code::kLabelOfMissing, N_("\"{label}\" is the label of a missing answer of '{variable}', "
                                            "which equals nothing; ask for it with {proposal}")},
      MessageText{Code::kComparedWithMissing, N_("nothing equals a missing answer; write {proposal}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
