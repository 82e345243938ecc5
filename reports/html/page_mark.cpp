#include "reports/html/page_mark.hpp"

namespace sondeo::reports {

namespace {

constexpr char kBegin = '\x02';
constexpr char kEnd = '\x03';

}  // namespace

std::string page_mark(std::string_view name) { return kBegin + std::string(name) + kEnd; }

void write_with_parts(std::string_view piece, const MarkedParts& parts, const TextSink& sink) {
  std::size_t written = 0;
  for (std::size_t begin = piece.find(kBegin); begin != std::string_view::npos;
       begin = piece.find(kBegin, begin + 1)) {
    const std::size_t end = piece.find(kEnd, begin);
    if (end == std::string_view::npos) break;
    const auto part = parts.find(piece.substr(begin, end + 1 - begin));
    if (part == parts.end()) continue;
    sink(piece.substr(written, begin - written));
    part->second(sink);
    written = end + 1;
  }
  sink(piece.substr(written));
}

}  // namespace sondeo::reports
