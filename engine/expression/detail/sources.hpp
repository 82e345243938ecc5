#pragma once

#include "engine/expression/detail/binder.hpp"
#include "engine/expression/detail/tabulate.hpp"

// How a binder keeps track of the columns that operations read: its templates.
namespace sondeo::expression::detail {

inline void merge_source(int& source, int other) {
  if (other == kNoSource || source == other) return;
  source = source == kNoSource ? other : kManySources;
}

template <typename Value>
void merge_sources(int& source, const OperationPtr<Value>& operation) {
  merge_source(source, operation->source);
}
template <typename Value>
void merge_sources(int& source, const std::vector<OperationPtr<Value>>& operations) {
  for (const auto& operation : operations) merge_source(source, operation->source);
}
inline void merge_sources(int& source, const std::vector<ArithmeticStep>& steps) {
  for (const auto& step : steps) merge_source(source, step.operand->source);
}

/// An operation without columns has one value: it is computed once.
template <typename Value>
OperationPtr<Value> folded(const Operation<Value>& operation) {
  Scratch scratch;
  Value value{};
  operation.run({{}, 0, 1, &scratch, nullptr}, {&value, 1});
  return std::make_unique<Constantly<Value>>(value);
}

template <typename Value>
void Binder::settle(OperationPtr<Value>& operation, bool with_others) {
  if (purpose_ == Purpose::kCheck) return;
  if (operation->source == kNoSource && !operation->constant()) {
    operation = folded(*operation);
  } else if (with_others && operation->source >= 0) {
    const Column& column = columns_[static_cast<std::size_t>(operation->source)];
    operation = tabulated(std::move(operation), column);
  }
}

template <typename Value>
void Binder::settle(std::vector<OperationPtr<Value>>& operations, bool with_others) {
  for (auto& operation : operations) settle(operation, with_others);
}

template <typename... Operations>
int Binder::join(Operations&... operations) {
  int source = kNoSource;
  (merge_sources(source, operations), ...);
  (settle(operations, source == kManySources), ...);
  return source;
}

template <typename Value>
OperationPtr<Value> with_source(OperationPtr<Value> operation, int source) {
  operation->source = source;
  return operation;
}

/// Calls `make(std::type_identity<Value>)` with the values' type of `type`.
template <typename Make>
Part for_type(Type type, Make make) {
  switch (type) {
    case Type::kYesNo:
      return make(std::type_identity<Outcome>());
    case Type::kText:
      return make(std::type_identity<TextId>());
    default:
      return make(std::type_identity<double>());
  }
}

/// The parts' operations, all known to be of one type.
template <typename Value>
std::vector<OperationPtr<Value>> operations_of(std::vector<Part> parts) {
  std::vector<OperationPtr<Value>> operations;
  operations.reserve(parts.size());
  for (auto& part : parts) operations.push_back(std::get<OperationPtr<Value>>(std::move(part)));
  return operations;
}

}  // namespace sondeo::expression::detail
