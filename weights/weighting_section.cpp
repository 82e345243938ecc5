#include "weights/weighting_section.hpp"

#include <array>
#include <string_view>

#include "engine/spec/words.hpp"

namespace sondeo::weights {

namespace {

using Reader = StepMethod (*)(spec::Section&);

/// Every kind of step with what reads it.
constexpr std::array<spec::Word<Reader>, 7> kReaders{{
    {"base", [](spec::Section& section) -> StepMethod { return read_base_step(section); }},
    {"nonresponse", [](spec::Section& section) -> StepMethod { return read_nonresponse_step(section); }},
    {"poststratify", [](spec::Section& section) -> StepMethod { return read_poststratify_step(section); }},
    {"rake", [](spec::Section& section) -> StepMethod { return read_rake_step(section); }},
    {"calibrate", [](spec::Section& section) -> StepMethod { return read_calibrate_step(section); }},
    {"trim", [](spec::Section& section) -> StepMethod { return read_trim_step(section); }},
    {"normalise", [](spec::Section& section) -> StepMethod { return read_normalise_step(section); }},
}};

/// Steps that mean something and are not computed yet.
constexpr std::array<std::string_view, 1> kLater{"replicates"};

WeightingStep read_step(spec::Section& section) {
  WeightingStep step;
  const spec::Value kind = section.required("step");
  const Reader reader = spec::meaning_of(kind, kReaders, kLater);
  step.kind = kind.text();
  step.place = step.kind.place;
  step.name = section.text_or("name", step.kind.text);
  step.role = section.text("role");
  step.level = section.text("level");
  step.where = section.text("where");
  step.method = reader(section);
  section.finish();
  return step;
}

}  // namespace

std::vector<WeightingStep> read_weighting(spec::Section& root) {
  std::vector<WeightingStep> steps;
  for (auto& section : root.sections("weighting")) steps.push_back(read_step(section));
  return steps;
}

}  // namespace sondeo::weights
