#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/numeric/matrix.hpp"

namespace sondeo::numeric {

/// The eigenvalues of A^-1 B, ascending; A and B symmetric, A positive definite.
/// @return nothing when A is singular: an eigenvalue of A scaled to unit diagonal below 1e-12
[[nodiscard]] std::optional<std::vector<double>> relative_eigenvalues(const Matrix& a, const Matrix& b);

/// y' V^-1 y for a symmetric, positive definite V.
/// @return nothing when V is singular: an eigenvalue of V scaled to unit diagonal below 1e-12
[[nodiscard]] std::optional<double> inverse_form(const Matrix& v, std::span<const double> y);

/// L with L L' = V, V symmetric. @return nothing when V has a negative eigenvalue beyond rounding
[[nodiscard]] std::optional<Matrix> semidefinite_root(const Matrix& v);

}  // namespace sondeo::numeric
