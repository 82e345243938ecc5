#include <array>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/result.hpp"
#include "program/cli/tabulate_study.hpp"

namespace sondeo::cli {

namespace {

using estimation::Family;

run::Study study_of_models(const CommandLine& line) {
  constexpr std::array kFamilies = {std::pair{"--linear", Family::kLinear},
                                    std::pair{"--logistic", Family::kLogistic},
                                    std::pair{"--poisson", Family::kPoisson}};
  run::Study study = design_study(line);
  const auto where = formula(line, "--where");
  for (const auto& [flag, family] : kFamilies) {
    for (const auto& value : line.values(flag)) {
      study.models.push_back(run::model_of(value, family));
      study.models.back().subject.universe = where;
    }
  }
  if (study.models.empty()) throw Error({code::kModelNeeded, {}, line.whole(), {}, "sondeo model --help"});
  return study;
}

}  // namespace

int run_model(const CommandLine& line, Session& session) {
  const run::Study study = study_of_models(line);
  return estimate_and_write(study, line, session, line.argument()->text);
}

}  // namespace sondeo::cli
