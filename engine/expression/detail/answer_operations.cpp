#include "engine/expression/detail/answer_operations.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace sondeo::expression::detail {

namespace {

/// The outcome of a comparison of missing values: their reason.
template <typename Value>
Outcome missing_of(Value a, Value b) {
  OutcomeSet reasons = 0;
  if (Absent<Value>::is(a)) reasons |= missing_outcome(Absent<Value>::reason(a));
  if (Absent<Value>::is(b)) reasons |= missing_outcome(Absent<Value>::reason(b));
  return one_reason(reasons);
}

class YesNoColumn final : public Operation<Outcome> {
 public:
  explicit YesNoColumn(std::size_t slot) : slot_(slot) {}
  void run(const Block& block, std::span<Outcome> out) const override {
    Buffer<double> value(block);
    block.column(slot_).decode(block.first, value.span());
    for (std::size_t i = 0; i < out.size(); ++i) {
      // Any number but zero is yes: zero is exact here.
      out[i] = std::isnan(value[i]) ? missing_outcome(missing_reason(value[i])) : answer(value[i] != 0.0);
    }
  }
  [[nodiscard]] bool plain() const override { return true; }

 private:
  std::size_t slot_;
};

class Negated final : public Operation<Outcome> {
 public:
  explicit Negated(OperationPtr<Outcome> condition) : condition_(std::move(condition)) {}
  void run(const Block& block, std::span<Outcome> out) const override {
    condition_->run(block, out);
    for (Outcome& outcome : out) outcome = kNotTable[outcome];
  }

 private:
  OperationPtr<Outcome> condition_;
};

/// Two values of one type, side by side.
template <typename Value, typename Relation>
class Compared final : public Operation<Outcome> {
 public:
  Compared(Relation relation, OperationPtr<Value> left, OperationPtr<Value> right)
      : relation_(relation), left_(std::move(left)), right_(std::move(right)) {}

  void run(const Block& block, std::span<Outcome> out) const override {
    const Computed<Value> left(*left_, block);
    if (const auto fixed = right_->constant()) {
      compare(
          left, [fixed](std::size_t) { return *fixed; }, out);
    } else {
      const Computed<Value> right(*right_, block);
      compare(
          left, [&right](std::size_t row) { return right[row]; }, out);
    }
  }

 private:
  /// Compares first and looks for missing values after: that loop has no branches and most blocks need no
  /// more.
  template <typename RightAt>
  void compare(const Computed<Value>& left, RightAt right, std::span<Outcome> out) const {
    bool any_missing = false;
    for (std::size_t i = 0; i < out.size(); ++i) {
      any_missing |= Absent<Value>::is(left[i]);
      any_missing |= Absent<Value>::is(right(i));
      out[i] = answer(relation_(left[i], right(i)));
    }
    if (!any_missing) return;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Value a = left[i];
      const Value b = right(i);
      if (Absent<Value>::is(a) || Absent<Value>::is(b)) out[i] = missing_of(a, b);
    }
  }

  Relation relation_;
  OperationPtr<Value> left_;
  OperationPtr<Value> right_;
};

template <typename Relation, typename Value>
OperationPtr<Outcome> compared(Relation relation, OperationPtr<Value> left, OperationPtr<Value> right) {
  return std::make_unique<Compared<Value, Relation>>(relation, std::move(left), std::move(right));
}

template <typename Value>
OperationPtr<Outcome> same(bool equal, OperationPtr<Value> left, OperationPtr<Value> right) {
  if (equal) return compared(std::equal_to<Value>(), std::move(left), std::move(right));
  return compared(std::not_equal_to<Value>(), std::move(left), std::move(right));
}

/// in {...}: codes sorted.
template <typename Value>
class Among final : public Operation<Outcome> {
 public:
  Among(OperationPtr<Value> value, std::vector<Value> codes)
      : value_(std::move(value)), codes_(std::move(codes)) {
    std::sort(codes_.begin(), codes_.end());
  }
  void run(const Block& block, std::span<Outcome> out) const override {
    const Computed<Value> value(*value_, block);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const bool missing = Absent<Value>::is(value[i]);
      out[i] = missing ? missing_outcome(Absent<Value>::reason(value[i]))
                       : answer(std::binary_search(codes_.begin(), codes_.end(), value[i]));
    }
  }

 private:
  OperationPtr<Value> value_;
  std::vector<Value> codes_;
};

class NumberBetween final : public Operation<Outcome> {
 public:
  NumberBetween(OperationPtr<double> value, OperationPtr<double> low, OperationPtr<double> high)
      : value_(std::move(value)), low_(std::move(low)), high_(std::move(high)) {}

  void run(const Block& block, std::span<Outcome> out) const override {
    const Computed<double> value(*value_, block);
    const Computed<double> low(*low_, block);
    const Computed<double> high(*high_, block);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (std::isnan(value[i]) || std::isnan(low[i]) || std::isnan(high[i])) {
        OutcomeSet reasons = 0;
        for (const double part : {value[i], low[i], high[i]}) {
          if (std::isnan(part)) reasons |= missing_outcome(missing_reason(part));
        }
        out[i] = one_reason(reasons);
      } else {
        out[i] = answer(value[i] >= low[i] && value[i] <= high[i]);
      }
    }
  }

 private:
  OperationPtr<double> value_;
  OperationPtr<double> low_;
  OperationPtr<double> high_;
};

class Collected final : public Operation<Outcome> {
 public:
  Collected(std::vector<OperationPtr<Outcome>> conditions, const OutcomeTable& table)
      : conditions_(std::move(conditions)), table_(table) {}

  void run(const Block& block, std::span<Outcome> out) const override {
    std::fill(out.begin(), out.end(), Outcome{0});
    for (const auto& operation : conditions_) {
      const Computed<Outcome> condition(*operation, block);
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<Outcome>(out[i] | condition[i]);
    }
    for (Outcome& outcome : out) outcome = table_[outcome];
  }

 private:
  std::vector<OperationPtr<Outcome>> conditions_;
  const OutcomeTable& table_;
};

class AnyIfAnswered final : public Operation<Outcome> {
 public:
  AnyIfAnswered(std::vector<OperationPtr<Outcome>> conditions, double min_answered)
      : conditions_(std::move(conditions)), min_answered_(min_answered) {}

  void run(const Block& block, std::span<Outcome> out) const override {
    std::fill(out.begin(), out.end(), Outcome{0});
    Buffer<std::int32_t> asked(block);
    Buffer<std::int32_t> answered(block);
    std::fill(asked.span().begin(), asked.span().end(), 0);
    std::fill(answered.span().begin(), answered.span().end(), 0);
    for (const auto& operation : conditions_) {
      const Computed<Outcome> condition(*operation, block);
      for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = static_cast<Outcome>(out[i] | condition[i]);
        asked[i] += (condition[i] & kUnasked) == 0 ? 1 : 0;
        answered[i] += (condition[i] & kAnswers) != 0 ? 1 : 0;
      }
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      const bool enough = asked[i] > 0 && reaches(answered[i], asked[i]);
      const bool yes = (out[i] & kYes) != 0;
      const auto reasons = static_cast<OutcomeSet>(out[i] & ~unsigned{kAnswers});
      out[i] = yes ? kYes : enough ? kNo : one_reason(reasons);
    }
  }

 private:
  [[nodiscard]] bool reaches(std::int32_t answered, std::int32_t asked) const {
    // 0.8 of 5 is 4, whatever the last bit of the product says.
    constexpr double kRounding = 1e-9;
    return static_cast<double>(answered) + kRounding >= min_answered_ * static_cast<double>(asked);
  }

  std::vector<OperationPtr<Outcome>> conditions_;
  double min_answered_;
};

}  // namespace

OperationPtr<Outcome> yes_no_column(std::size_t slot) { return std::make_unique<YesNoColumn>(slot); }

OperationPtr<Outcome> negated(OperationPtr<Outcome> condition) {
  return std::make_unique<Negated>(std::move(condition));
}

OperationPtr<Outcome> compare_numbers(ComparisonOperator op, OperationPtr<double> left,
                                      OperationPtr<double> right) {
  switch (op) {
    case ComparisonOperator::kLess:
      return compared(std::less<double>(), std::move(left), std::move(right));
    case ComparisonOperator::kLessEqual:
      return compared(std::less_equal<double>(), std::move(left), std::move(right));
    case ComparisonOperator::kGreater:
      return compared(std::greater<double>(), std::move(left), std::move(right));
    case ComparisonOperator::kGreaterEqual:
      return compared(std::greater_equal<double>(), std::move(left), std::move(right));
    default:
      return same(op == ComparisonOperator::kEqual, std::move(left), std::move(right));
  }
}

OperationPtr<Outcome> compare_texts(bool equal, OperationPtr<TextId> left, OperationPtr<TextId> right) {
  return same(equal, std::move(left), std::move(right));
}

OperationPtr<Outcome> compare_conditions(bool equal, OperationPtr<Outcome> left,
                                         OperationPtr<Outcome> right) {
  return same(equal, std::move(left), std::move(right));
}

OperationPtr<Outcome> number_among(OperationPtr<double> value, std::vector<double> codes) {
  return std::make_unique<Among<double>>(std::move(value), std::move(codes));
}

OperationPtr<Outcome> text_among(OperationPtr<TextId> value, std::vector<TextId> codes) {
  return std::make_unique<Among<TextId>>(std::move(value), std::move(codes));
}

OperationPtr<Outcome> number_between(OperationPtr<double> value, OperationPtr<double> low,
                                     OperationPtr<double> high) {
  return std::make_unique<NumberBetween>(std::move(value), std::move(low), std::move(high));
}

OperationPtr<Outcome> collected(std::vector<OperationPtr<Outcome>> conditions, const OutcomeTable& table) {
  return std::make_unique<Collected>(std::move(conditions), table);
}

OperationPtr<Outcome> any_if_answered(std::vector<OperationPtr<Outcome>> conditions, double min_answered) {
  return std::make_unique<AnyIfAnswered>(std::move(conditions), min_answered);
}

OperationPtr<Outcome> missing_as_no(OperationPtr<Outcome> condition) {
  std::vector<OperationPtr<Outcome>> one;
  one.push_back(std::move(condition));
  return collected(std::move(one), kAnyOrNoTable);
}

}  // namespace sondeo::expression::detail
