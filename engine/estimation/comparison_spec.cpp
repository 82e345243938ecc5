#include "engine/estimation/comparison_spec.hpp"

#include <fmt/format.h>

#include "engine/spec/words.hpp"

namespace sondeo::estimation {

ComparisonSpec read_comparison_section(spec::Section& section) {
  ComparisonSpec comparison;
  comparison.variable = section.required_text("variable");
  if (const auto with = section.value("with")) {
    const spec::CodeValue code = with->code();
    if (const auto* number = std::get_if<double>(&code)) {
      comparison.with = {fmt::format("{}", *number), with->place()};
    } else {
      comparison.with = with->text();
      comparison.with_total = comparison.with->text == "total";
    }
  }
  if (const auto form = section.value("as")) {
    comparison.form = static_cast<ComparisonForm>(spec::word_position(*form, kComparisonFormNames));
  }
  if (const auto adjust = section.value("adjust")) {
    comparison.adjust = static_cast<PAdjustment>(spec::word_position(*adjust, kPAdjustmentNames));
  }
  section.finish();
  return comparison;
}

}  // namespace sondeo::estimation
