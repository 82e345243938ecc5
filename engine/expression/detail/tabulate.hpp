#pragma once

#include "engine/expression/detail/operation.hpp"

namespace sondeo::expression::detail {

/// The same operation as a look-up of the stored code, when that is faster: an operation on one column of 8
/// bits has 256 results, whatever it does; one of 16 bits is worth its 65,536 when the table has as many
/// rows.
/// @param column  the only one that the operation reads
OperationPtr<double> tabulated(OperationPtr<double> operation, const Column& column);
OperationPtr<Outcome> tabulated(OperationPtr<Outcome> operation, const Column& column);
OperationPtr<TextId> tabulated(OperationPtr<TextId> operation, const Column& column);

}  // namespace sondeo::expression::detail
