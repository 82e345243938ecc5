#include "engine/design/design_section.hpp"

#include <array>

#include "engine/spec/words.hpp"

namespace sondeo::design {

namespace {

using spec::ListForm;
using spec::Section;
using spec::Value;

WeightSpec read_weight(const Written& role, const Value& value) {
  WeightSpec weight;
  weight.role = role.text;
  if (value.type() != spec::Type::kTable) {
    weight.expression = value.text();
    return weight;
  }
  Section table = value.section();
  weight.expression = table.required_text("variable");
  weight.where = table.text("where");
  table.finish();
  return weight;
}

}  // namespace

LonelyPsu read_lonely_psu(const Value& value) {
  static constexpr std::array<spec::Word<LonelyPsu>, 5> kPolicies{{{"fail", LonelyPsu::kFail},
                                                                   {"remove", LonelyPsu::kRemove},
                                                                   {"certainty", LonelyPsu::kCertainty},
                                                                   {"adjust", LonelyPsu::kAdjust},
                                                                   {"average", LonelyPsu::kAverage}}};
  if (value.type() == spec::Type::kTable) {
    static constexpr std::array<std::string_view, 2> kLater{"collapse", "map"};
    value.section().refuse_uncomputed(kLater);
  }
  return spec::meaning_of(value, kPolicies);
}

DesignSpec read_design_section(Section& section) {
  static constexpr std::array<std::string_view, 2> kLater{"stages", "replicates"};
  section.refuse_uncomputed(kLater);
  DesignSpec design;
  design.strata = section.texts("strata", ListForm::kOneOrList);
  design.psu = section.text("psu");
  design.fpc = section.text("fpc");
  if (const auto policy = section.value("lonely_psu")) design.lonely_psu = read_lonely_psu(*policy);
  section.finish();
  return design;
}

std::vector<WeightSpec> read_weight_section(Section& section) {
  static constexpr std::array<std::string_view, 1> kLater{"calibrated"};
  section.refuse_uncomputed(kLater);
  std::vector<WeightSpec> weights;
  for (const auto& [role, value] : section.entries()) weights.push_back(read_weight(role, value));
  return weights;
}

}  // namespace sondeo::design
