#include "program/run/models_section.hpp"

#include <utility>

#include "engine/spec/words.hpp"

namespace sondeo::run {

std::vector<ModelSpec> read_models(spec::Section& root) {
  std::vector<ModelSpec> models;
  for (auto& section : root.sections("model")) {
    const auto family = spec::word_position(section.required("family"), estimation::kFamilyNames);
    const Written formula = section.required_text("formula");
    ModelSpec model = model_of(formula, static_cast<estimation::Family>(family));
    model.subject.level = section.text_or("level", "");
    model.subject.universe = section.text("universe");
    model.subject.weight = section.text("weight");
    section.finish();
    models.push_back(std::move(model));
  }
  return models;
}

}  // namespace sondeo::run
