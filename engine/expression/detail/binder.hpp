#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "engine/expression/detail/number_operations.hpp"
#include "engine/expression/detail/operation.hpp"
#include "engine/expression/detail/text_operations.hpp"
#include "engine/expression/expression.hpp"

namespace sondeo::expression::detail {

/// A part of the expression with its type, in the order of `Type`.
using Part = std::variant<OperationPtr<double>, OperationPtr<Outcome>, OperationPtr<TextId>>;
inline Type type_of(const Part& part) { return static_cast<Type>(part.index()); }

/// What a binder is made for: the types alone, or values.
enum class Purpose { kCheck, kEvaluate };

/// Turns a parsed expression into operations on a table's columns, and refuses what does not fit together.
class Binder {
 public:
  Binder(const Expression& expression, const Table& table, MissingPolicy policy, Purpose purpose);
  /// The whole expression. @throws Error
  Part bind_root();
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] const TextList& texts() const { return texts_; }

 private:
  Part bind(const Node& node);
  // One for each kind of node.
  Part on(const NumberLiteral& literal, const Node& node);
  Part on(const TextLiteral& literal, const Node& node);
  Part on(const TruthLiteral& literal, const Node& node);
  Part on(const MissingLiteral& literal, const Node& node);
  Part on(const Name& name, const Node& node);
  Part on(const NamePattern& pattern, const Node& node);
  Part on(const Negation& negation, const Node& node);
  Part on(const Not& negation, const Node& node);
  Part on(const Arithmetic& chain, const Node& node);
  Part on(const Comparison& comparison, const Node& node);
  Part on(const Membership& membership, const Node& node);
  Part on(const Between& between, const Node& node);
  Part on(const Logical& logical, const Node& node);
  Part on(const Call& call, const Node& node);
  Part on(const MissingTest& test, const Node& node);
  Part on(const Cut& cut, const Node& node);
  Part on(const Recode& recode, const Node& node);

  Part list_call(const Call& call);
  Part conditional(const Call& call);
  Part first_present(const Call& call);
  Part labels(const Call& call, const Node& node);
  OperationPtr<Outcome> any_of(std::vector<OperationPtr<Outcome>> conditions);
  OperationPtr<Outcome> all_of(std::vector<OperationPtr<Outcome>> conditions);
  template <typename Key>
  Part recoded(const Recode& recode, OperationPtr<Key> key);

  // A part where a type is needed; `counted`: a yes/no counts 1 or 0.
  OperationPtr<Outcome> condition(const Node& node);
  OperationPtr<double> number(const Node& node);
  OperationPtr<double> counted_number(const Node& node);
  /// Parts of one type: what several branches give. `missing` alone takes the others' type.
  std::vector<Part> alike(const std::vector<const Node*>& nodes, std::vector<Part> parts);

  // Columns and patterns.
  Part column(const std::string& name, const Node& node);
  const Column& find(const std::string& name, const Node& node);
  const std::string& variable_of(const Node& node) const;
  std::size_t slot_of(const Column& column);
  template <typename Visit>
  void each_argument(const Call& call, Visit visit);

  // Comparisons of unlike types.
  [[noreturn]] void refuse_unlike(const Comparison& comparison, const Part& left, const Part& right,
                                  const Node& node);
  void refuse_unlike_codes(const Node& value, const Part& part, const std::vector<Constant>& codes);
  [[noreturn]] void refuse_text_for_number(const Node& number, const std::string& text, const Node& place);
  [[noreturn]] void refuse_condition_as_number(const Node& node, const std::string& proposal);
  void refuse_unknown_label(const Node& label_call, const std::string& text, const Node& place);
  void check_labels(const Comparison& comparison);
  [[nodiscard]] std::string quote(const Node& node) const;

  // Sources: an operation on one narrow column becomes a look-up where it meets other columns.
  template <typename Value>
  void settle(OperationPtr<Value>& operation, bool with_others);
  template <typename Value>
  void settle(std::vector<OperationPtr<Value>>& operations, bool with_others);
  void settle(std::vector<ArithmeticStep>& steps, bool with_others);
  template <typename... Operations>
  int join(Operations&... operations);

  const Expression& expression_;
  const Written& written_;
  const Table& table_;
  MissingPolicy policy_;
  Purpose purpose_;
  std::vector<Column> columns_;
  std::map<std::string, std::size_t, std::less<>> slots_;
  TextList texts_;
  const std::string* pattern_name_ = nullptr;  ///< the name that the pattern stands for, now
  std::size_t operations_ = 0;
};

}  // namespace sondeo::expression::detail
