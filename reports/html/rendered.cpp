#include "reports/html/rendered.hpp"

#include "engine/base/diagnostic.hpp"

namespace sondeo::reports {

void render(kainjow::mustache::mustache& filled, const kainjow::mustache::data& content,
            const TextSink& sink) {
  filled.render(content, [&sink](const std::string& piece) { sink(piece); });
  ensure(filled.is_valid() && filled.error_message().empty(), "a template of the page");
}

std::string rendered(kainjow::mustache::mustache& filled, const kainjow::mustache::data& content) {
  return text_of([&](const TextSink& sink) { render(filled, content, sink); });
}

}  // namespace sondeo::reports
