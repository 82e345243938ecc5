#include "engine/estimation/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

std::span<const MessageText> tests_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kTestsNotWritten,
                  N_("{count} tests are not in this CSV, which holds the estimates: write them to a file of "
                     "their own with --tests FILE")},
      MessageText{code::kCrosstabForm, N_("'{value}' is not two variables, as sex,area")},
      MessageText{code::kTTestForm,
                  N_("'{value}' is neither a variable nor a variable and its groups, as 'income ~ sex'")},
      MessageText{code::kTTestGroups,
                  N_("a t test compares two groups, and '{variable}' has {count} among the rows that are "
                     "tested: choose two with a condition such as x == 1, or in the universe")},
      MessageText{code::kTestKindNeeded,
                  N_("a test needs either crosstab = [\"a\", \"b\"] or ttest = \"y\"")},
      MessageText{code::kTestKeyUnused, N_("the key '{key}' means something beside '{needed}' only")},
      MessageText{code::kModelNeeded,
                  N_("there is no model: ask for one with --linear, --logistic or --poisson")},
      MessageText{code::kModelForm, N_("'{value}' is not a model: write it as 'y ~ x + z'")},
      MessageText{code::kModelTerm,
                  N_("'{term}' is not a term of a model: variables, products a:b and a*b, and expressions in "
                     "parentheses, with + between them")},
      MessageText{code::kModelTermTwice, N_("the term '{term}' stands in the model twice")},
      MessageText{code::kModelReference,
                  N_("'{variable}' has no code '{code}' among the rows of the model to refer to")},
      MessageText{code::kModelNotNumber,
                  N_("'{variable}' is text, and the model needs numbers here: write a condition such as x == "
                     "\"a\"")},
      MessageText{code::kModelEmpty, N_("no row has all the variables of the model '{model}'")},
      MessageText{code::kModelResponse,
                  N_("{count} rows have a response that a {family} model does not have: from 0 to 1 for a "
                     "logistic model, not negative for a Poisson model ('{model}')")},
      MessageText{code::kModelOneCategory,
                  N_("'{variable}' has one category among the rows of the model '{model}': it explains "
                     "nothing")},
      MessageText{code::kModelSingular,
                  N_("the other regressors of the model '{model}' determine {regressors}: leave them out")},
      MessageText{code::kModelSeparated,
                  N_("{regressors} separate the responses of the model '{model}' completely: their "
                     "coefficients have no bound; group categories, or leave them out")},
      MessageText{code::kModelNotConverged,
                  N_("the model '{model}' did not converge in {iterations} iterations")},
      MessageText{code::kModelTooLarge,
                  N_("the model '{model}' has {count} regressors, more than the {limit} that it may have")},
      MessageText{
          code::kModelMissing,
          N_("{count} rows ({percent} % of the weight) lack a variable of the model '{model}' and are "
             "left out of it")},
      MessageText{code::kModelsNotWritten,
                  N_("{count} models are not in this CSV, which holds the estimates: write them to a file of "
                     "their own with --models FILE")},
      MessageText{code::kModelsNone, N_("there are no models: '{file}' is not written")},
      MessageText{code::kTestsNone, N_("there are no tests: '{file}' is not written")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
