#include "engine/expression/written_names.hpp"

#include <algorithm>
#include <utility>

namespace sondeo::expression {

namespace {

void collect(const Node& node, std::vector<WrittenName>& names) {
  const auto keep = [&names](WrittenName name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  };
  if (const auto* name = std::get_if<Name>(&node.content)) keep(name->name);
  if (const auto* pattern = std::get_if<NamePattern>(&node.content)) keep(*pattern);
  for (const Node* part : parts_of(node)) collect(*part, names);
}

}  // namespace

std::vector<WrittenName> written_names(const Expression& expression) {
  std::vector<WrittenName> names;
  collect(expression.root(), names);
  return names;
}

}  // namespace sondeo::expression
