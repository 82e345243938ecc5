#include "published/verification_report.hpp"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/plain_text.hpp"
#include "reports/text_grid.hpp"

namespace sondeo::published {

namespace {

using reports::printable;
using reports::word;

constexpr std::size_t kMostConventions = 8;

std::string statistic_name(const PrintedFigure& figure) {
  return std::string(kStatisticNames[static_cast<std::size_t>(figure.statistic)]);
}

std::string verdict_name(const VerifiedFigure& figure) {
  return std::string(kVerdictNames[static_cast<std::size_t>(figure.verdict)]);
}

/// Name and value of each column.
using Fields = std::vector<std::pair<const char*, std::string>>;

Fields fields_of(const VerifiedFigure& figure) {
  return {{"cell", figure.printed.place},
          {"indicator", figure.printed.indicator},
          {"category", figure.printed.category},
          {"domain", figure.domain},
          {"statistic", statistic_name(figure.printed)},
          {"unit", figure.unit},
          {"published", figure.printed.text},
          {"ours", figure.ours},
          {"result", verdict_name(figure)},
          {"convention", figure.convention}};
}

std::string counts_line(const Verification& verification, const reports::TerminalStyle& style) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < kVerdictNames.size(); ++i) {
    const std::size_t count = verification.count(static_cast<Verdict>(i));
    const bool always = i < 2;
    if (count > 0 || always)
      parts.push_back(fmt::format("{}: {}", word(style, std::string(kVerdictNames[i])), count));
  }
  return fmt::format("{}: {}   {}\n", word(style, "figures"), verification.figures.size(),
                     fmt::join(parts, "   "));
}

std::string conventions_text(const Verification& verification, const reports::TerminalStyle& style) {
  reports::TextGrid grid({2, 2});
  grid.add({word(style, "convention"), "", word(style, "explains"), word(style, "breaks")});
  std::size_t shown = 0;
  for (const auto& convention : verification.conventions) {
    if (convention.explains == 0 || shown == kMostConventions) break;
    ++shown;
    grid.add({printable(convention.name), word(style, convention.what),
              fmt::format("{} / {}", convention.explains, verification.count(Verdict::kDiffers)),
              fmt::format("{}", convention.breaks)});
  }
  return shown == 0 ? std::string() : "\n" + grid.text();
}

}  // namespace

std::string write_verification_terminal(const Verification& verification,
                                        const reports::TerminalStyle& style) {
  reports::TextGrid grid({4, 6});
  grid.add({word(style, "cell"), word(style, "indicator"), word(style, "domain"), word(style, "statistic"),
            word(style, "published"), word(style, "ours"), word(style, "result"), word(style, "convention")});
  for (const auto& figure : verification.figures) {
    std::string subject = figure.printed.indicator;
    if (!figure.printed.category.empty()) subject += ":" + figure.printed.category;
    const std::string domain = figure.domain.empty() ? word(style, "Total") : figure.domain;
    grid.add({figure.printed.place, reports::shorten(printable(subject), style.label_width),
              reports::shorten(printable(domain), style.label_width), statistic_name(figure.printed),
              printable(figure.printed.text), figure.ours, word(style, verdict_name(figure)),
              printable(figure.convention)});
  }
  return grid.text() + conventions_text(verification, style) + "\n" + counts_line(verification, style);
}

std::string write_verification_csv(const Verification& verification) {
  std::vector<std::string> line;
  for (const auto& [name, value] : fields_of({})) line.emplace_back(name);
  line.emplace_back("reproduced_by");
  std::string text = reports::csv_line(line);
  for (const auto& figure : verification.figures) {
    line.clear();
    for (auto& [name, value] : fields_of(figure)) line.push_back(std::move(value));
    line.push_back(fmt::format("{}", fmt::join(figure.reproducing, ";")));
    text += reports::csv_line(line);
  }
  return text;
}

std::string write_verification_json(const Verification& verification) {
  using reports::json_string;
  std::vector<std::string> counts;
  for (std::size_t i = 0; i < kVerdictNames.size(); ++i) {
    counts.push_back(
        fmt::format("\"{}\": {}", kVerdictNames[i], verification.count(static_cast<Verdict>(i))));
  }
  std::vector<std::string> figures;
  for (const auto& figure : verification.figures) {
    std::vector<std::string> members;
    for (const auto& [name, value] : fields_of(figure))
      members.push_back(fmt::format("\"{}\": {}", name, json_string(value)));
    std::vector<std::string> names;
    for (const auto& name : figure.reproducing) names.push_back(json_string(name));
    members.push_back(fmt::format("\"reproduced_by\": [{}]", fmt::join(names, ", ")));
    figures.push_back(fmt::format("    {{{}}}", fmt::join(members, ", ")));
  }
  std::vector<std::string> conventions;
  for (const auto& each : verification.conventions) {
    conventions.push_back(fmt::format(
        "    {{\"name\": {}, \"what\": {}, \"computed\": {}, \"explains\": {}, \"breaks\": {}}}",
        json_string(each.name), json_string(each.what), each.computed, each.explains, each.breaks));
  }
  return fmt::format(
      "{{\n  \"study\": {},\n  \"file\": {},\n  \"sheet\": {},\n  \"counts\": {{{}}},\n  \"figures\": "
      "[\n{}\n  ],\n  \"conventions\": [{}{}{}]\n}}\n",
      json_string(verification.study), json_string(verification.file), json_string(verification.sheet),
      fmt::join(counts, ", "), fmt::join(figures, ",\n"), conventions.empty() ? "" : "\n",
      fmt::join(conventions, ",\n"), conventions.empty() ? "" : "\n  ");
}

}  // namespace sondeo::published
