#include "reports/html/rendered.hpp"

#include "engine/base/diagnostic.hpp"

namespace sondeo::reports {

std::string rendered(kainjow::mustache::mustache& filled, const kainjow::mustache::data& content) {
  std::string text;
  filled.render(content, [&text](const std::string& piece) { text += piece; });
  ensure(filled.is_valid() && filled.error_message().empty(), "a template of the page");
  return text;
}

}  // namespace sondeo::reports
