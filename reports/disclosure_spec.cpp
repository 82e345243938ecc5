#include "reports/disclosure_spec.hpp"

#include "engine/base/diagnostic.hpp"
#include "reports/codes.hpp"

namespace sondeo::reports {

namespace {

double count_or(spec::Section& section, std::string_view key, double otherwise) {
  constexpr double kMost = 1e6;
  const auto value = section.value(key);
  if (!value) return otherwise;
  const auto whole = static_cast<double>(value->integer());
  static_cast<void>(value->number_between(0, kMost));
  return whole;
}

}  // namespace

DisclosureSpec read_disclosure_section(spec::Section& section) {
  DisclosureSpec spec;
  const Place place = section.place();
  spec.minimum_cases = count_or(section, "minimum_cases", spec.minimum_cases);
  spec.minimum_complement = count_or(section, "minimum_complement", spec.minimum_cases);
  spec.minimum_base = count_or(section, "minimum_base", spec.minimum_cases);
  spec.minimum_psus = count_or(section, "minimum_psus", spec.minimum_psus);
  if (const auto zeros = section.yes_no("protect_zeros")) spec.protect_zeros = *zeros;
  spec.rounding = count_or(section, "rounding", spec.rounding);
  section.finish();
  const bool rules = spec.minimum_cases > 0 || spec.minimum_complement > 0 || spec.minimum_base > 0 ||
                     spec.minimum_psus > 0 || spec.rounding > 0;
  if (!rules) throw Error({code::kDisclosureNothing, {}, place, {}, {}});
  return spec;
}

}  // namespace sondeo::reports
