#include "engine/design/joint_probabilities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::design {

namespace {

/// Files may have been written with few digits; what is symmetric was one number once.
constexpr double kFewDigits = 1e-6;
constexpr double kSameNumber = 1e-9;
constexpr char kBetweenCodes = '\x1f';
constexpr std::int32_t kNotInSample = -1;
constexpr std::array<std::string_view, 3> kListColumns = {"id1", "id2", "probability"};

bool close(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

std::string code_at(const Column& column, std::size_t row) {
  if (column.is_text()) return std::string(column.text(row));
  const double number = column.number(row);
  return std::isnan(number) ? "" : code_text(number);
}

/// The codes of a row in several columns, as one text.
std::string codes_at(std::span<const Column* const> columns, std::size_t row) {
  std::string codes;
  for (const Column* column : columns) {
    codes += code_at(*column, row);
    codes += kBetweenCodes;
  }
  return codes;
}

using PsuByCode = std::map<std::string, std::int32_t, std::less<>>;

std::int32_t psu_of(const PsuByCode& psus, const std::string& code) {
  const auto found = psus.find(code);
  return found == psus.end() ? kNotInSample : found->second;
}

/// Where a number stands in the file, both from 1, rows without the header.
struct Cell {
  std::size_t row = 0;
  std::size_t column = 0;
};

/// A pair of PSUs of the sample, first < second, or one with itself.
struct Pair {
  std::int32_t first = 0;
  std::int32_t second = 0;
  double probability = 0;
  Cell cell;
};

/// Checks pairs and turns them into weights.
class PairReader {
 public:
  PairReader(const Table& table, const PsuNames& names, const SampleDesign& design, const Written& file)
      : table_(table), names_(names), design_(design), file_(file), own_(design.pps->probability) {}

  PairWeights read() {
    if (is_list()) {
      read_list();
    } else {
      read_matrix();
    }
    for (const double probability : own_) weights_.own.push_back(1 - probability);
    return std::move(weights_);
  }

 private:
  [[nodiscard]] Error fault(Code code, std::vector<Argument> arguments) const {
    arguments.insert(arguments.begin(), {"file", file_.text});
    return Error({code, std::move(arguments), file_.place, {}, {}});
  }
  [[nodiscard]] Error fault_at(Code code, const Cell& cell) const {
    return fault(code, {{"row", std::to_string(cell.row)}, {"column", std::to_string(cell.column)}});
  }
  [[nodiscard]] Error fault_of_count(Code code, std::size_t count) const {
    return fault(code, {{"count", std::to_string(count)}});
  }

  [[nodiscard]] bool is_list() const {
    return std::all_of(kListColumns.begin(), kListColumns.end(),
                       [&](std::string_view name) { return table_.find(name) != nullptr; });
  }

  void refuse_too_many(std::size_t pairs) const {
    if (pairs <= kMostPairs) return;
    throw fault(code::kJointTooMany,
                {{"pairs", std::to_string(pairs)}, {"limit", std::to_string(kMostPairs)}});
  }

  /// PSUs by their codes, those of the strata in front where the file has them.
  [[nodiscard]] PsuByCode psus_by_code(bool with_strata) const {
    std::vector<const Column*> columns;
    if (with_strata) columns = names_.strata;
    columns.push_back(names_.psu);
    std::vector<bool> named(design_.psu_count(), false);
    PsuByCode psus;
    std::size_t ambiguous = 0;
    for (std::size_t row = 0; row < design_.psu_of_row.size(); ++row) {
      const auto psu = static_cast<std::size_t>(design_.psu_of_row[row]);
      if (named[psu]) continue;
      named[psu] = true;
      const bool fresh = psus.emplace(codes_at(columns, row), design_.psu_of_row[row]).second;
      if (!fresh) ++ambiguous;
    }
    if (ambiguous > 0) throw fault_of_count(code::kJointCodesAmbiguous, ambiguous);
    return psus;
  }

  [[nodiscard]] std::vector<double> numbers_of(std::size_t column) const {
    const Column& stored = table_.columns()[column];
    if (stored.is_text()) throw fault(code::kJointNotNumbers, {{"column", std::to_string(column + 1)}});
    return stored.numbers();
  }

  /// The file's probability of a PSU with itself must be the design's.
  void set_own(std::int32_t psu, double probability, const Cell& cell) {
    double& own = own_[static_cast<std::size_t>(psu)];
    if (!close(probability, own, kFewDigits)) throw fault_at(code::kJointDiagonal, cell);
    own = probability;
  }

  /// Pairs come in ascending order.
  void add(const Pair& pair) {
    const double a = own_[static_cast<std::size_t>(pair.first)];
    const double b = own_[static_cast<std::size_t>(pair.second)];
    const double p = pair.probability;
    const bool inside = p > 0 && p <= std::min(a, b) * (1 + kFewDigits);
    if (!inside) throw fault_at(code::kJointRange, pair.cell);
    const auto row_end = static_cast<std::size_t>(pair.first) + 1;
    weights_.start.resize(std::max(weights_.start.size(), row_end), weights_.partner.size());
    weights_.partner.push_back(pair.second);
    weights_.value.push_back((p - a * b) / p);
  }
  void close_rows() { weights_.start.resize(design_.psu_count() + 1, weights_.partner.size()); }

  // The matrix.

  /// The file's row of each PSU of the sample, and its column. [PSUs]
  struct MatrixPlaces {
    std::vector<std::size_t> row;
    std::vector<std::size_t> column;
  };

  [[nodiscard]] MatrixPlaces places_in_matrix() const {
    const auto& columns = table_.columns();
    if (columns.size() != table_.rows() + 1 || table_.rows() == 0) {
      throw fault(code::kJointForm,
                  {{"rows", std::to_string(table_.rows())}, {"columns", std::to_string(columns.size())}});
    }
    std::map<std::string, std::size_t, std::less<>> column_of;
    for (std::size_t c = 1; c < columns.size(); ++c) column_of.emplace(columns[c].name(), c);
    const PsuByCode psus = psus_by_code(false);
    MatrixPlaces places;
    constexpr std::size_t kAbsentPlace = 0;  // column 0 holds the codes
    places.row.assign(design_.psu_count(), 0);
    places.column.assign(design_.psu_count(), kAbsentPlace);
    std::size_t nameless = 0;
    std::size_t repeated = 0;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const std::string code = code_at(columns[0], row);
      const auto column = column_of.find(code);
      if (column == column_of.end()) ++nameless;
      const std::int32_t psu = psu_of(psus, code + kBetweenCodes);
      if (psu == kNotInSample || column == column_of.end()) continue;
      auto& known = places.column[static_cast<std::size_t>(psu)];
      if (known != kAbsentPlace) ++repeated;
      known = column->second;
      places.row[static_cast<std::size_t>(psu)] = row;
    }
    if (nameless > 0) throw fault_of_count(code::kJointColumnsNotNamed, nameless);
    if (repeated > 0) throw fault_of_count(code::kJointIdsRepeat, repeated);
    const auto absent = std::count(places.column.begin(), places.column.end(), kAbsentPlace);
    if (absent > 0) throw fault_of_count(code::kJointPsusAbsent, static_cast<std::size_t>(absent));
    return places;
  }

  void read_matrix() {
    const std::size_t n = design_.psu_count();
    refuse_too_many(n * (n - 1) / 2);
    const MatrixPlaces places = places_in_matrix();
    std::vector<std::vector<double>> columns;  // by PSU
    columns.reserve(n);
    for (const auto column : places.column) columns.push_back(numbers_of(column));
    const auto cell = [&](std::size_t i, std::size_t j) {
      return Cell{places.row[i] + 1, places.column[j] + 1};
    };
    for (std::size_t i = 0; i < n; ++i) {
      set_own(static_cast<std::int32_t>(i), columns[i][places.row[i]], cell(i, i));
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        const double above = columns[j][places.row[i]];
        const double below = columns[i][places.row[j]];
        add({static_cast<std::int32_t>(i), static_cast<std::int32_t>(j), above, cell(i, j)});
        if (!close(above, below, kSameNumber)) throw asymmetry(cell(i, j), cell(j, i));
      }
    }
    close_rows();
  }

  [[nodiscard]] Error asymmetry(const Cell& a, const Cell& b) const {
    return fault(code::kJointNotSymmetric, {{"row", std::to_string(a.row)},
                                            {"column", std::to_string(a.column)},
                                            {"other_row", std::to_string(b.row)},
                                            {"other_column", std::to_string(b.column)}});
  }

  // The list.

  [[nodiscard]] std::size_t position(std::string_view name) const {
    const auto& columns = table_.columns();
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const Column& column) { return column.name() == name; });
    return static_cast<std::size_t>(found - columns.begin());
  }

  /// The file's columns of the design's strata; none unless it has them all.
  [[nodiscard]] std::vector<const Column*> strata_of_list() const {
    std::vector<const Column*> strata;
    strata.reserve(names_.strata_names.size());
    for (const auto& name : names_.strata_names) strata.push_back(table_.find(name));
    if (std::find(strata.begin(), strata.end(), nullptr) != strata.end()) strata.clear();
    return strata;
  }

  [[nodiscard]] std::vector<Pair> pairs_of_list() const {
    std::vector<const Column*> first = strata_of_list();
    const PsuByCode psus = psus_by_code(!first.empty());
    std::vector<const Column*> second = first;
    first.push_back(table_.find(kListColumns[0]));
    second.push_back(table_.find(kListColumns[1]));
    const std::size_t column = position(kListColumns[2]);
    const std::vector<double> probabilities = numbers_of(column);
    std::vector<Pair> pairs;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const std::int32_t a = psu_of(psus, codes_at(first, row));
      const std::int32_t b = psu_of(psus, codes_at(second, row));
      if (a == kNotInSample || b == kNotInSample) continue;
      pairs.push_back({std::min(a, b), std::max(a, b), probabilities[row], {row + 1, column + 1}});
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
      return std::tie(x.first, x.second, x.cell.row) < std::tie(y.first, y.second, y.cell.row);
    });
    return pairs;
  }

  void read_list() {
    refuse_too_many(table_.rows() / 2);
    std::vector<Pair> pairs = pairs_of_list();
    for (const auto& pair : pairs) {
      if (pair.first == pair.second) set_own(pair.first, pair.probability, pair.cell);
    }
    const auto itself = [](const Pair& pair) { return pair.first == pair.second; };
    pairs.erase(std::remove_if(pairs.begin(), pairs.end(), itself), pairs.end());
    std::vector<std::size_t> partners(design_.psu_count(), 0);  // in the PSU's own stratum
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      const Pair& pair = pairs[k];
      const bool again = k > 0 && pairs[k - 1].first == pair.first && pairs[k - 1].second == pair.second;
      if (again && !close(pairs[k - 1].probability, pair.probability, kSameNumber)) {
        throw asymmetry(pairs[k - 1].cell, pair.cell);
      }
      if (again) continue;
      add(pair);
      const auto a = static_cast<std::size_t>(pair.first);
      const auto b = static_cast<std::size_t>(pair.second);
      if (design_.stratum_of_psu[a] != design_.stratum_of_psu[b]) continue;
      ++partners[a];
      ++partners[b];
    }
    close_rows();
    refuse_absent(partners);
  }

  void refuse_absent(std::span<const std::size_t> partners) const {
    std::size_t psus = 0;
    std::size_t missing = 0;  // each pair from both ends
    for (std::size_t i = 0; i < partners.size(); ++i) {
      const auto& stratum = design_.strata[static_cast<std::size_t>(design_.stratum_of_psu[i])];
      const auto wanted = static_cast<std::size_t>(stratum.psu_count) - 1;
      if (wanted > 0 && partners[i] == 0) ++psus;
      missing += wanted - partners[i];
    }
    if (psus > 0) throw fault_of_count(code::kJointPsusAbsent, psus);
    if (missing > 0) throw fault_of_count(code::kJointPairsAbsent, missing / 2);
  }

  const Table& table_;
  const PsuNames& names_;
  const SampleDesign& design_;
  const Written& file_;
  std::vector<double> own_;  ///< pi_i, [PSUs]
  PairWeights weights_;
};

}  // namespace

PairWeights read_pair_weights(const Table& table, const PsuNames& names, const SampleDesign& design,
                              const Written& file) {
  return PairReader(table, names, design, file).read();
}

}  // namespace sondeo::design
