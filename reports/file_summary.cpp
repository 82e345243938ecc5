#include "reports/file_summary.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

namespace {

constexpr std::size_t kMostCodesShown = 30;

const char* type_name(VariableType type) { return type == VariableType::kText ? "text" : "number"; }

std::string count_text(std::size_t count) { return grouped(static_cast<double>(count), 0); }

std::string range_text(const VariableSummary& variable) {
  if (!variable.range) return {};
  return fmt::format("{} ... {}", number_text(variable.range->first), number_text(variable.range->second));
}

std::string character_name(char c) { return c == '\t' ? "TAB" : std::string(1, c); }

std::string file_lines(const FileSummary& summary, const TerminalStyle& style) {
  const auto& file = summary.file;
  std::string result = printable(file.path.filename().string());
  if (!file.label.empty()) result += fmt::format(": {}", printable(file.label));
  result +=
      fmt::format("\n{}: {}   {}: {}   {}: {}   {}: {}\n", word(style, "format"), format_name(file.format),
                  word(style, "rows"), count_text(summary.rows), word(style, "variables"),
                  count_text(file.variables.size()), word(style, "encoding"), printable(file.encoding));
  if (file.dialect) {
    result += fmt::format("{}: {}   {}: {}   {}: {}\n", word(style, "separator"),
                          character_name(file.dialect->separator), word(style, "decimal mark"),
                          character_name(file.dialect->decimal), word(style, "quote"),
                          character_name(file.dialect->quote));
  }
  return result;
}

std::string code_lines(const VariableSummary& variable, const TerminalStyle& style) {
  const std::size_t shown = std::min(variable.codes.size(), kMostCodesShown);
  std::size_t code_width = 0;
  std::size_t label_width = 0;
  std::size_t count_width = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    code_width = std::max(code_width, display_width(printable(variable.codes[i].code)));
    label_width = std::max(label_width, display_width(printable(variable.codes[i].label)));
    count_width = std::max(count_width, count_text(variable.codes[i].count).size());
  }
  code_width = std::min(code_width, style.label_width);
  label_width = std::min(label_width, style.label_width);
  std::string result;
  for (std::size_t i = 0; i < shown; ++i) {
    const CodeCount& code = variable.codes[i];
    result += fmt::format("    {}  {}  {}", pad_left(shorten(printable(code.code), code_width), code_width),
                          pad_right(shorten(printable(code.label), label_width), label_width),
                          pad_left(count_text(code.count), count_width));
    result += code.missing ? fmt::format("  ({})\n", word(style, "missing code")) : "\n";
  }
  const std::size_t left = variable.codes.size() - shown;
  if (left > 0) result += fmt::format("    ... +{}\n", left);
  return result;
}

std::string variable_lines(const VariableSummary& variable, const TerminalStyle& style) {
  std::string name = printable(variable.variable.name);
  if (style.bold_titles) name = fmt::format("\x1b[1m{}\x1b[0m", name);
  std::string result = fmt::format("\n{}  {}", name, printable(variable.variable.label));
  result.erase(result.find_last_not_of(' ') + 1);
  result += fmt::format("\n  {}", word(style, type_name(variable.variable.type)));
  if (!variable.variable.format.empty()) result += fmt::format(" {}", printable(variable.variable.format));
  result += fmt::format(", {} {}, {} {}, {} {}", word(style, "valid"), count_text(variable.valid),
                        word(style, "missing"), count_text(variable.missing), word(style, "distinct"),
                        count_text(variable.distinct));
  if (variable.range) result += fmt::format(", {} {}", word(style, "range"), range_text(variable));
  return result + "\n" + code_lines(variable, style);
}

std::vector<std::string> names_of(const FileSummary& summary, Candidate candidate) {
  std::vector<std::string> names;
  for (const auto& variable : summary.variables) {
    if (variable.candidate == candidate) names.push_back(variable.variable.name);
  }
  return names;
}

constexpr std::array kCandidates = {Candidate::kWeight, Candidate::kStrata, Candidate::kPsu, Candidate::kKey};

std::string json_codes(const VariableSummary& variable) {
  std::string result;
  for (const auto& code : variable.codes) {
    result += fmt::format("{}{{\"code\": {}, \"label\": {}, \"missing\": {}, \"count\": {}}}",
                          result.empty() ? "" : ", ", json_string(code.code), json_string(code.label),
                          code.missing, code.count);
  }
  return result;
}

std::string json_variable(const VariableSummary& variable) {
  const double low = variable.range ? variable.range->first : estimation::kAbsent;
  const double high = variable.range ? variable.range->second : estimation::kAbsent;
  return fmt::format(
      "{{\"name\": {}, \"label\": {}, \"type\": \"{}\", \"format\": {}, \"valid\": {}, \"missing\": {}, "
      "\"distinct\": {}, \"min\": {}, \"max\": {}, \"candidate\": \"{}\", \"codes\": [{}]}}",
      json_string(variable.variable.name), json_string(variable.variable.label),
      type_name(variable.variable.type), json_string(variable.variable.format), variable.valid,
      variable.missing, variable.distinct, json_number(low), json_number(high),
      candidate_name(variable.candidate), json_codes(variable));
}

std::string json_file(const FileSummary& summary) {
  const auto& file = summary.file;
  std::string dialect = "null";
  if (file.dialect) {
    dialect =
        fmt::format("{{\"separator\": {}, \"decimal\": {}, \"quote\": {}, \"detected\": {}}}",
                    json_string({&file.dialect->separator, 1}), json_string({&file.dialect->decimal, 1}),
                    json_string({&file.dialect->quote, 1}), file.dialect->detected);
  }
  return fmt::format(
      "{{\"name\": {}, \"label\": {}, \"format\": \"{}\", \"encoding\": {}, \"rows\": {}, \"variables\": {}, "
      "\"dialect\": {}}}",
      json_string(file.path.filename().string()), json_string(file.label), format_name(file.format),
      json_string(file.encoding), summary.rows, file.variables.size(), dialect);
}

}  // namespace

const char* format_name(ingest::FileFormat format) {
  constexpr std::array<const char*, 5> kNames = {"sav", "zsav", "por", "dta", "csv"};
  return kNames.at(static_cast<std::size_t>(format));
}

std::string write_summary_terminal(const FileSummary& summary, const TerminalStyle& style) {
  std::string result = file_lines(summary, style);
  for (const auto& variable : summary.variables) result += variable_lines(variable, style);
  std::string candidates;
  for (const Candidate candidate : kCandidates) {
    const auto names = names_of(summary, candidate);
    if (names.empty()) continue;
    candidates += fmt::format("  {}: {}\n", word(style, candidate_name(candidate)),
                              printable(fmt::format("{}", fmt::join(names, ", "))));
  }
  if (!candidates.empty()) result += fmt::format("\n{}\n{}", word(style, "Candidates"), candidates);
  return result;
}

std::string write_summary_csv(const FileSummary& summary) {
  std::string result = csv_line({"variable", "label", "type", "format", "valid", "missing", "distinct", "min",
                                 "max", "candidate", "code", "code_label", "code_missing", "count"});
  for (const auto& variable : summary.variables) {
    const auto& name = variable.variable.name;
    const std::string low = variable.range ? number_text(variable.range->first) : "";
    const std::string high = variable.range ? number_text(variable.range->second) : "";
    result += csv_line({name, variable.variable.label, type_name(variable.variable.type),
                        variable.variable.format, fmt::to_string(variable.valid),
                        fmt::to_string(variable.missing), fmt::to_string(variable.distinct), low, high,
                        candidate_name(variable.candidate), "", "", "", ""});
    for (const auto& code : variable.codes) {
      result += csv_line({name, "", "", "", "", "", "", "", "", "", code.code, code.label,
                          code.missing ? "1" : "0", fmt::to_string(code.count)});
    }
  }
  return result;
}

std::string write_summary_json(const FileSummary& summary) {
  std::string variables;
  for (const auto& variable : summary.variables) {
    variables += variables.empty() ? "\n    " : ",\n    ";
    variables += json_variable(variable);
  }
  std::string candidates;
  for (const Candidate candidate : kCandidates) {
    std::string names;
    for (const auto& name : names_of(summary, candidate)) {
      if (!names.empty()) names += ", ";
      names += json_string(name);
    }
    candidates +=
        fmt::format("{}\"{}\": [{}]", candidates.empty() ? "" : ", ", candidate_name(candidate), names);
  }
  return fmt::format("{{\n  \"file\": {},\n  \"variables\": [{}\n  ],\n  \"candidates\": {{{}}}\n}}\n",
                     json_file(summary), variables, candidates);
}

}  // namespace sondeo::reports
