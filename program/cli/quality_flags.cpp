#include "program/cli/quality_flags.hpp"

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/flag_values.hpp"

namespace sondeo::cli {

void set_quality(const CommandLine& line, run::Study& study) {
  if (const auto scheme = line.value("--quality")) {
    if (!study.quality) study.quality.emplace();
    study.quality->scheme = *scheme;
  }
  if (!study.quality) {
    for (const char* flag : {"--known-domain", "--strict"}) {
      if (!line.has(flag)) continue;
      throw Error({code::kQualityNeeded, {{"flag", flag}}, line.whole(), {}, {}});
    }
    return;
  }
  for (const auto& domain : line.values("--known-domain")) {
    study.quality->known_domains.push_back(parts(domain));
  }
}

}  // namespace sondeo::cli
