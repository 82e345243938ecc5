#include "engine/estimation/replicate_df.hpp"

#include <algorithm>
#include <cmath>

#include "engine/numeric/column_rank.hpp"

namespace sondeo::estimation {

namespace {

constexpr std::size_t kBlockRows = 256;
constexpr std::size_t kRankBytes = std::size_t{64} << 20U;

/// Replicate weights / full weight, a block of rows at a time.
class FactorRows {
 public:
  FactorRows(const GivenReplicates& given, std::span<const double> full)
      : given_(given), full_(full), values_(kBlockRows), factors_(kBlockRows * given.of_sample()) {}

  /// Decodes the rows [first, last), at most kBlockRows.
  void decode(std::size_t first, std::size_t last) {
    const std::size_t count = given_.of_sample();
    const auto values = std::span(values_).first(last - first);
    for (std::size_t r = 0; r < count; ++r) {
      given_.columns[r].decode(first, values);
      for (std::size_t i = 0; i < values.size(); ++i) {
        const double weight = full_[first + i];
        const bool counts = values[i] > 0 && weight != 0.0;
        const double divisor = given_.combined ? weight : 1.0;
        factors_[i * count + r] = counts ? values[i] / divisor : 0.0;
      }
    }
  }
  /// Of the i-th row decoded. [R]
  [[nodiscard]] std::span<const double> row(std::size_t i) const {
    return std::span(factors_).subspan(i * given_.of_sample(), given_.of_sample());
  }

 private:
  const GivenReplicates& given_;
  std::span<const double> full_;
  std::vector<double> values_;
  std::vector<double> factors_;
};

bool same_proportion(std::span<const double> a, std::span<const double> b) {
  constexpr double kRounding = 1e-13;
  return std::equal(a.begin(), a.end(), b.begin(),
                    [](double x, double y) { return std::abs(x - y) <= kRounding * std::abs(x); });
}

/// The columns of one part, its last rows held back until one in another proportion comes.
class PartRank {
 public:
  explicit PartRank(std::vector<double> squared_lengths)
      : count_(squared_lengths.size()), next_look_(2 * count_), columns_(std::move(squared_lengths)) {}

  void add(std::span<const double> factors, double weight) {
    if (full_) return;
    if (held_.empty() || !same_proportion(held_, factors)) {
      flush();
      held_.assign(factors.begin(), factors.end());
    }
    squared_weight_ += weight * weight;
  }
  [[nodiscard]] bool full() const { return full_; }
  double rank() {
    flush();
    return static_cast<double>(full_ ? count_ : columns_.rank());
  }

 private:
  void flush() {
    if (squared_weight_ == 0.0) return;
    const double length = std::sqrt(squared_weight_);
    for (double& factor : held_) factor *= length;
    columns_.add_row(held_);
    held_.clear();
    squared_weight_ = 0;
    if (++added_ < next_look_) return;
    full_ = columns_.rank() == count_;
    next_look_ *= 2;
  }

  std::size_t count_;
  std::size_t added_ = 0;
  std::size_t next_look_;
  bool full_ = false;
  std::vector<double> held_;
  double squared_weight_ = 0;
  numeric::ColumnRank columns_;
};

/// The parts [first, last) of the sample and the passes over their rows.
class PartsRank {
 public:
  PartsRank(const GivenReplicates& given, std::span<const double> full,
            std::span<const std::int32_t> part_of_row, std::size_t first, std::size_t last)
      : given_(given), full_(full), part_of_row_(part_of_row), first_(first), last_(last) {}

  std::vector<double> ranks() {
    const std::size_t count = given_.of_sample();
    std::vector<std::vector<double>> lengths(last_ - first_, std::vector<double>(count));
    for_each_row([&](std::size_t part, std::span<const double> factors, double weight) {
      for (std::size_t r = 0; r < count; ++r) {
        lengths[part][r] += weight * factors[r] * weight * factors[r];
      }
    });
    std::vector<PartRank> parts;
    parts.reserve(lengths.size());
    for (auto& length : lengths) parts.emplace_back(std::move(length));
    for_each_row([&](std::size_t part, std::span<const double> factors, double weight) {
      parts[part].add(factors, weight);
    });
    std::vector<double> ranks;
    ranks.reserve(parts.size());
    for (auto& part : parts) ranks.push_back(part.rank());
    return ranks;
  }

 private:
  template <typename Visit>
  void for_each_row(Visit visit) {
    FactorRows factors(given_, full_);
    for (std::size_t begin = 0; begin < full_.size(); begin += kBlockRows) {
      const std::size_t end = std::min(begin + kBlockRows, full_.size());
      bool decoded = false;
      for (std::size_t row = begin; row < end; ++row) {
        const std::int32_t part = part_of_row_[row];
        if (part < 0 || full_[row] == 0.0) continue;
        const auto number = static_cast<std::size_t>(part);
        if (number < first_ || number >= last_) continue;
        if (!decoded) factors.decode(begin, end);
        decoded = true;
        visit(number - first_, factors.row(row - begin), full_[row]);
      }
    }
  }

  const GivenReplicates& given_;
  std::span<const double> full_;
  std::span<const std::int32_t> part_of_row_;
  std::size_t first_;
  std::size_t last_;
};

}  // namespace

std::vector<double> replicate_df(const GivenReplicates& given, std::span<const double> full,
                                 std::span<const std::int32_t> part_of_row, std::size_t parts) {
  const std::size_t count = given.of_sample();
  const std::size_t at_once = std::max<std::size_t>(1, kRankBytes / (count * count * sizeof(double)));
  std::vector<double> df;
  for (std::size_t first = 0; first < parts; first += at_once) {
    PartsRank some(given, full, part_of_row, first, std::min(first + at_once, parts));
    for (const double rank : some.ranks()) df.push_back(rank - 1);
  }
  return df;
}

double replicate_df(const GivenReplicates& given, std::span<const double> full) {
  const std::vector<std::int32_t> whole(full.size(), 0);
  return replicate_df(given, full, whole, 1).front();
}

}  // namespace sondeo::estimation
