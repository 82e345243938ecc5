#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/expression/detail/outcome.hpp"
#include "engine/table/column.hpp"

namespace sondeo::expression::detail {

/// Rows that are evaluated together: few enough that all buffers stay in the processor's cache.
inline constexpr std::size_t kBlockRows = 4096;

/// The id of a text in the evaluation's list of texts; below 0 a missing text: minus its reason.
using TextId = std::int32_t;

/// How a missing value looks among values of each type.
template <typename Value>
struct Absent;
template <>
struct Absent<double> {
  static bool is(double value) { return std::isnan(value); }
  static double of(Missing reason) { return missing_value(reason); }
  static Missing reason(double value) { return missing_reason(value); }
};
template <>
struct Absent<Outcome> {
  static bool is(Outcome value) { return (value & kAnswers) == 0; }
  static Outcome of(Missing reason) { return missing_outcome(reason); }
  static Missing reason(Outcome value) { return static_cast<Missing>(std::countr_zero(value) + 1); }
};
template <>
struct Absent<TextId> {
  static bool is(TextId value) { return value < 0; }
  static TextId of(Missing reason) { return -static_cast<TextId>(reason); }
  static Missing reason(TextId value) { return static_cast<Missing>(-value); }
};

/// Buffers of one thread, used again and again.
class Scratch {
 public:
  template <typename Value>
  using Buffers = std::vector<std::unique_ptr<Value[]>>;

  template <typename Value>
  Buffers<Value>& free() {
    if constexpr (std::is_same_v<Value, double>) {
      return numbers_;
    } else if constexpr (std::is_same_v<Value, Outcome>) {
      return outcomes_;
    } else {
      return integers_;
    }
  }

 private:
  Buffers<double> numbers_;
  Buffers<Outcome> outcomes_;
  Buffers<std::int32_t> integers_;
};

/// The rows that are being evaluated.
struct Block {
  std::span<const Column> columns;  ///< those that the expression uses
  std::size_t first = 0;
  std::size_t count = 0;  ///< at most kBlockRows
  Scratch* scratch = nullptr;
  const Column* stand_in =
      nullptr;  ///< stands for every column, when an operation on one column is tabulated

  [[nodiscard]] const Column& column(std::size_t slot) const {
    return stand_in != nullptr ? *stand_in : columns[slot];
  }
};

/// A block's worth of values, borrowed from the scratch and given back at the end.
template <typename Value>
class Buffer {
 public:
  explicit Buffer(const Block& block) : free_(block.scratch->free<Value>()), count_(block.count) {
    if (free_.empty()) {
      memory_ = std::make_unique_for_overwrite<Value[]>(kBlockRows);
    } else {
      memory_ = std::move(free_.back());
      free_.pop_back();
    }
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { free_.push_back(std::move(memory_)); }

  [[nodiscard]] std::span<Value> span() { return {memory_.get(), count_}; }
  [[nodiscard]] Value operator[](std::size_t row) const { return memory_[row]; }
  [[nodiscard]] Value& operator[](std::size_t row) { return memory_[row]; }

 private:
  Scratch::Buffers<Value>& free_;
  std::unique_ptr<Value[]> memory_;
  std::size_t count_;
};

/// Which columns an operation reads: the slot of the only one, or one of these.
inline constexpr int kNoSource = -1;
inline constexpr int kManySources = -2;

/// A node of the tree that is evaluated: names are columns, types are known.
template <typename Value>
class Operation {
 public:
  Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;
  virtual ~Operation() = default;

  /// The values of a block's rows. [block.count]
  virtual void run(const Block& block, std::span<Value> out) const = 0;
  /// The value when it is the same for every row and known.
  [[nodiscard]] virtual std::optional<Value> constant() const { return std::nullopt; }
  /// Does no more than read a column.
  [[nodiscard]] virtual bool plain() const { return false; }

  int source = kNoSource;
};

template <typename Value>
using OperationPtr = std::unique_ptr<Operation<Value>>;

/// The values of a part, in a borrowed buffer.
template <typename Value>
class Computed {
 public:
  Computed(const Operation<Value>& operation, const Block& block) : buffer_(block) {
    operation.run(block, buffer_.span());
  }
  [[nodiscard]] Value operator[](std::size_t row) const { return buffer_[row]; }

 private:
  Buffer<Value> buffer_;
};

template <typename Value>
class Constantly final : public Operation<Value> {
 public:
  explicit Constantly(Value value) : value_(value) {}
  void run(const Block& /*block*/, std::span<Value> out) const override {
    std::fill(out.begin(), out.end(), value_);
  }
  [[nodiscard]] std::optional<Value> constant() const override { return value_; }

 private:
  Value value_;
};

/// if(c, a, b); a missing condition gives missing, with its reason.
template <typename Value>
class Choice final : public Operation<Value> {
 public:
  Choice(OperationPtr<Outcome> condition, OperationPtr<Value> yes, OperationPtr<Value> no)
      : condition_(std::move(condition)), yes_(std::move(yes)), no_(std::move(no)) {}

  void run(const Block& block, std::span<Value> out) const override {
    const Computed<Outcome> condition(*condition_, block);
    const Computed<Value> yes(*yes_, block);
    no_->run(block, out);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (condition[i] == kNo) continue;
      out[i] = condition[i] == kYes ? yes[i] : Absent<Value>::of(Absent<Outcome>::reason(condition[i]));
    }
  }

 private:
  OperationPtr<Outcome> condition_;
  OperationPtr<Value> yes_;
  OperationPtr<Value> no_;
};

/// coalesce(a, b, ...): the first that is not missing; the first argument when all are.
template <typename Value>
class FirstPresent final : public Operation<Value> {
 public:
  explicit FirstPresent(std::vector<OperationPtr<Value>> candidates) : candidates_(std::move(candidates)) {}

  void run(const Block& block, std::span<Value> out) const override {
    candidates_.front()->run(block, out);
    for (std::size_t c = 1; c < candidates_.size(); ++c) {
      const Computed<Value> candidate(*candidates_[c], block);
      for (std::size_t i = 0; i < out.size(); ++i) {
        if (Absent<Value>::is(out[i]) && !Absent<Value>::is(candidate[i])) out[i] = candidate[i];
      }
    }
  }

 private:
  std::vector<OperationPtr<Value>> candidates_;
};

/// recode: `Key` values choose a rule, which gives the value.
template <typename Key, typename Value>
class Recoding final : public Operation<Value> {
 public:
  /// Gives the number of the rule for a value that is not missing; results.size() for none.
  using RuleOf = std::function<std::size_t(Key)>;

  /// @param results  of the rules, and at the end of what no rule names
  Recoding(OperationPtr<Key> key, RuleOf rule_of, std::vector<OperationPtr<Value>> results)
      : key_(std::move(key)), rule_of_(std::move(rule_of)), results_(std::move(results)) {}

  void run(const Block& block, std::span<Value> out) const override {
    const Computed<Key> key(*key_, block);
    Buffer<std::int32_t> rule(block);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (Absent<Key>::is(key[i])) {
        rule[i] = -1;
        out[i] = Absent<Value>::of(Absent<Key>::reason(key[i]));
      } else {
        rule[i] = static_cast<std::int32_t>(rule_of_(key[i]));
      }
    }
    for (std::size_t r = 0; r < results_.size(); ++r) {
      const Computed<Value> result(*results_[r], block);
      for (std::size_t i = 0; i < out.size(); ++i) {
        if (rule[i] == static_cast<std::int32_t>(r)) out[i] = result[i];
      }
    }
  }

 private:
  OperationPtr<Key> key_;
  RuleOf rule_of_;
  std::vector<OperationPtr<Value>> results_;
};

/// missing(x), missing(x, reasons)
template <typename Value>
class MissingQuestion final : public Operation<Outcome> {
 public:
  /// @param reasons  as outcomes; all of them for any reason
  MissingQuestion(OperationPtr<Value> value, OutcomeSet reasons)
      : value_(std::move(value)), reasons_(reasons) {}

  void run(const Block& block, std::span<Outcome> out) const override {
    const Computed<Value> value(*value_, block);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const bool missing = Absent<Value>::is(value[i]);
      out[i] = answer(missing && (missing_outcome(Absent<Value>::reason(value[i])) & reasons_) != 0);
    }
  }

 private:
  OperationPtr<Value> value_;
  OutcomeSet reasons_;
};

}  // namespace sondeo::expression::detail
