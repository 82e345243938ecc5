#include "reports/quality_spec.hpp"

namespace sondeo::reports {

QualitySpec read_quality_section(spec::Section& section) {
  QualitySpec quality;
  quality.scheme = section.required_text("scheme");
  if (const auto domains = section.value("known_domains")) {
    for (const auto& domain : domains->items()) {
      quality.known_domains.push_back(domain.texts(spec::ListForm::kOneOrList));
    }
  }
  section.finish();
  return quality;
}

}  // namespace sondeo::reports
