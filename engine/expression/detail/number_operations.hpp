#pragma once

#include <cstddef>
#include <vector>

#include "engine/expression/detail/operation.hpp"
#include "engine/expression/node.hpp"

namespace sondeo::expression::detail {

// Operations that give numbers. Arithmetic and number functions give system missing when a part is missing or
// the result is not finite: which NaN a processor passes on is not ours to choose.

/// A number or yes/no column's values.
OperationPtr<double> number_column(std::size_t slot);
/// 1 for yes, 0 for no.
OperationPtr<double> counted(OperationPtr<Outcome> condition);
OperationPtr<double> negative(OperationPtr<double> value);
/// floor, round (half away from zero), abs, exp, log, sqrt
OperationPtr<double> number_function(Function function, OperationPtr<double> value);

struct ArithmeticStep {
  ArithmeticOperator op;
  OperationPtr<double> operand;
};
OperationPtr<double> arithmetic(OperationPtr<double> first, std::vector<ArithmeticStep> rest);

/// The lesser (greater) of two; missing if either is.
OperationPtr<double> extreme_of_two(Function function, OperationPtr<double> a, OperationPtr<double> b);
/// sum, mean, min, max of those that are not missing; missing when all are.
OperationPtr<double> over_list(Function function, std::vector<OperationPtr<double>> list);
/// How many conditions are yes.
OperationPtr<double> count_yes(std::vector<OperationPtr<Outcome>> conditions);
/// The number of the class, from 1; below the first break missing.
OperationPtr<double> cut_at(OperationPtr<double> value, std::vector<double> breaks);

}  // namespace sondeo::expression::detail
