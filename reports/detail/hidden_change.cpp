#include "reports/detail/hidden_change.hpp"

#include <algorithm>
#include <cmath>
#include <map>

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

/// Bounds of the changes, and what is known of them whatever is published.
void add_knowledge(const Release& release, std::span<const std::uint32_t> atoms,
                   std::span<const std::int32_t> column_of, LinearProgram& program) {
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const double cases = release.atoms[atoms[i]];
    program.set_bounds(i, -cases, release.most.empty() ? kUnbounded : release.most[atoms[i]] - cases);
  }
  for (const auto& relation : release.relations) {
    std::vector<std::size_t> columns;
    std::vector<double> values;
    append_columns(relation.more, column_of, 1, columns, values);
    append_columns(relation.less, column_of, -1, columns, values);
    if (columns.empty()) continue;
    const double slack = sum_of(release, relation.more) - sum_of(release, relation.less);
    program.add_row(columns, values, relation.equal ? 0 : -slack, relation.equal ? 0 : kUnbounded);
  }
}

Alternative changes_of(const LinearProgram& program, std::span<const std::uint32_t> atoms) {
  const auto solution = program.solution();
  Alternative changes;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (std::abs(solution[i]) > kNoChange / 100) changes.emplace_back(atoms[i], solution[i]);
  }
  return changes;
}

/// Atoms of published counts of nobody: they cannot change.
std::vector<bool> fixed_atoms(const Release& release) {
  std::vector<bool> fixed(release.atoms.size(), false);
  for (const auto& cell : release.cells) {
    if (!cell.open() || cell.count > 0) continue;
    for (const auto atom : cell.atoms) fixed[atom] = true;
  }
  return fixed;
}

/// A part of the kinds.
class ChosenKinds {
 public:
  ChosenKinds(const Release& release, const std::vector<bool>& fixed, std::size_t kinds)
      : release_(release), fixed_(fixed), chosen_(kinds, false) {}

  /// So many of each sensitive count that it can move as far as it must.
  void take_needed() {
    for (const auto& cell : release_.cells) {
      if (!cell.sensitive()) continue;
      double above = 0;
      double below = 0;
      for (const auto atom : cell.atoms) {
        if (fixed_[atom]) continue;
        const double cases = release_.atoms[atom];
        const double room = release_.most.empty() ? cell.above : release_.most[atom] - cases;
        const bool needed =
            (room > 0 && above < kSpare * cell.above) || (cases > 0 && below < kSpare * cell.below);
        if (needed || chosen_[atom % chosen_.size()]) {
          chosen_[atom % chosen_.size()] = true;
          above += room;
          below += cases;
        }
      }
    }
  }

  /// The others by turns, from all over the release: those with cases first.
  void fill(std::size_t most) {
    std::vector<int> state(chosen_.size(), 0);
    for (std::size_t atom = 0; atom < release_.atoms.size(); ++atom) {
      int& of_kind = state[atom % state.size()];
      if (!fixed_[atom]) of_kind = std::max(of_kind, release_.atoms[atom] > 0 ? 2 : 1);
    }
    take(state, 2, most);
    take(state, 1, most);
  }

  [[nodiscard]] bool has(std::size_t atom) const { return chosen_[atom % chosen_.size()]; }

 private:
  void take(const std::vector<int>& state, int wanted, std::size_t most) {
    std::vector<std::size_t> from;
    for (std::size_t kind = 0; kind < state.size(); ++kind) {
      if (state[kind] == wanted && !chosen_[kind]) from.push_back(kind);
    }
    const std::size_t count = std::min(from.size(), most);
    for (std::size_t i = 0; i < count; ++i) chosen_[from[i * from.size() / count]] = true;
  }

  static constexpr double kSpare = 2;
  const Release& release_;
  const std::vector<bool>& fixed_;
  std::vector<bool> chosen_;
};

}  // namespace

std::vector<std::uint32_t> free_atoms(const Release& release, std::size_t most_kinds, bool with_zeros) {
  const std::size_t kinds = release.kinds > 0 ? release.kinds : release.atoms.size();
  const std::vector<bool> fixed =
      with_zeros ? std::vector<bool>(release.atoms.size(), false) : fixed_atoms(release);
  ChosenKinds chosen(release, fixed, kinds);
  chosen.take_needed();
  chosen.fill(most_kinds / 2);
  std::vector<std::uint32_t> atoms;
  for (std::size_t atom = 0; atom < release.atoms.size(); ++atom) {
    if (!fixed[atom] && chosen.has(atom)) atoms.push_back(static_cast<std::uint32_t>(atom));
  }
  return atoms;
}

HiddenChange::HiddenChange(const Release& release, std::vector<std::uint32_t> atoms)
    : release_(release), atoms_(std::move(atoms)), column_of_(columns_of(release, atoms_)) {}

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
  add_knowledge(release_, atoms_, column_of_, program);
  std::vector<std::size_t> columns;
  std::vector<double> values;
  for (const auto& cell : release_.cells) {
    if (!cell.open()) continue;
    columns.clear();
    values.clear();
    append_columns(cell.atoms, column_of_, 1, columns, values);
    if (!columns.empty()) program.add_row(columns, values, 0, 0);
  }
  return program;
}

CostlyChange::CostlyChange(const Release& release, std::vector<std::uint32_t> atoms)
    : release_(release), atoms_(std::move(atoms)), program_(atoms_.size() + 2 * release.cells.size()) {
  const auto column_of = columns_of(release, atoms_);
  add_knowledge(release, atoms_, column_of, program_);
  std::vector<std::size_t> columns;
  std::vector<double> values;
  for (std::size_t number = 0; number < release.cells.size(); ++number) {
    const ReleaseCell& cell = release.cells[number];
    const std::size_t up = atoms_.size() + 2 * number;
    if (!cell.open() && !cell.sensitive()) continue;  // it moves as it likes
    columns.clear();
    values.clear();
    append_columns(cell.atoms, column_of, 1, columns, values);
    columns.insert(columns.end(), {up, up + 1});
    values.insert(values.end(), {-1.0, 1.0});
    program_.add_row(columns, values, 0, 0);
    for (const std::size_t side : {up, up + 1}) {
      program_.set_cost(side, cell.open() ? cell.cost : 0.0);
    }
  }
}

void CostlyChange::release_cell(std::size_t cell) {
  for (const std::size_t side : {0U, 1U}) program_.set_cost(atoms_.size() + 2 * cell + side, 0.0);
}

std::optional<Alternative> CostlyChange::cheapest(std::span<const Demand> demands) {
  const auto bound = [&](const Demand& demand, double up_low, double up_high, double down_low,
                         double down_high) {
    const std::size_t up = atoms_.size() + 2 * demand.cell;
    program_.set_bounds(up, up_low, up_high);
    program_.set_bounds(up + 1, down_low, down_high);
  };
  for (const auto& demand : demands) {
    if (demand.change > 0)
      bound(demand, demand.change, kUnbounded, 0, 0);
    else
      bound(demand, 0, 0, -demand.change, kUnbounded);
  }
  const auto least = program_.minimise();
  std::optional<Alternative> found;
  if (least) found = changes_of(program_, atoms_);
  for (const auto& demand : demands) bound(demand, 0, kUnbounded, 0, kUnbounded);
  return found;
}

}  // namespace sondeo::reports
