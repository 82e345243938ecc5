#include "questionnaires/sdmx_codes.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "questionnaires/built_in_sdmx.hpp"

namespace sondeo::questionnaires {

namespace {

std::string_view text_of(std::string_view name) {
  for (const auto& [known, text] : built_in_sdmx()) {
    if (known == name) return text;
  }
  ensure(false, "a list that does not come with the code");
  return {};
}

/// What stands before the next separator, which is taken off too.
std::string_view take(std::string_view& text, char separator) {
  const auto* const found = std::find(text.begin(), text.end(), separator);
  const auto end = static_cast<std::size_t>(found - text.begin());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

/// Calls `visit(rest of the line)` for the lines whose first field is `key`, until it returns true. Fields
/// that are looked at hold no quotes: codes are letters, digits and signs.
template <typename Visit>
void each_line(std::string_view list, std::string_view key, Visit visit) {
  std::string_view text = text_of(list);
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (take(line, ',') == key && visit(line)) return;
  }
}

/// "Y1T14;Y2T14"; none for ALL.
std::vector<std::string> allowed(std::string_view field) {
  std::vector<std::string> codes;
  if (field == "ALL") return codes;
  while (!field.empty()) codes.emplace_back(take(field, ';'));
  return codes;
}

/// Component and code of every line of the list.
std::set<std::pair<std::string_view, std::string_view>> component_codes() {
  std::set<std::pair<std::string_view, std::string_view>> codes;
  std::string_view text = text_of("codes");
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    const std::string_view component = take(line, ',');
    codes.emplace(component, take(line, ','));
  }
  return codes;
}

}  // namespace

std::vector<std::string> sdmx_codes(std::string_view component) {
  std::vector<std::string> codes;
  each_line("codes", component, [&codes](std::string_view line) {
    codes.emplace_back(take(line, ','));
    return false;
  });
  return codes;
}

bool is_sdmx_code(std::string_view component, std::string_view code) {
  static const std::set<std::pair<std::string_view, std::string_view>> kCodes = component_codes();
  return kCodes.contains({component, code});
}

bool is_newer_sdmx_series(std::string_view series) {
  bool found = false;
  each_line("newer", series, [&found](std::string_view) { return found = true; });
  return found;
}

std::optional<SdmxConstraint> sdmx_constraint(std::string_view series) {
  std::optional<SdmxConstraint> constraint;
  each_line("constraints", series, [&constraint](std::string_view line) {
    constraint.emplace();
    constraint->unit_measure = take(line, ',');
    constraint->unit_mult = take(line, ',');
    constraint->sex = allowed(take(line, ','));
    constraint->age = allowed(take(line, ','));
    constraint->composite = allowed(take(line, ','));
    return true;
  });
  return constraint;
}

std::optional<std::string> sdmx_area(std::string_view alpha3) {
  std::optional<std::string> area;
  each_line("areas", alpha3, [&area](std::string_view line) {
    area = std::string(take(line, ','));
    return true;
  });
  return area;
}

}  // namespace sondeo::questionnaires
