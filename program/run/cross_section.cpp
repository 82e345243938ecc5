#include "engine/spec/words.hpp"
#include "program/run/cross_spec.hpp"

namespace sondeo::run {

CrossSpec make_cross(const Written& rows, const Written& columns) {
  CrossSpec cross;
  cross.rows = rows;
  cross.columns = columns;
  cross.subject.id = {rows.text + " x " + columns.text, rows.place};
  cross.subject.measure = questionnaires::Measure::kProportion;
  cross.subject.numerator = columns;
  return cross;
}

CrossSpec read_cross_section(spec::Section& section) {
  const Written rows = section.required_text("rows");
  CrossSpec cross = make_cross(rows, section.required_text("columns"));
  if (const auto percent = section.value("percent")) {
    cross.percent = static_cast<CrossPercent>(spec::word_position(*percent, kCrossPercentNames));
  }
  cross.subject.level = section.text_or("level", "");
  cross.subject.universe = section.text("universe");
  cross.subject.weight = section.text("weight");
  if (const auto per = section.value("per")) cross.subject.per = per->positive_number();
  section.finish();
  return cross;
}

}  // namespace sondeo::run
