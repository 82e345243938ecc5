#include "reports/xml_text.hpp"

#include <utility>

#include <pugixml.hpp>

#include "reports/plain_text.hpp"

namespace sondeo::reports {

namespace {

/// Collects what pugixml writes.
class Collector : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text_.append(static_cast<const char*>(data), size);
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string xml_safe(std::string_view text) {
  std::string safe = printable(text);
  for (const std::string_view point : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {  // U+FFFE, U+FFFF
    for (std::size_t at = safe.find(point); at != std::string::npos; at = safe.find(point, at)) {
      safe.erase(at, point.size());
    }
  }
  return safe;
}

std::string xml_text(const pugi::xml_document& document, const MemoryWatch& memory) {
  memory.require();
  Collector collector;
  document.save(collector, "  ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::move(collector).text();
}

}  // namespace sondeo::reports
