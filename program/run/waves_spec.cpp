#include "program/run/waves_spec.hpp"

#include <array>

#include "engine/spec/words.hpp"

namespace sondeo::run {

WavesSpec read_waves_section(spec::Section& section) {
  static constexpr std::array<spec::Word<bool>, 2> kOverlaps{{{"none", false}, {"psu", true}}};
  WavesSpec waves;
  waves.place = section.place();
  if (const auto overlap = section.value("overlap"))
    waves.shares_psus = spec::meaning_of(*overlap, kOverlaps);
  waves.psu_key = section.texts("psu_key", spec::ListForm::kOneOrList);
  waves.a_break = section.text("break");
  section.finish();
  return waves;
}

}  // namespace sondeo::run
