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

/// Ids already used in one name space, with the place of each.
class UsedIds {
 public:
  /// @throws Error kInstrumentDuplicateId at `place`, naming the first line
  void add(const std::string& level, const std::string& id, const Place& place, const char* section);

 private:
  std::map<std::pair<std::string, std::string>, Place> places_;
};

}  // namespace sondeo::questionnaires::detail
