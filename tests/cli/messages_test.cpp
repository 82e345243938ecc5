#include "program/cli/messages/messages.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "program/cli/codes.hpp"
#include "program/cli/language.hpp"

using namespace sondeo;       // NOLINT(google-build-using-namespace)
using namespace sondeo::cli;  // NOLINT(google-build-using-namespace)

namespace {

using Names = std::set<std::string>;

/// What the codes.hpp of every room say: each code's number and the names of its message's arguments.
std::multimap<int, Names> documented_codes() {
  namespace fs = std::filesystem;
  const std::regex line(R"((k\w+)\{(\d+)\};\s*//([^\n]*))");
  const std::regex name(R"([a-z_]+)");
  std::multimap<int, Names> codes;
  for (const auto* top : {"engine", "weights", "questionnaires", "reports", "published", "program"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SONDEO_SOURCE_DIR) / top)) {
      if (entry.path().filename() != "codes.hpp") continue;
      std::ifstream file(entry.path());
      std::stringstream whole;
      whole << file.rdbuf();
      // A comment that is too long goes on in the lines below it.
      const std::string text = std::regex_replace(whole.str(), std::regex(R"(([^\n/;])\n\s+//\s*)"), "$1 ");
      for (std::sregex_iterator it(text.begin(), text.end(), line), end; it != end; ++it) {
        const std::string comment = std::regex_replace((*it)[3].str(), std::regex(R"(\([^)]*\)|;.*)"), "");
        Names names;
        for (std::sregex_iterator word(comment.begin(), comment.end(), name); word != end; ++word)
          names.insert(word->str());
        codes.emplace(std::stoi((*it)[2].str()), names);
      }
    }
  }
  return codes;
}

Names placeholders(const std::string& text) {
  const std::regex brace(R"(\{([a-z_]*)\})");
  Names names;
  for (std::sregex_iterator it(text.begin(), text.end(), brace), end; it != end; ++it)
    names.insert((*it)[1].str());
  return names;
}

std::vector<Argument> arguments_for(const Names& names) {
  std::vector<Argument> arguments;
  for (const auto& name : names) arguments.push_back({name, "<" + name + ">"});
  return arguments;
}

}  // namespace

TEST_CASE("no two codes have the same number") {
  const auto codes = documented_codes();
  for (const auto& [number, names] : codes) {
    CAPTURE(number);
    CHECK(codes.count(number) == 1);
  }
}

TEST_CASE("every code has a sentence") {
  const auto codes = documented_codes();
  REQUIRE(codes.size() > 100);
  for (const auto& [number, names] : codes) {
    CAPTURE(number);
    CHECK(message_text(static_cast<Code>(number)) != nullptr);
  }
}

TEST_CASE("no code has two sentences, and no sentence is without a code of the list") {
  const auto codes = documented_codes();
  std::set<int> seen;
  for (const auto& text : all_messages()) {
    const int number = static_cast<int>(text.code);
    CAPTURE(number, text.text);
    CHECK(seen.insert(number).second);
    CHECK(codes.contains(number));
  }
}

TEST_CASE("a sentence uses only the arguments that its code names") {
  const auto codes = documented_codes();
  for (const auto& text : all_messages()) {
    const auto found = codes.find(static_cast<int>(text.code));
    if (found == codes.end()) continue;
    for (const auto& name : placeholders(text.text)) {
      CAPTURE(static_cast<int>(text.code), text.text, name);
      CHECK(found->second.contains(name));
    }
  }
}

TEST_CASE("every sentence formats with its arguments, in both languages alike") {
  for (const auto& text : all_messages()) {
    speak(Language::kEnglish, SONDEO_CATALOGUES);
    const Names names = placeholders(text.text);
    const Diagnostic finding{text.code, arguments_for(names), {}, {}, {}};
    const std::string english = message(finding);
    speak(Language::kSpanish, SONDEO_CATALOGUES);
    const std::string translated = say(text.text);
    const std::string spanish = message(finding);
    CAPTURE(static_cast<int>(text.code), text.text, translated);
    CHECK(placeholders(translated) == names);
    CHECK(translated != text.text);
    for (const std::string& sentence : {english, spanish}) {
      CHECK(sentence.find('{') == std::string::npos);
      for (const auto& name : names) CHECK(sentence.find("<" + name + ">") != std::string::npos);
    }
  }
  speak(Language::kEnglish, SONDEO_CATALOGUES);
}

TEST_CASE("a finding without an argument of its sentence is still shown") {
  const std::string text = message({code::kUnknownFlag, {{"flag", "--x"}}, {}, {}, {}});
  CHECK_THAT(text, Catch::Matchers::Contains("--x"));
}
