#include "program/cli/session.hpp"

#include <cstdlib>

#include <unistd.h>

#include "engine/base/atomic_file.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/output.hpp"
#include "program/cli/render.hpp"

namespace sondeo::cli {

namespace {

/// The value of a flag in arguments that may be faulty: "--lang es" or "--lang=es".
std::string_view raw_value(const std::vector<std::string>& arguments, std::string_view flag) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == flag && i + 1 < arguments.size()) return arguments[i + 1];
    if (argument.starts_with(flag) && argument.substr(flag.size()).starts_with('=')) {
      return argument.substr(flag.size() + 1);
    }
  }
  return {};
}

bool wants_colour(std::string_view when, int descriptor) {
  if (when == "always") return true;
  if (when == "never") return false;
  const char* no_colour = std::getenv("NO_COLOR");
  const bool refused = no_colour != nullptr && *no_colour != '\0';
  return !refused && isatty(descriptor) == 1;
}

}  // namespace

void Session::set_colour(std::string_view when) {
  coloured_output_ = wants_colour(when, STDOUT_FILENO);
  coloured_messages_ = wants_colour(when, STDERR_FILENO);
}

void Session::look_at(const std::vector<std::string>& arguments) {
  const std::string_view wanted = raw_value(arguments, "--lang");
  language_ = environment_language();
  if (wanted == "es") language_ = Language::kSpanish;
  if (wanted == "en") language_ = Language::kEnglish;
  speak(language_);
  set_colour(raw_value(arguments, "--color"));
}

void Session::configure(const CommandLine& line) {
  if (const auto language = line.value("--lang")) choice(*language, {"es", "en"});
  if (const auto colour = line.value("--color")) choice(*colour, {"auto", "always", "never"});
  quiet_ = line.has("--quiet");
  verbose_ = line.has("--verbose");
}

void Session::show(const Diagnostic& finding) const {
  const bool warning = finding.number() < 1000;
  if (warning && quiet_) return;
  tell(render(finding, coloured_messages_));
}

void Session::show(const Diagnostics& findings) const {
  for (const auto& finding : findings) show(finding);
}

void Session::tell(std::string_view text) const {
  // Standard error that cannot be written leaves nobody to tell.
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Session::write_result(const CommandLine& line, std::string_view text) {
  if (const auto output = line.value("--output")) {
    write_file(output->text, text, line.has("--force"), interrupt());
  } else {
    write_standard_output(text);
  }
}

void check_output_of(const CommandLine& line) {
  if (const auto output = line.value("--output")) check_output(output->text, line.has("--force"));
}

}  // namespace sondeo::cli
