#include "engine/numeric/decomposition.hpp"

#include <cmath>

#include <Eigen/Dense>

namespace sondeo::numeric {

namespace {

constexpr double kSingular = 1e-12;

Eigen::MatrixXd eigen_matrix(const Matrix& matrix) {
  Eigen::MatrixXd result(matrix.rows, matrix.columns);
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    for (std::size_t column = 0; column < matrix.columns; ++column) {
      result(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) = matrix.at(row, column);
    }
  }
  return result;
}

/// 1 / sqrt(diagonal); nothing when an element of it is not positive.
std::optional<Eigen::VectorXd> unit_scale(const Eigen::MatrixXd& matrix) {
  Eigen::VectorXd scale = matrix.diagonal();
  for (double& element : scale) {
    if (!(element > 0) || !std::isfinite(element)) return std::nullopt;
    element = 1 / std::sqrt(element);
  }
  return scale;
}

/// The matrix with unit diagonal, decomposed; nothing when it is singular.
std::optional<Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>> decomposed(const Eigen::MatrixXd& matrix,
                                                                         const Eigen::VectorXd& scale) {
  const Eigen::MatrixXd scaled = scale.asDiagonal() * matrix * scale.asDiagonal();
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(scaled);
  if (solver.info() != Eigen::Success || !(solver.eigenvalues()[0] > kSingular)) return std::nullopt;
  return solver;
}

}  // namespace

std::optional<std::vector<double>> relative_eigenvalues(const Matrix& a, const Matrix& b) {
  const Eigen::MatrixXd left = eigen_matrix(a);
  const auto scale = unit_scale(left);
  if (!scale) return std::nullopt;
  const auto solver = decomposed(left, *scale);
  if (!solver) return std::nullopt;
  const Eigen::MatrixXd root = scale->asDiagonal() * solver->operatorInverseSqrt();
  const Eigen::MatrixXd product = root.transpose() * eigen_matrix(b) * root;
  const Eigen::MatrixXd symmetric = (product + product.transpose()) / 2;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> values(symmetric, Eigen::EigenvaluesOnly);
  if (values.info() != Eigen::Success) return std::nullopt;
  return std::vector<double>(values.eigenvalues().begin(), values.eigenvalues().end());
}

std::optional<double> inverse_form(const Matrix& v, std::span<const double> y) {
  const Eigen::MatrixXd matrix = eigen_matrix(v);
  const auto scale = unit_scale(matrix);
  if (!scale) return std::nullopt;
  const auto solver = decomposed(matrix, *scale);
  if (!solver) return std::nullopt;
  const Eigen::Map<const Eigen::VectorXd> vector(y.data(), static_cast<Eigen::Index>(y.size()));
  const Eigen::VectorXd scaled = scale->asDiagonal() * vector;
  const Eigen::VectorXd turned = solver->eigenvectors().transpose() * scaled;
  return turned.cwiseAbs2().cwiseQuotient(solver->eigenvalues()).dot(Eigen::VectorXd::Ones(turned.size()));
}

std::optional<Matrix> semidefinite_root(const Matrix& v) {
  constexpr double kRounding = 1e-10;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(eigen_matrix(v));
  if (solver.info() != Eigen::Success) return std::nullopt;
  const Eigen::VectorXd& values = solver.eigenvalues();
  if (values[0] < -kRounding * std::abs(values[values.size() - 1])) return std::nullopt;
  const Eigen::MatrixXd root = solver.eigenvectors() * values.cwiseMax(0.0).cwiseSqrt().asDiagonal();
  Matrix result(v.rows, v.columns);
  for (std::size_t row = 0; row < v.rows; ++row) {
    for (std::size_t column = 0; column < v.columns; ++column) {
      result.at(row, column) = root(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column));
    }
  }
  return result;
}

}  // namespace sondeo::numeric
