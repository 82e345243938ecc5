#include "engine/expression/expression.hpp"

#include <utility>

#include "engine/expression/codes.hpp"
#include "engine/expression/detail/fault.hpp"
#include "engine/expression/detail/function_list.hpp"
#include "engine/expression/detail/parser.hpp"

namespace sondeo::expression {

namespace {

/// A pattern stands for several variables: only an argument of a list function has room for them, and an
/// argument with two different patterns would leave open which goes with which.
class PatternPlaces {
 public:
  explicit PatternPlaces(const Written& written) : written_(written) {}

  /// @param in_list  whether a function over a list is above
  /// @param first    the pattern already found in this argument, if any
  void check(const Node& node, bool in_list, const Node*& first) const {
    if (const auto* pattern = std::get_if<NamePattern>(&node.content)) {
      check_pattern(node, *pattern, in_list, first);
      return;
    }
    const auto* call = std::get_if<Call>(&node.content);
    const bool list = call != nullptr && detail::takes_list(call->function);
    for (const Node* part : parts_of(node)) {
      const Node* own_first = nullptr;
      check(*part, in_list || list, list ? own_first : first);
    }
  }

 private:
  void check_pattern(const Node& node, const NamePattern& pattern, bool in_list, const Node*& first) const {
    if (!in_list) {
      detail::fail(written_, node.extent, code::kPatternOutsideList, {{"pattern", to_text(pattern)}});
    }
    if (first == nullptr) first = &node;
    const auto& earlier = std::get<NamePattern>(first->content);
    if (earlier == pattern) return;
    detail::fail(written_, node.extent, code::kPatternTwo,
                 {{"first", to_text(earlier)}, {"second", to_text(pattern)}});
  }

  const Written& written_;
};

}  // namespace

Expression parse(const Written& text) {
  Subtree root = detail::Parser(text).parse();
  const Node* first = nullptr;
  PatternPlaces(text).check(*root, false, first);
  return {text, std::move(root)};
}

}  // namespace sondeo::expression
