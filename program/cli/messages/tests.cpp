#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

std::span<const MessageText> tests_messages() {
  static constexpr std::array kTexts = {
      MessageText{Code::kTestsNotWritten,
                  N_("{count} tests are not in this CSV, which holds the estimates: write them to a file of "
                     "their own with --tests FILE")},
      MessageText{Code::kCrosstabForm, N_("'{value}' is not two variables, as sex,area")},
      MessageText{Code::kTTestForm,
                  N_("'{value}' is neither a variable nor a variable and its groups, as 'income ~ sex'")},
      MessageText{Code::kTTestGroups,
                  N_("a t test compares two groups, and '{variable}' has {count} among the rows that are "
                     "tested: choose two with a condition such as x == 1, or in the universe")},
      MessageText{Code::kTestKindNeeded,
                  N_("a test needs either crosstab = [\"a\", \"b\"] or ttest = \"y\"")},
      MessageText{Code::kTestKeyUnused, N_("the key '{key}' means something beside '{needed}' only")},
      MessageText{Code::kModelNeeded,
                  N_("there is no model: ask for one with --linear, --logistic or --poisson")},
      MessageText{Code::kModelForm, N_("'{value}' is not a model: write it as 'y ~ x + z'")},
      MessageText{Code::kModelTerm,
                  N_("'{term}' is not a term of a model: variables, products a:b and a*b, and expressions in "
                     "parentheses, with + between them")},
      MessageText{Code::kModelTermTwice, N_("the term '{term}' stands in the model twice")},
      MessageText{Code::kModelReference,
                  N_("'{variable}' has no code '{code}' among the rows of the model to refer to")},
      MessageText{Code::kModelNotNumber,
                  N_("'{variable}' is text, and the model needs numbers here: write a condition such as x == "
                     "\"a\"")},
      MessageText{Code::kModelEmpty, N_("no row has all the variables of the model '{model}'")},
      MessageText{Code::kModelResponse,
                  N_("{count} rows have a response that a {family} model does not have: from 0 to 1 for a "
                     "logistic model, not negative for a Poisson model ('{model}')")},
      MessageText{Code::kModelOneCategory,
                  N_("'{variable}' has one category among the rows of the model '{model}': it explains "
                     "nothing")},
      MessageText{Code::kModelSingular,
                  N_("the other regressors of the model '{model}' determine {regressors}: leave them out")},
      MessageText{Code::kModelSeparated,
                  N_("{regressors} separate the responses of the model '{model}' completely: their "
                     "coefficients have no bound; group categories, or leave them out")},
      MessageText{Code::kModelNotConverged,
                  N_("the model '{model}' did not converge in {iterations} iterations")},
      MessageText{Code::kModelTooLarge,
                  N_("the model '{model}' has {count} regressors, more than the {limit} that it may have")},
      MessageText{
          Code::kModelMissing,
          N_("{count} rows ({percent} % of the weight) lack a variable of the model '{model}' and are "
             "left out of it")},
      MessageText{Code::kModelsNotWritten,
                  N_("{count} models are not in this CSV, which holds the estimates: write them to a file of "
                     "their own with --models FILE")},
      MessageText{Code::kModelsNone, N_("there are no models: '{file}' is not written")},
      MessageText{Code::kTestsNone, N_("there are no tests: '{file}' is not written")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
