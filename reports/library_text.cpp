#include "reports/library_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "questionnaires/texts.hpp"
#include "reports/json.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::reports {

namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kFieldColumn = 20;

}  // namespace

std::string word(const LibraryStyle& style, const std::string& english) {
  return style.terminal.word ? style.terminal.word(english) : english;
}

std::string paragraph(const std::string& text, std::size_t indent) {
  if (text.empty()) return {};
  return std::string(indent, ' ') + wrapped(printable(text), indent, kWidth) + "\n";
}

std::string field(const std::string& name, const std::string& text) {
  if (text.empty()) return {};
  std::string left = printable(name);
  if (display_width(left) + 2 > kFieldColumn) {
    left += "\n" + std::string(kFieldColumn, ' ');
  } else {
    left = pad_right(left, kFieldColumn);
  }
  return left + wrapped(printable(text), kFieldColumn, kWidth) + "\n";
}

std::string title(const LibraryStyle& style, const std::string& id, const std::string& text) {
  const std::string line = wrapped(fmt::format("{}  {}", printable(id), printable(text)), 0, kWidth);
  return style.terminal.bold_titles ? fmt::format("\x1b[1m{}\x1b[0m\n", line) : line + "\n";
}

std::string section_heading(const LibraryStyle& style, const std::string& english) {
  const std::string heading = word(style, english);
  return style.terminal.bold_titles ? fmt::format("\n\x1b[1m{}\x1b[0m\n", heading)
                                    : fmt::format("\n{}\n", heading);
}

std::string list_of_texts(const LibraryStyle& style, const std::string& english,
                          const std::vector<questionnaires::Texts>& texts) {
  if (texts.empty()) return {};
  std::string result = section_heading(style, english);
  for (const auto& text : texts) {
    result += "  - " + wrapped(printable(questionnaires::text_in(text, style.language)), 4, kWidth) + "\n";
  }
  return result;
}

std::string json_object(const questionnaires::Texts& texts) {
  std::vector<std::string> parts;
  for (const auto& [language, text] : texts) {
    parts.push_back(fmt::format("{}: {}", json_string(language), json_string(text)));
  }
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string json_list(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  parts.reserve(texts.size());
  for (const auto& text : texts) parts.push_back(json_string(text));
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

}  // namespace sondeo::reports
