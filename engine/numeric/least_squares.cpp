#include "engine/numeric/least_squares.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace sondeo::numeric {

namespace {

constexpr Eigen::Index kBlockRows = 512;

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

}  // namespace

/// The triangle so far on top, rows that wait below it; the last column is z.
struct LeastSquares::State {
  Eigen::MatrixXd stack;
  Eigen::Index triangle = 0;
  Eigen::Index used = 0;

  explicit State(std::size_t regressors)
      : stack(Eigen::MatrixXd::Zero(index(regressors) + 1 + kBlockRows, index(regressors) + 1)) {}

  void reduce() {
    if (used == triangle) return;
    const Eigen::Index columns = stack.cols();
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(stack.topRows(used));
    const Eigen::Index kept = std::min(used, columns);
    const Eigen::MatrixXd upper = qr.matrixQR().topRows(kept).triangularView<Eigen::Upper>();
    stack.setZero();
    stack.topRows(kept) = upper;
    triangle = kept;
    used = kept;
  }

  /// The triangle of the regressors alone. [p x p]
  [[nodiscard]] Eigen::MatrixXd factor() {
    reduce();
    const Eigen::Index p = stack.cols() - 1;
    return stack.topLeftCorner(p, p);
  }
  [[nodiscard]] static bool is_singular(const Eigen::MatrixXd& factor) {
    for (Eigen::Index j = 0; j < factor.cols(); ++j) {
      if (factor(j, j) == 0.0 || !std::isfinite(factor(j, j))) return true;
    }
    return false;
  }
};

LeastSquares::LeastSquares(std::size_t regressors) : state_(std::make_unique<State>(regressors)) {}
LeastSquares::~LeastSquares() = default;
LeastSquares::LeastSquares(LeastSquares&&) noexcept = default;
LeastSquares& LeastSquares::operator=(LeastSquares&&) noexcept = default;

void LeastSquares::add_row(std::span<const double> x, double z) {
  State& state = *state_;
  for (std::size_t j = 0; j < x.size(); ++j) state.stack(state.used, index(j)) = x[j];
  state.stack(state.used, index(x.size())) = z;
  ++state.used;
  if (state.used == state.stack.rows()) state.reduce();
}

std::vector<std::size_t> LeastSquares::dependent() {
  constexpr double kTolerance = 1e-7;
  const Eigen::MatrixXd factor = state_->factor();
  std::vector<std::size_t> found;
  std::vector<Eigen::VectorXd> basis;
  for (Eigen::Index j = 0; j < factor.cols(); ++j) {
    Eigen::VectorXd left = factor.col(j);
    const double length = left.norm();
    for (int pass = 0; pass < 2; ++pass) {  // twice is enough (Kahan)
      for (const auto& direction : basis) left -= direction.dot(left) * direction;
    }
    const double rest = left.norm();
    if (rest > kTolerance * length) {
      basis.emplace_back(left / rest);
    } else {
      found.push_back(static_cast<std::size_t>(j));
    }
  }
  return found;
}

std::optional<std::vector<double>> LeastSquares::solution() {
  const Eigen::MatrixXd factor = state_->factor();
  if (State::is_singular(factor)) return std::nullopt;
  const Eigen::Index p = factor.cols();
  const Eigen::VectorXd right = state_->stack.col(p).head(p);
  const Eigen::VectorXd solved = factor.triangularView<Eigen::Upper>().solve(right);
  return std::vector<double>(solved.begin(), solved.end());
}

std::optional<Matrix> LeastSquares::inverse_gram() {
  const Eigen::MatrixXd factor = state_->factor();
  if (State::is_singular(factor)) return std::nullopt;
  const Eigen::Index p = factor.cols();
  const Eigen::MatrixXd inverse =
      factor.triangularView<Eigen::Upper>().solve(Eigen::MatrixXd::Identity(p, p));
  const Eigen::MatrixXd gram = inverse * inverse.transpose();
  Matrix result(static_cast<std::size_t>(p), static_cast<std::size_t>(p));
  for (std::size_t i = 0; i < result.rows; ++i) {
    for (std::size_t j = 0; j < result.columns; ++j) result.at(i, j) = gram(index(i), index(j));
  }
  return result;
}

}  // namespace sondeo::numeric
