#include "engine/base/diagnostic.hpp"

#include <utility>

#include <fmt/format.h>

#include "engine/base/codes.hpp"

namespace sondeo {

namespace {

std::string summary(const Diagnostic& diagnostic) {
  std::string text = fmt::format("E{:04}", diagnostic.number());
  if (diagnostic.place) {
    text +=
        fmt::format(" {}:{}:{}", diagnostic.place->source, diagnostic.place->line, diagnostic.place->column);
  }
  for (const auto& argument : diagnostic.arguments) {
    text += fmt::format(" {}={}", argument.name, argument.value);
  }
  return text;
}

}  // namespace

int Diagnostic::number() const {
  const int canonical = static_cast<int>(code);
  const bool written_by_user = canonical / 1000 == 3;
  const bool on_command_line = place && place->origin == Origin::kCommandLine;
  return written_by_user && on_command_line ? canonical - 1000 : canonical;
}

Error::Error(Diagnostic diagnostic) : diagnostic_(std::move(diagnostic)), what_(summary(diagnostic_)) {}

void ensure(bool condition, const char* what) {
  if (!condition) throw Error({code::kInternal, {{"what", what}}, {}, {}, {}});
}

}  // namespace sondeo
