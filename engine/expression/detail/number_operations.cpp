#include "engine/expression/detail/number_operations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/base/diagnostic.hpp"

namespace sondeo::expression::detail {

namespace {

/// The result of arithmetic: finite, without a negative zero, or system missing.
double settled(double value) { return std::isfinite(value) ? value + 0.0 : missing_value(); }

/// The remainder with the sign of the divisor, as %% of R and mod() of Stata.
double remainder_of(double a, double b) {
  const double rest = std::fmod(a, b);
  const bool other_side = rest != 0.0 && (rest < 0.0) != (b < 0.0);  // zero is exact here
  return other_side ? rest + b : rest;
}

class NumberColumn final : public Operation<double> {
 public:
  explicit NumberColumn(std::size_t slot) : slot_(slot) {}
  void run(const Block& block, std::span<double> out) const override {
    block.column(slot_).decode(block.first, out);
  }
  [[nodiscard]] bool plain() const override { return true; }

 private:
  std::size_t slot_;
};

class Counted final : public Operation<double> {
 public:
  explicit Counted(OperationPtr<Outcome> condition) : condition_(std::move(condition)) {}
  void run(const Block& block, std::span<double> out) const override {
    const Computed<Outcome> condition(*condition_, block);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const bool answered = (condition[i] & kAnswers) != 0;
      out[i] = answered ? (condition[i] == kYes ? 1.0 : 0.0) : missing_value();
    }
  }

 private:
  OperationPtr<Outcome> condition_;
};

/// A function of one number, value by value.
template <typename F>
class Mapped final : public Operation<double> {
 public:
  Mapped(F function, OperationPtr<double> value) : function_(function), value_(std::move(value)) {}
  void run(const Block& block, std::span<double> out) const override {
    value_->run(block, out);
    for (double& value : out) value = settled(function_(value));
  }

 private:
  F function_;
  OperationPtr<double> value_;
};

template <typename F>
OperationPtr<double> mapped(F function, OperationPtr<double> value) {
  return std::make_unique<Mapped<F>>(function, std::move(value));
}

class ArithmeticChain final : public Operation<double> {
 public:
  ArithmeticChain(OperationPtr<double> first, std::vector<ArithmeticStep> rest)
      : first_(std::move(first)), rest_(std::move(rest)) {}

  void run(const Block& block, std::span<double> out) const override {
    first_->run(block, out);
    for (const auto& step : rest_) {
      const Computed<double> operand(*step.operand, block);
      apply(step.op, out, operand);
    }
    for (double& value : out) value = settled(value);
  }

 private:
  static void apply(ArithmeticOperator op, std::span<double> out, const Computed<double>& operand) {
    const auto each = [&](auto function) {
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = function(out[i], operand[i]);
    };
    // A quotient by zero is infinite or NaN and stays so to the end of the chain, where it becomes missing.
    switch (op) {
      case ArithmeticOperator::kPlus:
        return each([](double a, double b) { return a + b; });
      case ArithmeticOperator::kMinus:
        return each([](double a, double b) { return a - b; });
      case ArithmeticOperator::kTimes:
        return each([](double a, double b) { return a * b; });
      case ArithmeticOperator::kDivide:
        return each([](double a, double b) { return a / b; });
      case ArithmeticOperator::kRemainder:
        return each(remainder_of);
    }
  }

  OperationPtr<double> first_;
  std::vector<ArithmeticStep> rest_;
};

class ExtremeOfTwo final : public Operation<double> {
 public:
  ExtremeOfTwo(bool greater, OperationPtr<double> a, OperationPtr<double> b)
      : greater_(greater), a_(std::move(a)), b_(std::move(b)) {}
  void run(const Block& block, std::span<double> out) const override {
    a_->run(block, out);
    const Computed<double> b(*b_, block);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const bool missing = std::isnan(out[i]) || std::isnan(b[i]);
      const double chosen = greater_ ? std::max(out[i], b[i]) : std::min(out[i], b[i]);
      out[i] = missing ? missing_value() : settled(chosen);
    }
  }

 private:
  bool greater_;
  OperationPtr<double> a_;
  OperationPtr<double> b_;
};

class OverList final : public Operation<double> {
 public:
  OverList(Function function, std::vector<OperationPtr<double>> list)
      : function_(function), list_(std::move(list)) {}

  void run(const Block& block, std::span<double> out) const override {
    Buffer<double> present(block);
    std::fill(present.span().begin(), present.span().end(), 0.0);
    std::fill(out.begin(), out.end(), start());
    for (const auto& item : list_) {
      const Computed<double> value(*item, block);
      add(value, out, present.span());
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double result = function_ == Function::kMean ? out[i] / present[i] : out[i];
      out[i] = present[i] > 0.0 ? settled(result) : missing_value();
    }
  }

 private:
  [[nodiscard]] double start() const {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (function_ == Function::kMin) return kInfinity;
    return function_ == Function::kMax ? -kInfinity : 0.0;
  }

  void add(const Computed<double>& value, std::span<double> out, std::span<double> present) const {
    const auto each = [&](auto function) {
      for (std::size_t i = 0; i < out.size(); ++i) {
        const bool missing = std::isnan(value[i]);
        out[i] = missing ? out[i] : function(out[i], value[i]);
        present[i] += missing ? 0.0 : 1.0;
      }
    };
    if (function_ == Function::kMin) return each([](double a, double b) { return std::min(a, b); });
    if (function_ == Function::kMax) return each([](double a, double b) { return std::max(a, b); });
    each([](double a, double b) { return a + b; });
  }

  Function function_;
  std::vector<OperationPtr<double>> list_;
};

class CountYes final : public Operation<double> {
 public:
  explicit CountYes(std::vector<OperationPtr<Outcome>> conditions) : conditions_(std::move(conditions)) {}
  void run(const Block& block, std::span<double> out) const override {
    Buffer<std::int32_t> yes(block);
    std::fill(yes.span().begin(), yes.span().end(), 0);
    for (const auto& operation : conditions_) {
      const Computed<Outcome> condition(*operation, block);
      for (std::size_t i = 0; i < out.size(); ++i) yes[i] += condition[i] >> 7U;
    }
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<double>(yes[i]);
  }

 private:
  std::vector<OperationPtr<Outcome>> conditions_;
};

class CutAt final : public Operation<double> {
 public:
  CutAt(OperationPtr<double> value, std::vector<double> breaks)
      : value_(std::move(value)), breaks_(std::move(breaks)) {}
  void run(const Block& block, std::span<double> out) const override {
    value_->run(block, out);
    for (double& value : out) {
      if (std::isnan(value)) continue;
      const auto above = std::upper_bound(breaks_.begin(), breaks_.end(), value) - breaks_.begin();
      value = above == 0 ? missing_value() : static_cast<double>(above);
    }
  }

 private:
  OperationPtr<double> value_;
  std::vector<double> breaks_;
};

}  // namespace

OperationPtr<double> number_column(std::size_t slot) { return std::make_unique<NumberColumn>(slot); }

OperationPtr<double> counted(OperationPtr<Outcome> condition) {
  return std::make_unique<Counted>(std::move(condition));
}

OperationPtr<double> negative(OperationPtr<double> value) {
  return mapped([](double x) { return -x; }, std::move(value));
}

OperationPtr<double> number_function(Function function, OperationPtr<double> value) {
  switch (function) {
    case Function::kFloor:
      return mapped([](double x) { return std::floor(x); }, std::move(value));
    case Function::kRound:
      return mapped([](double x) { return std::round(x); }, std::move(value));
    case Function::kAbs:
      return mapped([](double x) { return std::abs(x); }, std::move(value));
    case Function::kExp:
      return mapped([](double x) { return std::exp(x); }, std::move(value));
    case Function::kLog:
      return mapped([](double x) { return std::log(x); }, std::move(value));
    default:
      ensure(function == Function::kSqrt, "a function of one number");
      return mapped([](double x) { return std::sqrt(x); }, std::move(value));
  }
}

OperationPtr<double> arithmetic(OperationPtr<double> first, std::vector<ArithmeticStep> rest) {
  return std::make_unique<ArithmeticChain>(std::move(first), std::move(rest));
}

OperationPtr<double> extreme_of_two(Function function, OperationPtr<double> a, OperationPtr<double> b) {
  return std::make_unique<ExtremeOfTwo>(function == Function::kMax, std::move(a), std::move(b));
}

OperationPtr<double> over_list(Function function, std::vector<OperationPtr<double>> list) {
  return std::make_unique<OverList>(function, std::move(list));
}

OperationPtr<double> count_yes(std::vector<OperationPtr<Outcome>> conditions) {
  return std::make_unique<CountYes>(std::move(conditions));
}

OperationPtr<double> cut_at(OperationPtr<double> value, std::vector<double> breaks) {
  return std::make_unique<CutAt>(std::move(value), std::move(breaks));
}

}  // namespace sondeo::expression::detail
