#include "engine/numeric/semidefinite.hpp"

#include <cmath>
#include <utility>

#include "engine/numeric/compensated.hpp"

namespace sondeo::numeric {

namespace {

constexpr double kDependent = 1e-10;

}  // namespace

SemidefiniteSystem::SemidefiniteSystem(Matrix a)
    : a_(std::move(a)), scale_(a_.rows, 0.0), factor_(a_.rows, a_.rows) {
  for (std::size_t j = 0; j < a_.rows; ++j) {
    if (a_.at(j, j) > 0) scale_[j] = 1 / std::sqrt(a_.at(j, j));
  }
  decompose();
}

// Row by row (a bordered Cholesky): row j of L from the independent rows before it, so that those come first.
// L is kept by columns: what a found entry takes from those after it then lies side by side in memory.
void SemidefiniteSystem::decompose() {
  std::vector<double> entries(a_.rows);
  for (std::size_t j = 0; j < a_.rows; ++j) {
    const std::size_t rank = independent_.size();
    for (std::size_t k = 0; k < rank; ++k) {
      entries[k] = a_.at(j, independent_[k]) * scale_[j] * scale_[independent_[k]];
    }
    double left = scale_[j] > 0 ? 1.0 : 0.0;
    for (std::size_t k = 0; k < rank && left > 0; ++k) {
      const auto column = factor_.row(k);
      const double taken = entries[k];
      for (std::size_t m = k + 1; m < rank; ++m) entries[m] -= taken * column[m];
      entries[k] = taken / column[k];
      left -= entries[k] * entries[k] * column[k];
    }
    if (left > kDependent) {
      for (std::size_t k = 0; k < rank; ++k) factor_.at(k, rank) = entries[k];
      factor_.at(rank, rank) = left;
      independent_.push_back(j);
    } else {
      dependent_.push_back(j);
    }
  }
}

std::vector<double> SemidefiniteSystem::solve_once(std::span<const double> b) const {
  const std::size_t rank = independent_.size();
  std::vector<double> y(rank);
  for (std::size_t k = 0; k < rank; ++k) {
    y[k] = b[independent_[k]] * scale_[independent_[k]];
  }
  for (std::size_t k = 0; k < rank; ++k) {
    const auto column = factor_.row(k);
    for (std::size_t m = k + 1; m < rank; ++m) y[m] -= column[m] * y[k];
  }
  for (std::size_t k = 0; k < rank; ++k) y[k] /= factor_.at(k, k);
  for (std::size_t k = rank; k-- > 0;) {
    for (std::size_t m = k + 1; m < rank; ++m) y[k] -= factor_.at(k, m) * y[m];
  }
  std::vector<double> x(a_.rows, 0.0);
  for (std::size_t k = 0; k < rank; ++k) x[independent_[k]] = y[k] * scale_[independent_[k]];
  return x;
}

std::vector<double> SemidefiniteSystem::residual(std::span<const double> x, std::span<const double> b) const {
  std::vector<double> residual;
  residual.reserve(b.size());
  for (std::size_t j = 0; j < a_.rows; ++j) {
    CompensatedSum sum;
    sum.add(b[j]);
    for (std::size_t k = 0; k < a_.rows; ++k) sum.add(-a_.at(j, k) * x[k]);
    residual.push_back(sum.value());
  }
  return residual;
}

std::vector<double> SemidefiniteSystem::solve(std::span<const double> b) const {
  std::vector<double> x = solve_once(b);
  const std::vector<double> correction = solve_once(residual(x, b));
  for (std::size_t j = 0; j < x.size(); ++j) x[j] += correction[j];
  return x;
}

}  // namespace sondeo::numeric
