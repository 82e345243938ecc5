#include "weights/response_section.hpp"

#include <algorithm>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "weights/codes.hpp"
#include "weights/response_rates.hpp"

namespace sondeo::weights {

namespace {

/// A stage stands after those that its rates build on, so that there is no circle.
void check_after(const ResponseSpec& spec, const std::vector<ResponseSpec>& before) {
  std::vector<std::string> names;
  names.reserve(before.size());
  for (const auto& each : before) names.push_back(each.name.text);
  const auto has = [&](const Written& name) {
    return std::find(names.begin(), names.end(), name.text) != names.end();
  };
  if (has(spec.name)) {
    throw Error({code::kResponseTwice, {{"stage", spec.name.text}}, spec.name.place, {}, {}});
  }
  if (!spec.after || has(*spec.after)) return;
  throw Error({code::kResponseAfter,
               {{"stage", spec.after->text}},
               spec.after->place,
               nearest_names(spec.after->text, names),
               {}});
}

ResponseSpec read_stage(spec::Section& section) {
  ResponseSpec spec;
  spec.name = section.required_text("name");
  spec.level = section.text("level");
  spec.outcome = read_code_lists(section.required("outcome").section(), kDispositionNames);
  if (const auto share = section.value("eligible")) spec.eligible = share->number_between(0, 1);
  spec.by = section.texts("by", spec::ListForm::kOneOrList);
  spec.weight = section.text("weight");
  spec.substitute = section.text("substitute");
  spec.where = section.text("where");
  spec.after = section.text("after");
  section.finish();
  return spec;
}

}  // namespace

std::vector<ResponseSpec> read_response(spec::Section& root) {
  std::vector<ResponseSpec> stages;
  for (auto& section : root.sections("response")) {
    ResponseSpec spec = read_stage(section);
    check_after(spec, stages);
    stages.push_back(std::move(spec));
  }
  return stages;
}

}  // namespace sondeo::weights
