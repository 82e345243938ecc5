#include "reports/plain_text.hpp"

#include <catch2/catch.hpp>

using namespace sondeo::reports;  // NOLINT(google-build-using-namespace)

TEST_CASE("a label cannot send escape sequences to the terminal") {
  CHECK(printable("a\x1b[31mb\x07") == "a[31mb");
  CHECK(printable("x\xC2\x9By") == "xy");  // C1 control sequence introducer
  CHECK(printable("abc\xE2\x80\xAE"
                  "def") == "abcdef");  // right-to-left override
  CHECK(printable("one\ttwo\nthree\r") == "one two three");
}

TEST_CASE("accents stay and broken UTF-8 is replaced byte by byte") {
  CHECK(printable("Regi\xC3\xB3n") == "Regi\xC3\xB3n");
  CHECK(printable("a\xF1o") == "a\xEF\xBF\xBDo");
  CHECK(printable("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");          // an overlong slash
  CHECK(printable("\xED\xA0\x80").find('\xA0') == std::string::npos);  // a surrogate
  CHECK(printable("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");          // cut off
}

TEST_CASE("width counts columns, not bytes") {
  CHECK(display_width("Regi\xC3\xB3n") == 6);
  CHECK(display_width("e\xCC\x81") == 1);                 // e and a combining acute accent
  CHECK(display_width("\xE4\xB8\xAD\xE6\x96\x87") == 4);  // two ideographs
  CHECK(pad_right("\xC3\xB1", 3) == "\xC3\xB1  ");
  CHECK(pad_left("\xC3\xB1", 3) == "  \xC3\xB1");
  CHECK(pad_left("long", 2) == "long");
}

TEST_CASE("a text is cut between characters and says so") {
  CHECK(shorten("\xC3\xB1\xC3\xB1\xC3\xB1\xC3\xB1", 3) == "\xC3\xB1\xC3\xB1\xE2\x80\xA6");
  CHECK(shorten("abc", 3) == "abc");
  CHECK(shorten("abc", 0).empty());
}
