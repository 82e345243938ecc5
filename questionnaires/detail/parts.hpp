#pragma once

#include <map>
#include <string>

#include "engine/spec/section.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires::detail {

/// One table of an instrument each; `finish` is called.
[[nodiscard]] Item read_item(spec::Section& section);
[[nodiscard]] Construct read_construct(spec::Section& section);
[[nodiscard]] Disaggregation read_disaggregation(spec::Section& section);
[[nodiscard]] Indicator read_indicator(spec::Section& section);
[[nodiscard]] Check read_check(spec::Section& section);
[[nodiscard]] Edit read_edit(spec::Section& section);
[[nodiscard]] CatalogueBinding read_binding(spec::Section& section);

/// The keys of an indicator, in a table that may have others: `finish` and `check_indicator` are the
/// caller's.
[[nodiscard]] Indicator read_indicator_keys(spec::Section& section);

/// What an indicator's measure needs is there, and nothing is there that it would ignore.
/// @throws Error kIndicatorKeyNeeded, kIndicatorKeyUnused
void check_indicator(const Indicator& indicator);

[[nodiscard]] MissingPolicy read_policy(const spec::Value& value);

/// `[15]` (from 15 on) or `[15, 49]`.  @throws Error kAgeRange
[[nodiscard]] AgeRange read_ages(const spec::Value& value);

/// Ids already used in one name space, with the place of each.
class UsedIds {
 public:
  /// @throws Error kInstrumentDuplicateId at `place`, naming the first line
  void add(const std::string& level, const std::string& id, const Place& place, const char* section);

 private:
  std::map<std::pair<std::string, std::string>, Place> places_;
};

}  // namespace sondeo::questionnaires::detail
