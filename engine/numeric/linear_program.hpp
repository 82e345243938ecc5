#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sondeo::numeric {

/// A linear program: minimise c'x with low <= x <= high and low <= Ax <= high, by the simplex of COIN-OR Clp.
/// The same program gives the same solution.
class LinearProgram {
 public:
  static constexpr double kUnbounded = std::numeric_limits<double>::infinity();

  explicit LinearProgram(std::size_t columns);
  ~LinearProgram();
  LinearProgram(LinearProgram&&) noexcept;
  LinearProgram& operator=(LinearProgram&&) noexcept;
  LinearProgram(const LinearProgram&) = delete;
  LinearProgram& operator=(const LinearProgram&) = delete;

  /// Columns are free of cost and between 0 and infinity until said otherwise.
  void set_bounds(std::size_t column, double low, double high);
  void set_cost(std::size_t column, double cost);
  /// Adds a row whose coefficients are `values` at `columns`. @pre before the first `minimise`
  void add_row(std::span<const std::size_t> columns, std::span<const double> values, double low, double high);

  /// The least value of the objective; minus infinity where there is none, nothing where no x is feasible.
  /// Asked again with other costs it goes on from where it was.
  [[nodiscard]] std::optional<double> minimise();
  /// Where the least value is reached. [columns]
  [[nodiscard]] std::vector<double> solution() const;

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace sondeo::numeric
