#include "published/meaning.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "published/codes.hpp"

namespace sondeo::published {

namespace {

constexpr std::size_t kShortestTitleLabel = 8;

Meaning meaning(Meaning::Kind kind) {
  Meaning made;
  made.kind = kind;
  return made;
}

bool same(const Meaning& a, const Meaning& b) { return a.text() == b.text() && a.kind == b.kind; }

/// "01" as "1": offices print codes with as many digits as the longest has.
std::string without_zeros(const std::string& form) {
  const bool digits = !form.empty() && form.find_first_not_of("0123456789") == std::string::npos;
  const std::size_t first = form.find_first_not_of('0');
  return digits && first != std::string::npos ? form.substr(first) : form;
}

const NamedCodes* find(const std::vector<NamedCodes>& all, std::string_view id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::string Meaning::text() const {
  switch (kind) {
    case Kind::kIgnored:
      return "ignore";
    case Kind::kTotal:
      return "total";
    case Kind::kCode:
      return fmt::format("{}={}", variable, code);
    case Kind::kVariable:
      return variable;
    case Kind::kIndicator:
      return code.empty() ? indicator : fmt::format("{}:{}", indicator, code);
    case Kind::kStatistic:
      return std::string(kStatisticNames[static_cast<std::size_t>(statistic)]);
    case Kind::kUnit:
      return std::string(kPrintedUnitNames[static_cast<std::size_t>(unit)]);
  }
  return {};
}

Meanings::Meanings(const StudyNames& names, const std::vector<DeclaredHeading>& declared)
    : declared_(declared) {
  for (const auto& variable : names.variables) add_codes(variable, false);
  for (const auto& indicator : names.indicators) add_codes(indicator, true);
  for (const auto& each : declared_) {
    by_declaration_.emplace(compared_form(each.heading.text), of_role(each.role, names));
  }
}

void Meanings::add(std::string_view label, const Meaning& meaning) {
  std::string form = compared_form(label);
  if (form.empty()) return;
  const auto [first, last] = known_.equal_range(form);
  if (std::any_of(first, last, [&](const auto& known) { return same(known.second, meaning); })) return;
  known_.emplace(std::move(form), meaning);
}

void Meanings::add_codes(const NamedCodes& named, bool indicator) {
  Meaning whole = meaning(indicator ? Meaning::Kind::kIndicator : Meaning::Kind::kVariable);
  (indicator ? whole.indicator : whole.variable) = named.id;
  add(named.id, whole);
  for (const auto& label : named.labels) {
    add(label, whole);
    if (indicator && compared_form(label).size() >= kShortestTitleLabel)
      indicators_.emplace_back(compared_form(label), whole);
  }
  for (const auto& code : named.codes) {
    Meaning part = whole;
    part.kind = indicator ? Meaning::Kind::kIndicator : Meaning::Kind::kCode;
    part.code = code.code;
    add(code.code, part);
    for (const auto& label : code.labels) {
      add(label, part);
      add(code.code + " " + label, part);
    }
  }
}

Meaning Meanings::of_role(const Written& role, const StudyNames& names) const {
  const std::string& text = role.text;
  if (text == "ignore") return meaning(Meaning::Kind::kIgnored);
  if (text == "total") return meaning(Meaning::Kind::kTotal);
  const auto statistic = std::find(kStatisticNames.begin(), kStatisticNames.end(), text);
  if (statistic != kStatisticNames.end()) {
    Meaning made = meaning(Meaning::Kind::kStatistic);
    made.statistic = static_cast<Statistic>(statistic - kStatisticNames.begin());
    return made;
  }
  const std::size_t colon = text.rfind(':');
  const std::string id = text.substr(0, colon);
  const std::string code = colon == std::string::npos ? "" : text.substr(colon + 1);
  Meaning made = meaning(Meaning::Kind::kIndicator);
  made.code = code;
  if (find(names.indicators, id) != nullptr) {
    made.indicator = id;
    return made;
  }
  if (find(names.variables, id) != nullptr) {
    made.kind = code.empty() ? Meaning::Kind::kVariable : Meaning::Kind::kCode;
    made.variable = id;
    return made;
  }
  std::vector<std::string> known(kStatisticNames.begin(), kStatisticNames.end());
  known.emplace_back("ignore");
  known.emplace_back("total");
  for (const auto* all : {&names.indicators, &names.variables}) {
    for (const auto& each : *all) known.push_back(each.id);
  }
  throw Error({code::kDeclaredRole, {{"role", text}}, role.place, nearest_names(id, known), {}});
}

std::vector<Meaning> Meanings::of(std::string_view text) const {
  const auto forms = vocabulary_.forms_of(text);
  std::vector<Meaning> found;
  for (const auto& form : forms) {
    const auto declared = by_declaration_.find(form);
    if (declared != by_declaration_.end()) return {declared->second};
  }
  for (const auto& form : forms) {
    for (auto [first, last] = known_.equal_range(form); first != last; ++first)
      found.push_back(first->second);
    if (!found.empty()) break;
  }
  const std::string plain = without_zeros(compared_form(text));
  if (found.empty()) {
    for (auto [first, last] = known_.equal_range(plain); first != last; ++first)
      found.push_back(first->second);
  }
  // A breakdown may have a code with the label "Total", an indicator the label "Prevalence": what the study
  // calls so comes first.
  if (!found.empty()) return found;
  if (vocabulary_.is_total(text)) return {meaning(Meaning::Kind::kTotal)};
  if (vocabulary_.is_ignored(text)) return {meaning(Meaning::Kind::kIgnored)};
  if (const auto statistic = vocabulary_.statistic(text)) {
    Meaning made = meaning(Meaning::Kind::kStatistic);
    made.statistic = *statistic;
    return {made};
  }
  const auto unit = vocabulary_.unit(text);
  const bool alone = unit && vocabulary_.unit(compared_form(text)) == unit;
  if (alone) {
    Meaning made = meaning(Meaning::Kind::kUnit);
    made.unit = *unit;
    return {made};
  }
  return {};
}

std::vector<std::vector<Meaning>> Meanings::of_parts(std::string_view text) const {
  constexpr std::array<std::string_view, 8> kBetween = {"\n", " - ", " \xE2\x80\x93 ", ": ", " / ", " | ",
                                                        ", ", " ("};
  for (const auto between : kBetween) {
    const std::size_t at = text.find(between);
    if (at == std::string_view::npos || at == 0) continue;
    std::string rest(text.substr(at + between.size()));
    if (between == " (" && rest.ends_with(')')) rest.pop_back();
    std::vector<std::vector<Meaning>> parts{of(text.substr(0, at)), of(rest)};
    if (parts[1].empty()) {
      const auto more = of_parts(rest);
      if (more.empty()) continue;
      parts.pop_back();
      parts.insert(parts.end(), more.begin(), more.end());
    }
    if (!parts[0].empty()) return parts;
  }
  return {};
}

std::optional<Meaning> Meanings::of_title(std::string_view text) const {
  const std::string form = compared_form(text);
  std::optional<Meaning> found;
  std::size_t length = 0;
  for (const auto& [label, meaning] : indicators_) {
    if (form.find(label) == std::string::npos) continue;
    const bool other = found && found->indicator != meaning.indicator;
    if (other && label.size() == length) return std::nullopt;
    if (label.size() <= length) continue;
    found = meaning;
    length = label.size();
  }
  return found;
}

}  // namespace sondeo::published
