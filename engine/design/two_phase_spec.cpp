#include "engine/design/two_phase_spec.hpp"

#include "engine/spec/words.hpp"

namespace sondeo::design {

TwoPhaseSpec read_two_phase_section(spec::Section& section) {
  TwoPhaseSpec spec;
  spec.subset = section.required_text("subset");
  spec.strata = section.texts("strata", spec::ListForm::kOneOrList);
  spec.psu = section.text("psu");
  spec.fpc = section.text("fpc");
  if (const auto method = section.value("method")) {
    spec.method = static_cast<TwoPhaseMethod>(spec::word_position(*method, kTwoPhaseMethodNames));
  }
  if (const auto weight = section.value("weight")) {
    spec.weight = static_cast<TwoPhaseWeight>(spec::word_position(*weight, kTwoPhaseWeightNames));
  }
  section.finish();
  return spec;
}

}  // namespace sondeo::design
