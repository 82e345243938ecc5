#include <array>
#include <span>

#include "engine/expression/codes.hpp"
#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> expression_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kExpressionEmpty,
                  N_("the expression is empty; write a variable or a condition, such as x == 1")},
      MessageText{code::kExpressionNotUtf8, N_("this byte is not UTF-8; save the text as UTF-8")},
      MessageText{code::kExpressionUnterminated,
                  N_("the closing {quote} is missing; a text or name between {quote} ends on its line")},
      MessageText{code::kExpressionStrayCharacter,
                  N_("the character '{character}' has no meaning here; a name "
                     "that contains it is written between `backquotes`")},
      MessageText{code::kExpressionForeign, N_("'{written}' is not part of this language; write {proposal}")},
      MessageText{code::kExpressionNumber, N_("'{number}' is not a number; write it like 15, 0.5 or 1e6; a "
                                              "name that begins with a digit stands between "
                                              "`backquotes`")},
      MessageText{code::kExpressionEmptyText,
                  N_("an empty text is a missing answer and equals nothing; ask for it with {proposal}")},
      MessageText{code::kExpressionEmptyName, N_("there is no name between the backquotes")},
      MessageText{code::kExpressionOperand,
                  N_("a variable, a number or a condition is missing before '{found}'")},
      MessageText{code::kExpressionOperandAtEnd,
                  N_("the expression breaks off: a variable, a number or a condition is missing at its end")},
      MessageText{code::kExpressionUnexpected, N_("'{found}' does not fit here: an operator (such as ==, "
                                                  "and, +) or a comma is missing before it")},
      MessageText{code::kExpressionExpected, N_("'{expected}' is missing before '{found}'")},
      MessageText{code::kExpressionExpectedAtEnd,
                  N_("the expression breaks off: '{expected}' is missing at its end")},
      MessageText{code::kExpressionReservedWord,
                  N_("'{word}' is a word of the language and cannot stand here; "
                     "a variable of that name is written `{word}`, a "
                     "condition in between needs parentheses")},
      MessageText{code::kExpressionUnknownFunction, N_("there is no function '{function}'")},
      MessageText{code::kExpressionArgumentCount,
                  N_("'{function}' cannot be used with {count} arguments; write it like {usage}")},
      MessageText{code::kExpressionChain, N_("comparisons cannot be chained; write {proposal}")},
      MessageText{code::kExpressionTooDeep,
                  N_("more than {limit} parentheses lie inside each other; simplify the expression")},
      MessageText{code::kExpressionTooLong,
                  N_("the expression has more than {limit} parts; split it into several derived variables")},
      MessageText{code::kExpressionUnknownReason,
                  N_("'{word}' is not a reason why an answer is missing; the reasons are: {known}")},
      MessageText{code::kExpressionCodeExpected, N_("'{found}' cannot stand here: only a number or a text in "
                                                    "quotes can, no variable and no calculation")},
      MessageText{code::kExpressionMixedCodes,
                  N_("the list mixes numbers and texts; a variable has codes of one kind only")},
      MessageText{code::kExpressionCodeTwice, N_("the code {code} is recoded twice; leave one of the two")},
      MessageText{code::kExpressionRangeOrder,
                  N_("the range ends before it begins; write the lower code first")},
      MessageText{
          code::kExpressionBreaksOrder,
          N_("the limits of cut must ascend, and '{second}' comes after '{first}'; put them in order")},
      MessageText{code::kPatternRange,
                  N_("'{range}' is not a range of names; write numbers like 1-9 or 01-12, "
                     "or single letters like a-g, the "
                     "first one not after the last")},
      MessageText{code::kPatternSize,
                  N_("'{pattern}' stands for more than {limit} names; narrow its ranges")},
      MessageText{code::kPatternOutsideList, N_("'{pattern}' stands for several variables; put it inside "
                                                "any(), all(), count(), sum(), mean(), min(), "
                                                "max() or coalesce()")},
      MessageText{code::kPatternTwo,
                  N_("'{first}' and '{second}' stand in the same condition, and it is open "
                     "which variables go together; use one "
                     "pattern in each argument")},
      MessageText{code::kPatternMatchesNothing, N_("no variable of {source} matches '{pattern}'")},
      MessageText{code::kUnknownVariable, N_("the variable '{name}' does not exist in {source}")},
      MessageText{code::kUnreadVariable, N_("the variable '{name}' does not exist here")},
      MessageText{code::kPatternUnread, N_("no variable matches '{pattern}'")},
      MessageText{code::kNeedsCondition,
                  N_("'{text}' is a number and a yes or no is needed here; write for example {proposal}")},
      MessageText{code::kNeedsConditionNotText,
                  N_("'{text}' is a text and a yes or no is needed here; compare it with ==")},
      MessageText{code::kNeedsNumberNotCondition,
                  N_("'{text}' is already a yes or no and a number is needed here; write {proposal}")},
      MessageText{code::kNeedsNumberNotText, N_("'{text}' is a text and a number is needed here")},
      MessageText{code::kCodedAgainstLabel,
                  N_("'{variable}' holds codes, and \"{label}\" is the label of code "
                     "{code}; write {proposal}, or compare "
                     "label({variable})")},
      MessageText{code::kCodedAgainstText, N_("'{variable}' holds numeric codes and cannot equal the text "
                                              "\"{text}\"; compare with a code, or with a "
                                              "label: {proposal}")},
      MessageText{code::kNumberAgainstText,
                  N_("'{text}' is a number and cannot equal the text \"{value}\"; compare with a number")},
      MessageText{code::kTextAgainstNumber,
                  N_("'{text}' is a text and cannot equal a number; write {proposal}")},
      MessageText{code::kMixedResults,
                  N_("'{first}' and '{second}' are of different kinds (number, yes or no, "
                     "text); both must be of one kind")},
      MessageText{code::kOrderOfTexts,
                  N_("texts have no order, '{operator}' cannot compare them; use == or in")},
      MessageText{code::kOrderOfConditions,
                  N_("yes and no have no order, '{operator}' cannot compare them; use and, or, not, ==")},
      MessageText{code::kUnknownLabel, N_("no code of '{variable}' has the label \"{label}\"")},
      MessageText{code::kNoValueLabels, N_("'{variable}' has no value labels; compare it with its codes")},
      MessageText{code::kLabelNeedsVariable, N_("label() needs a variable, and '{text}' is none")},
      MessageText{code::kLabelOfMissing, N_("\"{label}\" is the label of a missing answer of '{variable}', "
                                            "which equals nothing; ask for it with {proposal}")},
      MessageText{code::kComparedWithMissing, N_("nothing equals a missing answer; write {proposal}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
