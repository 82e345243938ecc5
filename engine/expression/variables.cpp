#include <unordered_set>

#include "engine/base/nearest.hpp"
#include "engine/expression/codes.hpp"
#include "engine/expression/detail/fault.hpp"
#include "engine/expression/expression.hpp"

namespace sondeo::expression {

namespace {

/// Walks the tree in the order of writing and keeps each name once.
class NameCollector {
 public:
  NameCollector(const Written& written, const NameContext& context)
      : written_(written), context_(context), known_(context.available.begin(), context.available.end()) {}

  void visit(const Node& node) {
    if (const auto* name = std::get_if<Name>(&node.content)) {
      require(name->name, node.extent);
      keep(name->name);
    } else if (const auto* pattern = std::get_if<NamePattern>(&node.content)) {
      for (const auto& match : matches(*pattern, node.extent)) keep(match);
    }
    for (const Node* part : parts_of(node)) visit(*part);
  }

  [[nodiscard]] std::vector<std::string> names() && { return std::move(names_); }

 private:
  void require(const std::string& name, Extent extent) const {
    if (known_.contains(name)) return;
    detail::fail(written_, extent, code::kUnknownVariable, {{"name", name}, {"source", context_.source}},
                 nearest_names(name, context_.available), context_.inspect_command);
  }

  [[nodiscard]] std::vector<std::string> matches(const NamePattern& pattern, Extent extent) const {
    auto found = matching_names(pattern, context_.available);
    if (!found.empty()) return found;
    const std::string spelled = spelled_names(pattern).front();
    detail::fail(written_, extent, code::kPatternMatchesNothing,
                 {{"pattern", to_text(pattern)}, {"source", context_.source}},
                 nearest_names(spelled, context_.available), context_.inspect_command);
  }

  void keep(const std::string& name) {
    if (seen_.insert(name).second) names_.push_back(name);
  }

  const Written& written_;
  const NameContext& context_;
  std::unordered_set<std::string> known_;
  std::unordered_set<std::string> seen_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> variables(const Expression& expression, const NameContext& context) {
  NameCollector collector(expression.written(), context);
  collector.visit(expression.root());
  return std::move(collector).names();
}

}  // namespace sondeo::expression
