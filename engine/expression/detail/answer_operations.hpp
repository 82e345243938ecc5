#pragma once

#include <cstddef>
#include <vector>

#include "engine/expression/detail/operation.hpp"
#include "engine/expression/expression.hpp"

namespace sondeo::expression::detail {

// Operations that give outcomes. A comparison with missing values is missing, with their reason.

OperationPtr<Outcome> yes_no_column(std::size_t slot);
OperationPtr<Outcome> negated(OperationPtr<Outcome> condition);
OperationPtr<Outcome> compare_numbers(ComparisonOperator op, OperationPtr<double> left,
                                      OperationPtr<double> right);
/// Texts or conditions: the same, or (`equal` false) not the same.
OperationPtr<Outcome> compare_texts(bool equal, OperationPtr<TextId> left, OperationPtr<TextId> right);
OperationPtr<Outcome> compare_conditions(bool equal, OperationPtr<Outcome> left, OperationPtr<Outcome> right);
OperationPtr<Outcome> number_among(OperationPtr<double> value, std::vector<double> codes);
OperationPtr<Outcome> text_among(OperationPtr<TextId> value, std::vector<TextId> codes);
OperationPtr<Outcome> number_between(OperationPtr<double> value, OperationPtr<double> low,
                                     OperationPtr<double> high);

/// What the collected outcomes of all conditions mean, by a table.
OperationPtr<Outcome> collected(std::vector<OperationPtr<Outcome>> conditions, const OutcomeTable& table);
/// Any yes is yes; else no when at least `min_answered` of the conditions that were asked have an answer;
/// else missing (as well when none was asked).
OperationPtr<Outcome> any_if_answered(std::vector<OperationPtr<Outcome>> conditions, double min_answered);
/// A missing outcome as no.
OperationPtr<Outcome> missing_as_no(OperationPtr<Outcome> condition);

}  // namespace sondeo::expression::detail
