#include "program/cli/language.hpp"

#include <array>
#include <clocale>
#include <cstdlib>

#include <fmt/args.h>
#include <fmt/format.h>
#include <libintl.h>

#include "program/cli/program_folder.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::cli {

namespace {

constexpr const char* kDomain = "sondeo";

/// The only place where a format text is not known to the compiler: tests format every translation.
std::string filled(const char* text, std::span<const Argument> arguments) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const auto& argument : arguments) {
    store.push_back(fmt::arg(argument.name.c_str(), reports::printable(argument.value)));
  }
  try {
    return fmt::vformat(text, store);
  } catch (const fmt::format_error&) {
    // A finding without an argument that its sentence needs: show what is known rather than nothing.
    std::string result(text);
    for (const auto& argument : arguments) {
      result += fmt::format(" [{}: {}]", argument.name, reports::printable(argument.value));
    }
    return result;
  }
}

}  // namespace

std::string_view language_code(Language language) { return language == Language::kSpanish ? "es" : "en"; }

Language environment_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale(value);
    const bool spanish = locale == "es" || locale.starts_with("es_") || locale.starts_with("es.");
    return spanish ? Language::kSpanish : Language::kEnglish;
  }
  return Language::kEnglish;
}

void speak(Language language) {
  const std::filesystem::path program = program_folder();
  std::error_code ignored;
  const auto beside = program / "share" / "locale";
  speak(language,
        std::filesystem::is_directory(beside, ignored) ? beside : program.parent_path() / "share" / "locale");
}

void speak(Language language, const std::filesystem::path& folder) {
  // C.UTF-8 is on every Debian, Spanish locales are not: LANGUAGE chooses the catalogue in any locale but
  // "C".
  std::setlocale(LC_MESSAGES, "C.UTF-8");
  setenv("LANGUAGE", std::string(language_code(language)).c_str(), 1);
  bindtextdomain(kDomain, folder.c_str());
  bind_textdomain_codeset(kDomain, "UTF-8");
  textdomain(kDomain);
}

std::string say(const char* english) { return *english == '\0' ? std::string() : dgettext(kDomain, english); }

std::string say(const std::string& english) { return say(english.c_str()); }

std::string say(const char* english, std::span<const Argument> arguments) {
  return filled(dgettext(kDomain, english), arguments);
}

std::string say(const char* english, std::initializer_list<Argument> arguments) {
  return say(english, std::span<const Argument>(arguments.begin(), arguments.size()));
}

}  // namespace sondeo::cli
