#include "weights/totals_covariance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/listed.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/decomposition.hpp"
#include "engine/numeric/semidefinite.hpp"
#include "weights/codes.hpp"

namespace sondeo::weights {

namespace {

using Positions = std::map<std::string, std::size_t, std::less<>>;

Error fault_of(Code code, const Written& file, std::vector<Argument> arguments) {
  arguments.insert(arguments.begin(), {"file", file.text});
  return Error({code, std::move(arguments), file.place, {}, {}});
}

/// Where the named totals stand among all of them.
std::vector<std::size_t> positions_of(const std::vector<std::string>& wanted, const Written& file,
                                      std::span<const std::string> names) {
  Positions known;
  for (std::size_t j = 0; j < names.size(); ++j) known.emplace(names[j], j);
  std::vector<std::size_t> positions;
  std::vector<std::string> strange;
  for (const auto& name : wanted) {
    const auto found = known.find(name);
    if (found == known.end()) {
      strange.push_back(name);
    } else {
      positions.push_back(found->second);
    }
  }
  if (strange.empty()) return positions;
  const std::vector<std::string> all(names.begin(), names.end());
  throw fault_of(code::kCovarianceNames, file, {{"names", listed(strange)}, {"known", listed(all)}});
}

std::vector<std::string> names_of_rows(const Table& table, const Written& file) {
  const Column* names = table.find("total");
  if (names == nullptr || !names->is_text()) throw fault_of(code::kCovarianceSquare, file, {});
  std::vector<std::string> rows;
  rows.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) rows.emplace_back(names->text(row));
  return rows;
}

void check_square(std::vector<std::string> rows, std::vector<std::string> columns, const Written& file) {
  std::sort(rows.begin(), rows.end());
  std::sort(columns.begin(), columns.end());
  const bool twice = std::adjacent_find(rows.begin(), rows.end()) != rows.end();
  if (rows != columns || twice) throw fault_of(code::kCovarianceSquare, file, {});
}

void check_symmetry(const numeric::Matrix& v, const Written& file, std::span<const std::string> names) {
  constexpr double kSame = 1e-9;
  for (std::size_t j = 0; j < v.rows; ++j) {
    for (std::size_t k = 0; k < j; ++k) {
      const double size = std::sqrt(std::abs(v.at(j, j) * v.at(k, k)));
      if (std::abs(v.at(j, k) - v.at(k, j)) <= kSame * size) continue;
      throw fault_of(code::kCovarianceAsymmetric, file, {{"total", names[j]}, {"other", names[k]}});
    }
  }
}

/// X'DX.
numeric::Matrix gram_of(const design::Regressors& regressors, std::span<const double> weights) {
  const auto& x = regressors.profiles;
  std::vector<numeric::CompensatedSum> of_profile(x.rows());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const std::int32_t profile = regressors.profile_of_row[row];
    if (profile >= 0) of_profile[static_cast<std::size_t>(profile)].add(weights[row]);
  }
  numeric::Matrix gram(x.columns(), x.columns());
  for (std::size_t g = 0; g < of_profile.size(); ++g) {
    const auto row = x.row(g);
    const double weight = of_profile[g].value();
    for (std::size_t k = 0; k < row.size(); ++k) {
      for (std::size_t m = 0; m < row.size(); ++m) {
        gram.at(row.column(k), row.column(m)) += weight * row.value(k) * row.value(m);
      }
    }
  }
  return gram;
}

numeric::Matrix transposed(const numeric::Matrix& a) {
  numeric::Matrix out(a.columns, a.rows);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < a.columns; ++j) out.at(j, i) = a.at(i, j);
  }
  return out;
}

numeric::Matrix times(const numeric::Matrix& a, const numeric::Matrix& b) {
  numeric::Matrix out(a.rows, b.columns);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < b.columns; ++j) {
      numeric::CompensatedSum sum;
      for (std::size_t k = 0; k < a.columns; ++k) sum.add(a.at(i, k) * b.at(k, j));
      out.at(i, j) = sum.value();
    }
  }
  return out;
}

numeric::Matrix symmetric(const numeric::Matrix& a) {
  numeric::Matrix out = a;
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < a.columns; ++j) out.at(i, j) = (a.at(i, j) + a.at(j, i)) / 2;
  }
  return out;
}

/// Variances that are the rounding of what they were are 0, with their covariances.
numeric::Matrix cleared(numeric::Matrix a, const numeric::Matrix& before) {
  constexpr double kRounding = 1e-12;
  for (std::size_t j = 0; j < a.rows; ++j) {
    if (a.at(j, j) > kRounding * before.at(j, j)) continue;
    for (std::size_t k = 0; k < a.rows; ++k) a.at(j, k) = a.at(k, j) = 0;
  }
  return a;
}

}  // namespace

numeric::Matrix covariance_of_table(const Table& table, const Written& file,
                                    std::span<const std::string> names) {
  const auto rows = names_of_rows(table, file);
  std::vector<std::string> columns = table.names();
  columns.erase(std::remove(columns.begin(), columns.end(), "total"), columns.end());
  check_square(rows, columns, file);
  const auto row_of = positions_of(rows, file, names);
  numeric::Matrix v(names.size(), names.size());
  for (const auto& column : columns) {
    const Column& values = *table.find(column);
    const std::size_t k = positions_of({column}, file, names).front();
    for (std::size_t row = 0; row < row_of.size(); ++row) {
      const double value = values.is_text() ? std::nan("") : values.number(row);
      if (std::isnan(value)) {
        throw fault_of(code::kCovarianceNotNumber, file, {{"total", rows[row]}, {"other", column}});
      }
      v.at(row_of[row], k) = value;
    }
  }
  check_symmetry(v, file, names);
  if (!numeric::semidefinite_root(v)) throw fault_of(code::kCovarianceIndefinite, file, {});
  return v;
}

numeric::Matrix covariance_of_errors(std::span<const double> se) {
  numeric::Matrix covariance(se.size(), se.size());
  for (std::size_t j = 0; j < se.size(); ++j) covariance.at(j, j) = se[j] * se[j];
  return covariance;
}

numeric::Matrix agreeing_covariance(const numeric::Matrix& covariance, const design::Regressors& regressors,
                                    std::span<const double> weights) {
  const numeric::Matrix gram = gram_of(regressors, weights);
  const numeric::SemidefiniteSystem system(gram);
  const std::size_t p = covariance.rows;
  const std::size_t q = system.dependent().size();
  if (q == 0) return covariance;
  numeric::Matrix c(q, p);  // C'
  for (std::size_t i = 0; i < q; ++i) {
    const std::size_t j = system.dependent()[i];
    std::vector<double> column;
    column.reserve(p);
    for (std::size_t r = 0; r < p; ++r) column.push_back(gram.at(r, j));
    const auto others = system.solve(column);
    for (std::size_t r = 0; r < p; ++r) c.at(i, r) = -others[r];
    c.at(i, j) += 1;
  }
  const numeric::Matrix vc = times(c, covariance);  // C'V
  const numeric::SemidefiniteSystem among(times(vc, transposed(c)));
  numeric::Matrix agreeing = covariance;
  for (std::size_t k = 0; k < p; ++k) {
    std::vector<double> right;
    right.reserve(q);
    for (std::size_t i = 0; i < q; ++i) right.push_back(vc.at(i, k));
    const auto solved = among.solve(right);
    for (std::size_t r = 0; r < p; ++r) {
      numeric::CompensatedSum sum;
      for (std::size_t i = 0; i < q; ++i) sum.add(vc.at(i, r) * solved[i]);
      agreeing.at(r, k) -= sum.value();
    }
  }
  return cleared(symmetric(agreeing), covariance);
}

std::vector<std::vector<double>> components_of(const numeric::Matrix& covariance) {
  constexpr double kRounding = 1e-10;
  const auto root = numeric::semidefinite_root(covariance);
  ensure(root.has_value(), "a covariance of totals that is none");
  std::vector<std::vector<double>> columns;
  std::vector<double> lengths;
  for (std::size_t c = 0; c < root->columns; ++c) {
    std::vector<double> column;
    column.reserve(root->rows);
    double largest = 0;
    for (std::size_t r = 0; r < root->rows; ++r) {
      column.push_back(root->at(r, c));
      largest = std::max(largest, std::abs(column.back()));
    }
    columns.push_back(std::move(column));
    lengths.push_back(largest);
  }
  const double longest = lengths.empty() ? 0 : *std::max_element(lengths.begin(), lengths.end());
  std::vector<std::vector<double>> components;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (lengths[c] > kRounding * longest) components.push_back(std::move(columns[c]));
  }
  return components;
}

}  // namespace sondeo::weights
