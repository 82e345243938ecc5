#pragma once

#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.hpp"

namespace sondeo::cli {

/// The languages that the program speaks.
enum class Language { kEnglish, kSpanish };

/// "en" or "es".
[[nodiscard]] std::string_view language_code(Language language);

/// The language of the user's environment: the first of LC_ALL, LC_MESSAGES and LANG that is set decides.
[[nodiscard]] Language environment_language();

/// Makes `say` speak that language. Numbers are not concerned: LC_NUMERIC is never set.
/// Catalogues are looked for beside the program (build tree) and in ../share/locale (installed).
void speak(Language language);

/// Makes `say` speak that language with the catalogues of `folder`.
void speak(Language language, const std::filesystem::path& folder);

/// An English text of the program in the reader's language.
[[nodiscard]] std::string say(const char* english);
/// The same for a text known only at run time, such as a heading.
[[nodiscard]] std::string say(const std::string& english);
/// The same with arguments, which stand in braces by name. Arguments are made safe to print.
[[nodiscard]] std::string say(const char* english, std::span<const Argument> arguments);
[[nodiscard]] std::string say(const char* english, std::initializer_list<Argument> arguments);

}  // namespace sondeo::cli
