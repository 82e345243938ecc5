#include "program/cli/render.hpp"

#include <catch2/catch.hpp>

#include "engine/base/codes.hpp"
#include "engine/ingest/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/language.hpp"

using namespace sondeo;       // NOLINT(google-build-using-namespace)
using namespace sondeo::cli;  // NOLINT(google-build-using-namespace)

namespace {

Diagnostic absent_variable() {
  const std::string line = "weight = \"FAC_MUJER\"";
  return {code::kUnknownFlag,
          {{"flag", "FAC_MUJER"}, {"command", "endireh.sav"}},
          Place{Origin::kStudy, "spec.toml", 14, 10, 11, line},
          {"FAC_MUJ", "FAC_VIV"},
          "sondeo inspect endireh.sav --match 'FAC*'"};
}

}  // namespace

TEST_CASE("a finding has the layout: sentence, place, line, carets, nearest names, next command") {
  speak(Language::kEnglish, SONDEO_CATALOGUES);
  CHECK(render(absent_variable(), false) ==
        "error[E3002]: 'endireh.sav' has no flag 'FAC_MUJER'\n"
        "  --> spec.toml:14:10\n"
        "   14 | weight = \"FAC_MUJER\"\n"
        "      |          ^^^^^^^^^^^\n"
        "   = similar: FAC_MUJ, FAC_VIV\n"
        "   = see: sondeo inspect endireh.sav --match 'FAC*'      (help: sondeo help E3002)\n");
}

TEST_CASE("the layout speaks Spanish") {
  speak(Language::kSpanish, SONDEO_CATALOGUES);
  const std::string text = render(absent_variable(), false);
  speak(Language::kEnglish, SONDEO_CATALOGUES);
  CHECK_THAT(text, Catch::Matchers::Contains("= parecidas: FAC_MUJ"));
  CHECK_THAT(text, Catch::Matchers::Contains("= ver: sondeo inspect"));
  CHECK_THAT(text, Catch::Matchers::Contains("(ayuda: sondeo help E3002)"));
}

TEST_CASE("carets and column count characters, not bytes") {
  auto finding = absent_variable();
  finding.place = Place{Origin::kCommandLine, "--where", 1, 10, 4, "`a\xC3\xB1o$` == sxeo"};
  finding.place->column = 12;
  const std::string text = render(finding, false);
  CHECK_THAT(text, Catch::Matchers::Contains("--> --where:1:11\n"));
  CHECK_THAT(text, Catch::Matchers::Contains("    1 | `a\xC3\xB1o$` == sxeo\n      |           ^^^^\n"));
}

TEST_CASE("of a long line the part around the fault is shown") {
  auto finding = absent_variable();
  const std::string line = std::string(500, 'a') + "FAULT" + std::string(500, 'b');
  finding.place = Place{Origin::kStudy, "s.toml", 1, 501, 5, line};
  const std::string text = render(finding, false);
  CHECK_THAT(text, Catch::Matchers::Contains("aFAULTb"));
  CHECK(text.find(std::string(120, 'b')) == std::string::npos);
  const auto caret = text.find('^');
  const auto fault = text.find("FAULT");
  const auto column = [&](std::size_t position) { return position - text.rfind('\n', position); };
  CHECK(column(caret) + 2 == column(fault));  // the ellipsis takes one column and three bytes
}

TEST_CASE("a fault beyond the end of its line has one caret behind it") {
  auto finding = absent_variable();
  finding.place = Place{Origin::kCommandLine, "--where", 1, 7, 1, "age >="};
  CHECK_THAT(render(finding, false), Catch::Matchers::Contains("1 | age >=\n      |       ^\n"));
}

TEST_CASE("a name cannot steer the terminal") {
  auto finding = absent_variable();
  finding.arguments = {{"flag", "\x1b[2Jx"}, {"command", "y"}};
  finding.place->text = "\x1b[2Jz";
  finding.place->column = 1;
  CHECK(render(finding, false).find('\x1b') == std::string::npos);
}

TEST_CASE("a warning is no error and colour only adds escape sequences") {
  Diagnostic warning{
      code::kEncodingNamesDiffer, {{"file", "a.sav"}, {"declared", "x"}, {"named", "y"}}, {}, {}, {}};
  CHECK(code_name(warning) == "W0201");
  CHECK(exit_code_of(warning) == 0);
  CHECK_THAT(render(warning, false), Catch::Matchers::StartsWith("warning[W0201]: "));
  CHECK_THAT(render(warning, true), Catch::Matchers::StartsWith("\x1b[1;33mwarning[W0201]\x1b[0m"));
}

TEST_CASE("a fault of ours ends with 10, a full disk with 8") {
  CHECK(exit_code_of({code::kInternal, {}, {}, {}, {}}) == 10);
  CHECK(exit_code_of({code::kOutputNoSpace, {}, {}, {}, {}}) == 8);
}
