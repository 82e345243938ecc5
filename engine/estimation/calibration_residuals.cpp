#include "engine/estimation/calibration_residuals.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/decomposition.hpp"

namespace sondeo::estimation {

namespace {

using design::CalibrationRecord;
using numeric::CompensatedSum;
using numeric::SparseRows;

bool took_part(const CalibrationRecord& record, std::size_t row) {
  return record.profile_of_row[row] >= 0 && record.after[row] != 0.0;
}

/// d / scale of a row; R's rake() weights no residual.
double regression_weight(const CalibrationRecord& record, std::size_t row) {
  if (record.sweeps > 0) return 1;
  return record.scale.empty() ? record.before[row] : record.before[row] / record.scale[row];
}

/// What two rows must have in common for their terms to be added up: in each calibration the regressors and
/// v.
struct ProfileKey {
  std::int32_t profile = -1;
  double factor = 0;

  bool operator<(const ProfileKey& other) const {
    return profile != other.profile ? profile < other.profile : factor < other.factor;
  }
  bool operator==(const ProfileKey& other) const = default;
};

ProfileKey key_of(const CalibrationRecord& record, std::size_t row) {
  if (!took_part(record, row)) return {};
  return {record.profile_of_row[row], regression_weight(record, row) / record.after[row]};
}

/// Sums of the columns of some sparse rows, kept until the sums of one row of the result are complete.
class ColumnSums {
 public:
  explicit ColumnSums(std::size_t columns) : sums_(columns), used_(columns) {}

  void add(const SparseRows::Row& row, double factor) {
    for (std::size_t k = 0; k < row.size(); ++k) {
      const auto column = row.column(k);
      if (!used_[column]) columns_.push_back(column);
      used_[column] = true;
      sums_[column].add(factor * row.value(k));
    }
  }
  void end_row(SparseRows& out) {
    std::sort(columns_.begin(), columns_.end());
    for (const auto column : columns_) {
      out.add(column, sums_[column].value());
      sums_[column] = {};
      used_[column] = false;
    }
    out.end_row();
    columns_.clear();
  }

 private:
  std::vector<CompensatedSum> sums_;
  std::vector<bool> used_;
  std::vector<std::size_t> columns_;
};

/// M: for each unit the sum of w x.
SparseRows sums_by_unit(const CalibratedSample& sample, const CalibrationRecord& record) {
  const design::RowOrder order = design::order_by_psu(sample.unit_of_row, sample.units);
  SparseRows out(record.profiles.columns());
  ColumnSums sums(out.columns());
  for (std::size_t unit = 0; unit < sample.units; ++unit) {
    for (auto i = order.psu_start[unit]; i < order.psu_start[unit + 1]; ++i) {
      const auto row = static_cast<std::size_t>(order.rows[static_cast<std::size_t>(i)]);
      if (!took_part(record, row)) continue;
      sums.add(record.profiles.row(static_cast<std::size_t>(record.profile_of_row[row])), record.after[row]);
    }
    sums.end_row(out);
  }
  return out;
}

/// Adds up sparse rows times sparse rows. [columns of a x columns of b]
class CrossProducts {
 public:
  CrossProducts(std::size_t rows, std::size_t columns) : columns_(columns), sums_(rows * columns) {}

  void add(const SparseRows::Row& a, const SparseRows::Row& b, double factor) {
    for (std::size_t k = 0; k < a.size(); ++k) {
      const auto row = a.column(k);
      for (std::size_t m = 0; m < b.size(); ++m) {
        const auto column = b.column(m);
        sums_[row * columns_ + column].add(factor * a.value(k) * b.value(m));
      }
    }
  }
  [[nodiscard]] numeric::Matrix matrix() const {
    numeric::Matrix out(sums_.size() / std::max<std::size_t>(1, columns_), columns_);
    for (std::size_t i = 0; i < sums_.size(); ++i) out.values[i] = sums_[i].value();
    return out;
  }

 private:
  std::size_t columns_;
  std::vector<CompensatedSum> sums_;
};

/// Residuals that are the rounding of what they are left of are 0: the calibration fixes the estimate.
void clear_rounding(double largest_score, std::vector<double>& residuals) {
  constexpr double kRounding = 1e-12;
  const auto is_rounding = [&](double residual) { return std::abs(residual) <= kRounding * largest_score; };
  if (std::all_of(residuals.begin(), residuals.end(), is_rounding)) {
    std::fill(residuals.begin(), residuals.end(), 0.0);
  }
}

}  // namespace

/// The rows of the calibrated table by what all calibrations know of them.
struct CalibrationResiduals::Profiles {
  std::vector<std::int32_t> of_row;           ///< [rows]; -1: no calibration had it
  std::vector<std::vector<ProfileKey>> keys;  ///< [profiles][calibrations]

  explicit Profiles(const CalibratedSample& sample) : of_row(sample.unit_of_row.size(), -1) {
    const std::size_t steps = sample.records.size();
    std::vector<ProfileKey> all(of_row.size() * steps);
    std::vector<std::int32_t> rows;
    for (std::size_t row = 0; row < of_row.size(); ++row) {
      bool any = false;
      for (std::size_t j = 0; j < steps; ++j) {
        all[row * steps + j] = key_of(*sample.records[j], row);
        any = any || took_part(*sample.records[j], row);
      }
      if (any && sample.unit_of_row[row] >= 0) rows.push_back(static_cast<std::int32_t>(row));
    }
    const auto keys_of = [&](std::int32_t row) {
      return std::span(all).subspan(static_cast<std::size_t>(row) * steps, steps);
    };
    std::stable_sort(rows.begin(), rows.end(), [&](std::int32_t a, std::int32_t b) {
      const auto x = keys_of(a);
      const auto y = keys_of(b);
      return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end());
    });
    for (const auto row : rows) {
      const auto own = keys_of(row);
      if (keys.empty() || !std::equal(own.begin(), own.end(), keys.back().begin())) {
        keys.emplace_back(own.begin(), own.end());
      }
      of_row[static_cast<std::size_t>(row)] = static_cast<std::int32_t>(keys.size() - 1);
    }
  }

  /// For each profile the sum over its rows. [profiles]
  template <typename Number>
  [[nodiscard]] std::vector<double> sums(Number number) const {
    std::vector<CompensatedSum> sums(keys.size());
    for (std::size_t row = 0; row < of_row.size(); ++row) {
      if (of_row[row] >= 0) sums[static_cast<std::size_t>(of_row[row])].add(number(row));
    }
    std::vector<double> values;
    values.reserve(sums.size());
    for (const auto& sum : sums) values.push_back(sum.value());
    return values;
  }
};

CalibrationResiduals::CalibrationResiduals(const CalibratedSample& sample) : units_(sample.units) {
  const Profiles profiles(sample);
  profile_of_row_.reserve(sample.calibrated_row.size());
  for (const auto row : sample.calibrated_row) {
    profile_of_row_.push_back(row < 0 ? -1 : profiles.of_row[static_cast<std::size_t>(row)]);
  }
  order_ = design::order_by_psu(profile_of_row_, profiles.keys.size());
  for (const auto& record : sample.records) add_step(sample, *record, profiles);
  set_earlier(sample, profiles);
}

void CalibrationResiduals::add_step(const CalibratedSample& sample, const CalibrationRecord& record,
                                    const Profiles& profiles) {
  Step step;
  const std::size_t number = steps_.size();
  step.regressors = SparseRows(record.profiles.columns());
  for (const auto& keys : profiles.keys) {
    step.factor.push_back(keys[number].factor);
    if (keys[number].profile >= 0) {
      const auto row = record.profiles.row(static_cast<std::size_t>(keys[number].profile));
      for (std::size_t k = 0; k < row.size(); ++k) step.regressors.add(row.column(k), row.value(k));
    }
    step.regressors.end_row();
  }
  const auto weights = profiles.sums(
      [&](std::size_t row) { return took_part(record, row) ? regression_weight(record, row) : 0.0; });
  CrossProducts gram(step.regressors.columns(), step.regressors.columns());
  for (std::size_t g = 0; g < weights.size(); ++g) {
    gram.add(step.regressors.row(g), step.regressors.row(g), weights[g]);
  }
  numeric::Matrix a = gram.matrix();
  for (std::size_t j = 0; j < record.ridge.size(); ++j) a.at(j, j) += record.ridge[j];
  if (record.sweeps > 0) {
    step.sweeps = record.sweeps;
    step.gram = std::move(a);
    step.first_of_margin = record.first_of_margin;
  } else {
    step.system.emplace(std::move(a));
  }
  step.unit_sums = sums_by_unit(sample, record);
  if (record.totals_covariance) {
    auto root = numeric::semidefinite_root(*record.totals_covariance);
    ensure(root.has_value(), "a covariance of totals that is none");
    step.totals_root = *std::move(root);
  }
  step.first_control = sample.first_control.empty() ? control_count_ : sample.first_control[number];
  control_count_ = std::max(control_count_, step.first_control + step.totals_root.columns);
  step.first_product = product_count_;
  product_count_ += step.regressors.columns();
  steps_.push_back(std::move(step));
}

// What an earlier calibration took out of a row, w_i x_i' b_i, is no longer there for a later one to predict.
void CalibrationResiduals::set_earlier(const CalibratedSample& sample, const Profiles& profiles) {
  for (std::size_t j = 1; j < steps_.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      const CalibrationRecord& before = *sample.records[i];
      const auto weights =
          profiles.sums([&](std::size_t row) { return took_part(before, row) ? before.after[row] : 0.0; });
      CrossProducts products(steps_[j].regressors.columns(), steps_[i].regressors.columns());
      for (std::size_t g = 0; g < weights.size(); ++g) {
        products.add(steps_[j].regressors.row(g), steps_[i].regressors.row(g),
                     steps_[j].factor[g] * weights[g]);
      }
      steps_[j].earlier.push_back(products.matrix());
    }
  }
}

// The groups of a margin have no rows in common, so that those of one sweep are taken out at the same time.
std::vector<double> CalibrationResiduals::swept(const Step& step, std::span<const double> right) {
  std::vector<double> b(right.size(), 0.0);
  for (std::size_t sweep = 0; sweep < step.sweeps; ++sweep) {
    for (std::size_t m = 0; m + 1 < step.first_of_margin.size(); ++m) {
      for (std::size_t j = step.first_of_margin[m]; j < step.first_of_margin[m + 1]; ++j) {
        CompensatedSum left;
        left.add(right[j]);
        for (std::size_t k = 0; k < b.size(); ++k) {
          const bool other_margin = k < step.first_of_margin[m] || k >= step.first_of_margin[m + 1];
          if (other_margin) left.add(-step.gram.at(j, k) * b[k]);
        }
        if (step.gram.at(j, j) > 0) b[j] = left.value() / step.gram.at(j, j);
      }
    }
  }
  return b;
}

void CalibrationResiduals::add(std::int32_t profile, double score, Products& products) const {
  const auto g = static_cast<std::size_t>(profile);
  for (const Step& step : steps_) {
    const auto row = step.regressors.row(g);
    const double factor = step.factor[g] * score;
    for (std::size_t k = 0; k < row.size(); ++k) {
      products[step.first_product + row.column(k)].add(factor * row.value(k));
    }
  }
}

CalibrationResiduals::Products CalibrationResiduals::products_of(const Scores& by_profile) const {
  Products products = no_products();
  for (std::size_t i = 0; i < by_profile.psus.size(); ++i) {
    add(by_profile.psus[i], by_profile.values[i], products);
  }
  return products;
}

std::vector<std::vector<double>> CalibrationResiduals::coefficients(const Products& products) const {
  std::vector<std::vector<double>> b;
  for (const Step& step : steps_) {
    std::vector<double> right;
    for (std::size_t r = 0; r < step.regressors.columns(); ++r) {
      CompensatedSum left = products[step.first_product + r];
      for (std::size_t i = 0; i < step.earlier.size(); ++i) {
        for (std::size_t c = 0; c < b[i].size(); ++c) left.add(-step.earlier[i].at(r, c) * b[i][c]);
      }
      right.push_back(left.value());
    }
    b.push_back(step.sweeps > 0 ? swept(step, right) : step.system->solve(right));
  }
  return b;
}

void CalibrationResiduals::take_out(const Products& products, Scores& scores) const {
  const auto b = coefficients(products);
  std::vector<double> values(units_, 0.0);
  double largest = 0;
  scores.cases.assign(units_, 0);
  for (std::size_t i = 0; i < scores.psus.size(); ++i) {
    values[static_cast<std::size_t>(scores.psus[i])] = scores.values[i];
    largest = std::max(largest, std::abs(scores.values[i]));
    scores.cases[static_cast<std::size_t>(scores.psus[i])] = 1;
  }
  scores.control.assign(control_count_, 0.0);
  for (std::size_t j = 0; j < steps_.size(); ++j) {
    const Step& step = steps_[j];
    for (std::size_t unit = 0; unit < units_; ++unit) values[unit] -= dot(step.unit_sums.row(unit), b[j]);
    for (std::size_t c = 0; c < step.totals_root.columns; ++c) {
      CompensatedSum sum;
      for (std::size_t r = 0; r < step.totals_root.rows; ++r) sum.add(step.totals_root.at(r, c) * b[j][r]);
      scores.control[step.first_control + c] = sum.value();
    }
  }
  clear_rounding(largest, values);
  scores.psus.resize(units_);
  std::iota(scores.psus.begin(), scores.psus.end(), 0);
  scores.values = std::move(values);
}

void CalibratedWeights::add(std::span<const double> weight,
                            std::shared_ptr<const CalibrationResiduals> residuals) {
  known_.push_back({weight.data(), std::move(residuals)});
}

const CalibrationResiduals* CalibratedWeights::of(std::span<const double> weight) const {
  const auto found = std::find_if(known_.begin(), known_.end(),
                                  [&](const Known& known) { return known.weight == weight.data(); });
  return found == known_.end() ? nullptr : found->residuals.get();
}

const CalibrationResiduals* calibration_of(const LevelRows& rows, std::span<const double> weight) {
  const bool linearised = rows.made == nullptr && rows.given == nullptr;
  return linearised && rows.calibrated != nullptr ? rows.calibrated->of(weight) : nullptr;
}

}  // namespace sondeo::estimation
