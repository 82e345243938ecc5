#include "engine/design/calibrated_spec.hpp"

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"

namespace sondeo::design {

namespace {

using spec::ListForm;
using spec::Section;
using spec::Value;

CalibratedSpec read_one(const Value& value) {
  Section section = value.section();
  CalibratedSpec calibrated;
  calibrated.place = value.place();
  for (const auto& margin : section.required("margins").items()) {
    Section table = margin.section();
    calibrated.margins.push_back(read_margin(table));
    table.finish();
  }
  calibrated.weight = section.text("weight");
  calibrated.carried_by = section.texts("carried_by", ListForm::kOneOrList);
  calibrated.level = section.text("level");
  calibrated.partition = section.texts("partition", ListForm::kOneOrList);
  calibrated.same_weight_within = section.text("same_weight_within");
  section.finish();
  return calibrated;
}

}  // namespace

MarginSpec read_margin(Section& section) {
  MarginSpec margin;
  margin.by = section.texts("by", ListForm::kOneOrList);
  margin.variable = section.text("variable");
  if (margin.by.empty() != margin.variable.has_value()) {
    throw Error({code::kMarginForm, {}, section.place(), {}, {}});
  }
  return margin;
}

std::vector<CalibratedSpec> read_calibrated(Section& weight) {
  std::vector<CalibratedSpec> calibrated;
  const auto value = weight.value("calibrated");
  if (!value) return calibrated;
  if (value->type() == spec::Type::kTable) {
    calibrated.push_back(read_one(*value));
  } else {
    for (const auto& item : value->items()) calibrated.push_back(read_one(item));
  }
  return calibrated;
}

}  // namespace sondeo::design
