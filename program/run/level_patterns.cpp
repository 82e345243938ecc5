#include <string_view>

#include <fmt/format.h>

#include "program/run/level.hpp"

namespace sondeo::run {

std::vector<std::string> Level::expand(const Written& pattern) {
  if (name_set_.contains(pattern.text)) return {pattern.text};
  // A pattern stands in a list only: its columns move by what is put in front of it.
  constexpr std::string_view kList = "count(";
  Written list{fmt::format("{}{})", kList, pattern.text), pattern.place};
  list.place.column -= kList.size();
  return expression::variables(expression::parse(list), name_context());
}

}  // namespace sondeo::run
