#include "reports/detail/hidden_change.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/diagnostic.hpp"

namespace sondeo::reports {

namespace {

using numeric::LinearProgram;

constexpr double kUnbounded = LinearProgram::kUnbounded;

std::vector<std::int32_t> columns_of(const Release& release, std::span<const std::uint32_t> atoms) {
  std::vector<std::int32_t> column_of(release.atoms.size(), -1);
  for (std::size_t i = 0; i < atoms.size(); ++i) column_of[atoms[i]] = static_cast<std::int32_t>(i);
  return column_of;
}

void append_columns(std::span<const std::uint32_t> atoms, std::span<const std::int32_t> column_of,
                    double value, std::vector<std::size_t>& columns, std::vector<double>& values) {
  for (const auto atom : atoms) {
    if (column_of[atom] < 0) continue;
    columns.push_back(static_cast<std::size_t>(column_of[atom]));
    values.push_back(value);
  }
}

double sum_of(const Release& release, std::span<const std::uint32_t> atoms) {
  double sum = 0;
  for (const auto atom : atoms) sum += release.atoms[atom];
  return sum;
}

/// How much each atom can change.
struct Bounds {
  std::vector<double> low;
  std::vector<double> high;
};

Bounds bounds_of(const Release& release, std::span<const std::uint32_t> atoms) {
  Bounds bounds;
  for (const auto atom : atoms) {
    const double cases = release.atoms[atom];
    bounds.low.push_back(-cases);
    bounds.high.push_back(release.most.empty() ? kUnbounded : release.most[atom] - cases);
  }
  return bounds;
}

/// Relations of some atoms, ascending.
std::vector<std::uint32_t> relations_of(const Release& release, const ReleaseIndex& index,
                                        std::span<const std::uint32_t> atoms) {
  std::vector<bool> touched(release.relations.size(), false);
  for (const auto atom : atoms) {
    for (const auto number : index.relations_of(atom)) touched[number] = true;
  }
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t number = 0; number < touched.size(); ++number) {
    if (touched[number]) numbers.push_back(number);
  }
  return numbers;
}

/// Bounds of the changes, and what is known of them whatever is published. A relation of which one atom alone
/// changes is a bound of it.
void add_knowledge(const Release& release, const ReleaseIndex& index, std::span<const std::uint32_t> atoms,
                   std::span<const std::int32_t> column_of, LinearProgram& program) {
  Bounds bounds = bounds_of(release, atoms);
  std::vector<std::size_t> columns;
  std::vector<double> values;
  for (const auto number : relations_of(release, index, atoms)) {
    const ReleaseRelation& relation = release.relations[number];
    columns.clear();
    values.clear();
    append_columns(relation.more, column_of, 1, columns, values);
    append_columns(relation.less, column_of, -1, columns, values);
    const double slack = relation.equal ? 0 : sum_of(release, relation.more) - sum_of(release, relation.less);
    if (columns.size() > 1) {
      program.add_row(columns, values, -slack, relation.equal ? 0 : kUnbounded);
      continue;
    }
    double& low = bounds.low[columns.front()];
    double& high = bounds.high[columns.front()];
    if (relation.equal || values.front() > 0) low = std::max(low, -slack);
    if (relation.equal || values.front() < 0) high = std::min(high, slack);
  }
  for (std::size_t i = 0; i < atoms.size(); ++i) program.set_bounds(i, bounds.low[i], bounds.high[i]);
}

Alternative changes_of(const LinearProgram& program, std::span<const std::uint32_t> atoms) {
  const auto solution = program.solution();
  Alternative changes;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (std::abs(solution[i]) > kNoChange / 100) changes.emplace_back(atoms[i], solution[i]);
  }
  return changes;
}

/// Counts of some atoms, with the columns of these.
class TouchedCells {
 public:
  /// @param wanted  which of the counts
  template <typename Wanted>
  TouchedCells(const Release& release, const ReleaseIndex& index, std::span<const std::uint32_t> atoms,
               Wanted wanted) {
    std::vector<std::uint32_t> atoms_of(release.cells.size(), 0);
    for (const auto atom : atoms) {
      for (const auto cell : index.cells_of(atom)) ++atoms_of[cell];
    }
    std::vector<std::uint32_t> place(release.cells.size(), kNowhere);
    for (std::uint32_t cell = 0; cell < atoms_of.size(); ++cell) {
      if (atoms_of[cell] == 0 || !wanted(cell)) continue;
      place[cell] = static_cast<std::uint32_t>(numbers.size());
      numbers.push_back(cell);
      columns.emplace_back().reserve(atoms_of[cell]);
    }
    for (std::size_t column = 0; column < atoms.size(); ++column) {
      for (const auto cell : index.cells_of(atoms[column])) {
        if (place[cell] != kNowhere) columns[place[cell]].push_back(column);
      }
    }
  }

  std::vector<std::uint32_t> numbers;  ///< ascending
  std::vector<std::vector<std::size_t>> columns;

 private:
  static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();
};

/// What one case of each column's atom adds to a cell.
std::vector<double> shares(const Release& release, const ReleaseCell& cell,
                           std::span<const std::uint32_t> atoms, std::span<const std::size_t> columns) {
  std::vector<double> values;
  values.reserve(columns.size());
  for (const auto column : columns) values.push_back(release.share(cell, atoms[column]));
  return values;
}

bool is_free(const ReleaseCell& cell) { return !cell.open() && !cell.sensitive(); }

}  // namespace

std::vector<std::uint32_t> free_atoms(const Release& release, const ReleaseIndex& index,
                                      std::span<const std::uint32_t> atoms) {
  const auto is_fixed = [&](std::uint32_t number) {
    const ReleaseCell& cell = release.cells[number];
    return cell.open() && !(cell.count > 0);
  };
  std::vector<std::uint32_t> found;
  for (const auto atom : atoms) {
    const auto cells = index.cells_of(atom);
    if (std::none_of(cells.begin(), cells.end(), is_fixed)) found.push_back(atom);
  }
  return found;
}

HiddenChange::HiddenChange(const Release& release, const ReleaseIndex& index,
                           std::vector<std::uint32_t> atoms)
    : release_(release), index_(index), atoms_(std::move(atoms)), column_of_(columns_of(release, atoms_)) {}

Alternative HiddenChange::meet(std::span<const Demand> demands) {
  LinearProgram program = unseen(atoms_.size() + demands.size());
  std::vector<std::size_t> columns;
  std::vector<double> values;
  for (std::size_t i = 0; i < demands.size(); ++i) {
    const Demand& demand = demands[i];
    const std::size_t moved = atoms_.size() + i;
    columns.assign(1, moved);
    values.assign(1, -1.0);
    append_columns(release_.cells[demand.cell].atoms, column_of_, demand.change > 0 ? 1 : -1, columns,
                   values);
    program.add_row(columns, values, 0, kUnbounded);
    program.set_bounds(moved, 0, std::abs(demand.change));
    program.set_cost(moved, -1 / std::abs(demand.change));
  }
  const auto met = program.minimise();
  ensure(met.has_value(), "no change is always feasible");
  return changes_of(program, atoms_);
}

double HiddenChange::greatest(const ReleaseCell& cell, double direction) {
  if (!program_) program_ = unseen(atoms_.size());
  const auto set_costs = [&](double cost) {
    for (const auto atom : cell.atoms) {
      if (column_of_[atom] >= 0) program_->set_cost(static_cast<std::size_t>(column_of_[atom]), cost);
    }
  };
  set_costs(-direction);
  const auto least = program_->minimise();
  set_costs(0);
  ensure(least.has_value(), "no change is always feasible");
  return -*least;
}

LinearProgram HiddenChange::unseen(std::size_t columns_in_all) const {
  LinearProgram program(columns_in_all);
  add_knowledge(release_, index_, atoms_, column_of_, program);
  const TouchedCells touched(release_, index_, atoms_,
                             [&](std::size_t cell) { return release_.cells[cell].open(); });
  for (std::size_t i = 0; i < touched.numbers.size(); ++i) {
    const auto& columns = touched.columns[i];
    const auto values = shares(release_, release_.cells[touched.numbers[i]], atoms_, columns);
    program.add_row(columns, values, 0, 0);
  }
  return program;
}

CostlyChange::CostlyChange(const Release& release, const ReleaseIndex& index,
                           std::vector<std::uint32_t> atoms)
    : atoms_(std::move(atoms)), program_(0) {
  TouchedCells touched(release, index, atoms_,
                       [&](std::size_t cell) { return !is_free(release.cells[cell]); });
  cells_ = std::move(touched.numbers);
  program_ = LinearProgram(atoms_.size() + 2 * cells_.size());
  add_knowledge(release, index, atoms_, columns_of(release, atoms_), program_);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const ReleaseCell& cell = release.cells[cells_[i]];
    const std::size_t rise = atoms_.size() + 2 * i;
    auto& columns = touched.columns[i];
    auto values = shares(release, cell, atoms_, columns);
    columns.insert(columns.end(), {rise, rise + 1});
    values.insert(values.end(), {-1.0, 1.0});
    program_.add_row(columns, values, 0, 0);
    for (const std::size_t side : {rise, rise + 1}) program_.set_cost(side, cell.open() ? cell.cost : 0.0);
  }
}

std::optional<std::size_t> CostlyChange::rise_of(std::size_t cell) const {
  const auto found = std::lower_bound(cells_.begin(), cells_.end(), cell);
  if (found == cells_.end() || *found != cell) return std::nullopt;
  return atoms_.size() + 2 * static_cast<std::size_t>(found - cells_.begin());
}

void CostlyChange::release_cell(std::size_t cell) {
  const auto rise = rise_of(cell);
  if (!rise) return;
  for (const std::size_t side : {*rise, *rise + 1}) program_.set_cost(side, 0.0);
}

std::optional<Alternative> CostlyChange::cheapest(std::span<const Demand> demands) {
  std::vector<std::size_t> rises;
  for (const auto& demand : demands) {
    const auto rise = rise_of(demand.cell);
    ensure(rise.has_value(), "a count that is to move has atoms that may change");
    rises.push_back(*rise);
    const bool up = demand.change > 0;
    program_.set_bounds(*rise, up ? demand.change : 0, up ? kUnbounded : 0);
    program_.set_bounds(*rise + 1, up ? 0 : -demand.change, up ? 0 : kUnbounded);
  }
  const auto least = program_.minimise();
  std::optional<Alternative> found;
  if (least) found = changes_of(program_, atoms_);
  for (const std::size_t rise : rises) {
    for (const std::size_t side : {rise, rise + 1}) program_.set_bounds(side, 0, kUnbounded);
  }
  return found;
}

}  // namespace sondeo::reports
