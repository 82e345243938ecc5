#include "reports/html/page_mark.hpp"

#include <catch2/catch.hpp>

using namespace sondeo;
using namespace sondeo::reports;

namespace {

std::string filled(std::string_view piece) {
  const MarkedParts parts{{page_mark("a"), [](const TextSink& sink) { sink("1"), sink("2"); }},
                          {page_mark("b"), [](const TextSink&) {}}};
  return text_of([&](const TextSink& sink) { write_with_parts(piece, parts, sink); });
}

}  // namespace

TEST_CASE("marks are replaced by their parts, everything else stays") {
  CHECK(filled("plain") == "plain");
  CHECK(filled("<p>" + page_mark("a") + "</p>" + page_mark("b") + page_mark("a")) == "<p>12</p>12");
  CHECK(filled(page_mark("unknown")) == page_mark("unknown"));
  CHECK(filled("\x02" + page_mark("a") + "\x02") ==
        "\x02"
        "12\x02");
}
