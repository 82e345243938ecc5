#include "engine/estimation/derived_spec.hpp"

namespace sondeo::estimation {

DerivedSpec read_derived_section(spec::Section& section) {
  DerivedSpec derived;
  derived.id = section.required_text("id");
  derived.label = section.translations("label");
  derived.expression = section.required_text("expr");
  derived.unit = section.text_or("unit", "");
  section.finish();
  return derived;
}

}  // namespace sondeo::estimation
