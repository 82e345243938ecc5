#include "engine/expression/node.hpp"

#include <utility>

namespace sondeo::expression {

namespace {

/// Appends a node's parts in the order in which they are written.
class PartCollector {
 public:
  explicit PartCollector(std::vector<const Node*>& parts) : parts_(parts) {}

  template <typename Leaf>
  void operator()(const Leaf& /*leaf*/) const {}
  void operator()(const Negation& node) const { add(node.operand); }
  void operator()(const Not& node) const { add(node.operand); }
  void operator()(const Arithmetic& node) const {
    add(node.first);
    for (const auto& term : node.rest) add(term.operand);
  }
  void operator()(const Comparison& node) const {
    add(node.left);
    add(node.right);
  }
  void operator()(const Membership& node) const { add(node.value); }
  void operator()(const Between& node) const {
    add(node.value);
    add(node.low);
    add(node.high);
  }
  void operator()(const Logical& node) const {
    for (const auto& operand : node.operands) add(operand);
  }
  void operator()(const Call& node) const {
    for (const auto& argument : node.arguments) add(argument);
  }
  void operator()(const MissingTest& node) const { add(node.value); }
  void operator()(const Cut& node) const { add(node.value); }
  void operator()(const Recode& node) const {
    add(node.value);
    for (const auto& rule : node.rules) add(rule.to);
    if (node.otherwise) add(*node.otherwise);
  }

 private:
  void add(const Subtree& part) const { parts_.push_back(&*part); }
  std::vector<const Node*>& parts_;
};

}  // namespace

Subtree::Subtree(Node node) : node_(std::make_shared<const Node>(std::move(node))) {}

bool operator==(const Subtree& a, const Subtree& b) { return a.node_ == b.node_ || *a.node_ == *b.node_; }

std::vector<const Node*> parts_of(const Node& node) {
  std::vector<const Node*> parts;
  std::visit(PartCollector(parts), node.content);
  return parts;
}

}  // namespace sondeo::expression
