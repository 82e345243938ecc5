#include "program/cli/render.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/codes.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::cli {

namespace {

using reports::display_width;
using reports::printable;

constexpr std::size_t kWidestLine = 100;
constexpr std::size_t kBeforeFault = 40;
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

struct Paint {
  bool on;
  [[nodiscard]] std::string operator()(const char* style, const std::string& text) const {
    return on ? fmt::format("\x1b[{}m{}\x1b[0m", style, text) : text;
  }
};

constexpr const char* kRed = "1;31";
constexpr const char* kYellow = "1;33";
constexpr const char* kBlue = "1;34";
constexpr const char* kBold = "1";

bool is_warning(const Diagnostic& diagnostic) { return diagnostic.number() < 1000; }

/// The source line in three parts: before the fault, the fault, behind it.
struct Parts {
  std::string before;
  std::string fault;
  std::string after;
};

bool inside_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// The last `width` columns of a text, or the text.
std::string tail(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  std::size_t start = text.size() - std::min(text.size(), width - 1);
  while (start < text.size() && (inside_character(text[start]) || display_width(text.substr(start)) >= width))
    ++start;
  return std::string(kEllipsis) + text.substr(start);
}

Parts parts_of(const Place& place) {
  const std::size_t start = std::min(place.column - 1, place.text.size());
  const std::size_t length = std::min(place.length, place.text.size() - start);
  Parts parts{printable(place.text.substr(0, start)), printable(place.text.substr(start, length)),
              printable(place.text.substr(start + length))};
  if (display_width(place.text) <= kWidestLine) return parts;
  parts.before = tail(parts.before, kBeforeFault);
  parts.fault = reports::shorten(parts.fault, kWidestLine - kBeforeFault);
  const std::size_t taken = display_width(parts.before) + display_width(parts.fault);
  parts.after = reports::shorten(parts.after, taken < kWidestLine ? kWidestLine - taken : 0);
  return parts;
}

/// The column as an editor counts it: characters, not bytes.
std::size_t column_of(const Place& place) {
  if (place.text.empty()) return place.column;
  const auto end =
      place.text.begin() + static_cast<std::ptrdiff_t>(std::min(place.column - 1, place.text.size()));
  const auto continued = std::count_if(place.text.begin(), end, inside_character);
  return place.column - static_cast<std::size_t>(continued);
}

std::string place_lines(const Place& place, const Paint& paint, const char* fault_style) {
  const std::string arrow = paint(kBlue, "-->");
  std::string result =
      fmt::format("  {} {}:{}:{}\n", arrow, printable(place.source), place.line, column_of(place));
  if (place.text.empty()) return result;
  const Parts parts = parts_of(place);
  const std::string carets(std::max<std::size_t>(display_width(parts.fault), 1), '^');
  const std::string bar = paint(kBlue, "|");
  result += fmt::format("{} {} {}{}{}\n", paint(kBlue, fmt::format("{:>5}", place.line)), bar, parts.before,
                        parts.fault, parts.after);
  result += fmt::format("      {} {}{}\n", bar, std::string(display_width(parts.before), ' '),
                        paint(fault_style, carets));
  return result;
}

}  // namespace

std::string code_name(const Diagnostic& diagnostic) {
  return fmt::format("{}{:04}", is_warning(diagnostic) ? 'W' : 'E', diagnostic.number());
}

int exit_code_of(const Diagnostic& diagnostic) {
  return diagnostic.code == code::kInternal ? kExitInternal : diagnostic.exit_code();
}

std::string render(const Diagnostic& diagnostic, bool colour) {
  const Paint paint{colour};
  const bool warning = is_warning(diagnostic);
  const char* style = warning ? kYellow : kRed;
  const std::string kind = warning ? say("warning") : say("error");
  const std::string code = code_name(diagnostic);
  std::string result = fmt::format("{}: {}\n", paint(style, fmt::format("{}[{}]", kind, code)),
                                   paint(kBold, message(diagnostic)));
  if (diagnostic.place) result += place_lines(*diagnostic.place, paint, style);
  const std::string dash = paint(kBlue, "=");
  if (!diagnostic.similar.empty()) {
    result += fmt::format("   {} {}: {}\n", dash, say("similar"),
                          printable(fmt::format("{}", fmt::join(diagnostic.similar, ", "))));
  }
  const std::string help = fmt::format("{}: sondeo help {}", say("help"), code);
  if (diagnostic.next.empty()) {
    result += fmt::format("   {} {}\n", dash, help);
  } else {
    result += fmt::format("   {} {}: {}      ({})\n", dash, say("see"), printable(diagnostic.next), help);
  }
  return result;
}

}  // namespace sondeo::cli
