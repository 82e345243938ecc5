#include "published/context.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "published/codes.hpp"

namespace sondeo::published {

namespace {

using Both = std::pair<std::string, std::string>;

std::string name_of(Statistic statistic) {
  return std::string(kStatisticNames[static_cast<std::size_t>(statistic)]);
}

bool is_end(Statistic statistic) { return statistic == Statistic::kCiLow || statistic == Statistic::kCiHigh; }

/// "Percentage" over "standard error", "95 % interval" over "lower": the nearer says more.
std::optional<Statistic> together(Statistic a, Statistic b) {
  if (a == b || b == Statistic::kEstimate) return a;
  if (a == Statistic::kEstimate) return b;
  if (a == Statistic::kInterval && is_end(b)) return b;
  if (b == Statistic::kInterval && is_end(a)) return a;
  return std::nullopt;
}

std::optional<Both> set_text(std::optional<std::string>& mine, const std::optional<std::string>& theirs) {
  if (mine && theirs && *mine != *theirs) return Both{*mine, *theirs};
  if (theirs) mine = theirs;
  return std::nullopt;
}

}  // namespace

std::optional<Both> Context::add(const Context& other) {
  if (statistic && other.statistic) {
    const auto both = together(*statistic, *other.statistic);
    if (!both) return Both{name_of(*statistic), name_of(*other.statistic)};
    statistic = both;
  } else if (other.statistic) {
    statistic = other.statistic;
  }
  if (auto fault = set_text(indicator, other.indicator)) return fault;
  if (auto fault = set_text(category, other.category)) return fault;
  for (const auto& [variable, code] : other.domain) {
    const auto [found, added] = domain.emplace(variable, code);
    if (!added && found->second != code) {
      return Both{fmt::format("{}={}", variable, found->second), fmt::format("{}={}", variable, code)};
    }
  }
  if (other.unit) unit = other.unit;
  if (other.statistic_unit) statistic_unit = other.statistic_unit;
  variables.insert(other.variables.begin(), other.variables.end());
  ignored = ignored || other.ignored;
  return std::nullopt;
}

ContextReader::ContextReader(const Grid& grid, const Meanings& meanings, const std::vector<Written>& declared)
    : grid_(grid), meanings_(meanings) {
  for (const auto& variable : declared) declared_.insert(variable.text);
}

std::optional<std::string> ContextReader::common_breakdown(const std::vector<GridText>& texts) const {
  std::set<std::string> common;
  bool first = true;
  for (const auto& text : texts) {
    std::set<std::string> here;
    for (const auto& meaning : meanings_.of(text.text)) {
      if (meaning.kind == Meaning::Kind::kCode) here.insert(meaning.variable);
    }
    if (here.empty()) continue;
    std::set<std::string> both;
    std::set_intersection(common.begin(), common.end(), here.begin(), here.end(),
                          std::inserter(both, both.begin()));
    common = first ? here : both;
    first = false;
  }
  return common.size() == 1 ? std::optional(*common.begin()) : std::nullopt;
}

Meaning ContextReader::chosen(const std::vector<Meaning>& meanings, const GridText& text,
                              const std::set<std::string>& among) const {
  if (meanings.size() == 1) return meanings.front();
  for (const auto* allowed : {&declared_, &among}) {
    std::vector<Meaning> fitting;
    for (const auto& meaning : meanings) {
      const bool code = meaning.kind == Meaning::Kind::kCode && allowed->contains(meaning.variable);
      if (code) fitting.push_back(meaning);
    }
    if (fitting.size() == 1) return fitting.front();
  }
  std::vector<std::string> all;
  all.reserve(meanings.size());
  for (const auto& meaning : meanings) all.push_back(meaning.text());
  throw Error({code::kPublishedAmbiguous,
               {{"file", grid_.file.string()},
                {"cell", grid_.place(text.row, text.column)},
                {"text", text.text},
                {"meanings", fmt::format("{}", fmt::join(all, ", "))}},
               {},
               {},
               {}});
}

void ContextReader::add_meaning(const std::vector<Meaning>& meanings, const GridText& text,
                                const std::set<std::string>& among, Context& context) const {
  const Meaning meaning = chosen(meanings, text, among);
  Context one;
  switch (meaning.kind) {
    case Meaning::Kind::kIgnored:
      one.ignored = true;
      break;
    case Meaning::Kind::kTotal:
      break;
    case Meaning::Kind::kCode:
      one.domain.emplace(meaning.variable, meaning.code);
      break;
    case Meaning::Kind::kVariable:
      one.variables.insert(meaning.variable);
      break;
    case Meaning::Kind::kIndicator:
      one.indicator = meaning.indicator;
      if (!meaning.code.empty()) one.category = meaning.code;
      break;
    case Meaning::Kind::kStatistic:
      one.statistic = meaning.statistic;
      one.statistic_unit = meanings_.vocabulary().unit(text.text);
      break;
    case Meaning::Kind::kUnit:
      break;
  }
  one.unit = meanings_.vocabulary().unit(text.text);
  if (const auto fault = context.add(one)) refuse_conflict(text.row, text.column, *fault);
}

std::optional<Context> ContextReader::read_known(const GridText& text,
                                                 const std::set<std::string>& among) const {
  Context context;
  if (const auto whole = meanings_.of(text.text); !whole.empty()) {
    add_meaning(whole, text, among, context);
    return context;
  }
  const auto parts = meanings_.of_parts(text.text);
  for (const auto& part : parts) add_meaning(part, text, among, context);
  return parts.empty() ? std::nullopt : std::optional(context);
}

Context ContextReader::read(const GridText& text, const std::set<std::string>& among) const {
  auto context = read_known(text, among);
  if (!context) refuse_unknown(text);
  return *std::move(context);
}

void ContextReader::refuse_unknown(const GridText& text) const {
  throw Error(
      {code::kPublishedHeading,
       {{"file", grid_.file.string()}, {"cell", grid_.place(text.row, text.column)}, {"text", text.text}},
       {},
       {},
       {}});
}

void ContextReader::refuse_conflict(std::size_t row, std::size_t column, const Both& both) const {
  throw Error({code::kPublishedConflict,
               {{"file", grid_.file.string()},
                {"cell", grid_.place(row, column)},
                {"first", both.first},
                {"second", both.second}},
               {},
               {},
               {}});
}

}  // namespace sondeo::published
