#include "program/run/impute_section.hpp"

#include <set>
#include <string>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/data_section.hpp"
#include "program/run/codes.hpp"
#include "program/run/imputation_section.hpp"

namespace sondeo::run {

namespace {

using spec::ListForm;

constexpr double kMostDonors = 1e6;

ImputeSpec read_impute(spec::Section& section) {
  ImputeSpec impute;
  impute.variables = section.required("variables").texts(ListForm::kOneOrList);
  impute.level = section.text_or("level", "");
  impute.where = section.text("where");
  impute.classes = section.texts("classes", ListForm::kOneOrList);
  impute.weight = section.text("weight");
  if (const auto reasons = section.value("reasons")) {
    impute.reasons.clear();
    for (const auto& reason : reasons->items()) {
      impute.reasons.push_back(ingest::read_missing_reason(reason));
    }
  }
  if (const auto minimum = section.value("minimum_donors")) {
    static_cast<void>(minimum->integer());
    impute.minimum_donors = static_cast<std::size_t>(minimum->number_between(1, kMostDonors));
  }
  section.finish();
  return impute;
}

void require_each_once(const std::vector<ImputeSpec>& imputes) {
  std::set<std::pair<std::string, std::string>> names;
  for (const auto& impute : imputes) {
    for (const auto& variable : impute.variables) {
      if (names.emplace(impute.level, variable.text).second) continue;
      throw Error({code::kImputationTwice, {{"variable", variable.text}}, variable.place, {}, {}});
    }
  }
}

}  // namespace

void read_imputes(spec::Section& root, Study& study) {
  for (auto& section : root.sections("impute")) study.imputes.push_back(read_impute(section));
  require_each_once(study.imputes);
  if (study.imputes.empty()) {
    if (!study.imputation) return;
    require_one_way(*study.imputation);
    if (!study.imputation->by_hot_deck) return;
    throw Error({code::kImputeNothing, {}, study.imputation->place, {}, {}});
  }
  const Place& first = study.imputes.front().variables.front().place;
  if (!study.imputation) {
    study.imputation.emplace();
    study.imputation->place = first;
  }
  auto& imputation = *study.imputation;
  if (!imputation.files.empty() || imputation.id || !imputation.variables.empty()) {
    throw Error({code::kImputeWays, {}, first, {}, {}});
  }
  imputation.by_hot_deck = true;
  require_one_way(imputation);
}

}  // namespace sondeo::run
