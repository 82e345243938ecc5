#include "program/run/edition_run.hpp"

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

bool shares_psus(const Study& study) { return study.waves && study.waves->shares_psus; }

void refuse_without_scores(const Study& study, const Place& place) {
  const char* what = nullptr;
  if (study.estimate.replicates || study.design.replicates) what = "variance";
  if (study.design.pps) what = "pps";
  if (study.design.two_phase) what = "two_phase";
  if (study.estimate.standard) what = "standardise";
  if (study.imputation) what = "imputation";
  if (what != nullptr)
    throw Error({code::kWavesLinearised, {{"study", study.id}, {"what", what}}, place, {}, {}});
}

Study with_overlap(Study study, const Study& later) {
  if (!study.waves) study.waves = WavesSpec{};
  study.waves->shares_psus = true;
  study.waves->place = later.waves->place;
  if (study.waves->psu_key.empty()) study.waves->psu_key = later.waves->psu_key;
  return study;
}

}  // namespace sondeo::run
