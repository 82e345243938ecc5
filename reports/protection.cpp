#include "reports/protection.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/linear_program.hpp"

namespace sondeo::reports {

namespace {

using numeric::LinearProgram;

constexpr double kUnbounded = LinearProgram::kUnbounded;
constexpr double kNothing = 1e-7;  ///< of a change of counts, whose steps are whole

std::vector<std::size_t> columns_of(const ReleaseCell& cell) {
  return {cell.atoms.begin(), cell.atoms.end()};
}

void bound_changes(const Release& release, LinearProgram& program) {
  for (std::size_t atom = 0; atom < release.atoms.size(); ++atom) {
    program.set_bounds(atom, -release.atoms[atom], kUnbounded);
  }
}

/// Changes of the atoms that no published count shows: the outsider's uncertainty. [atoms]
LinearProgram hidden_changes(const Release& release) {
  LinearProgram program(release.atoms.size());
  bound_changes(release, program);
  for (const auto& cell : release.cells) {
    if (cell.withheld) continue;
    const auto columns = columns_of(cell);
    program.add_row(columns, std::vector<double>(columns.size(), 1.0), 0, 0);
  }
  return program;
}

/// The greatest change of a count in one direction (1 or -1).
double greatest_change(LinearProgram& program, const ReleaseCell& cell, double direction) {
  for (const auto atom : cell.atoms) program.set_cost(atom, -direction);
  const auto least = program.minimise();
  for (const auto atom : cell.atoms) program.set_cost(atom, 0);
  ensure(least.has_value(), "no change is always feasible");
  return -*least;
}

DerivedInterval interval_of(LinearProgram& program, const Release& release, std::size_t number) {
  const ReleaseCell& cell = release.cells[number];
  return {number, cell.count - greatest_change(program, cell, -1),
          cell.count + greatest_change(program, cell, 1)};
}

bool all_wide_enough(const Release& release) {
  LinearProgram program = hidden_changes(release);
  for (std::size_t number = 0; number < release.cells.size(); ++number) {
    const ReleaseCell& cell = release.cells[number];
    if (cell.withheld && cell.sensitive() && !is_wide_enough(cell, interval_of(program, release, number))) {
      return false;
    }
  }
  return true;
}

/// What must move with a sensitive count. One program serves all of them: beside the changes of the atoms it
/// has those of each count, up and down, which cost where the count is published.
class Company {
 public:
  explicit Company(const Release& release)
      : release_(release), program_(release.atoms.size() + 2 * release.cells.size()) {
    bound_changes(release, program_);
    for (std::size_t number = 0; number < release.cells.size(); ++number) {
      auto columns = columns_of(release.cells[number]);
      std::vector<double> values(columns.size(), 1.0);
      columns.insert(columns.end(), {up(number), down(number)});
      values.insert(values.end(), {-1.0, 1.0});
      program_.add_row(columns, values, 0, 0);
      set_cost(number, release.cells[number].withheld ? 0.0 : release.cells[number].cost);
    }
  }

  /// The published counts that it is cheapest to withhold so that one can change by so much. They are free
  /// from now on.
  std::vector<std::size_t> cheapest(std::size_t sensitive, double change) {
    fix(sensitive, std::max(change, 0.0), std::max(-change, 0.0));
    const auto least = program_.minimise();
    std::vector<std::size_t> company;
    if (least) {  // else the audit will say so
      const auto solution = program_.solution();
      for (std::size_t number = 0; number < release_.cells.size(); ++number) {
        const bool moves = std::abs(solution[up(number)] - solution[down(number)]) > kNothing;
        if (moves && !release_.cells[number].withheld) company.push_back(number);
      }
    }
    for (const std::size_t number : company) set_cost(number, 0);
    program_.set_bounds(up(sensitive), 0, kUnbounded);
    program_.set_bounds(down(sensitive), 0, kUnbounded);
    return company;
  }

 private:
  [[nodiscard]] std::size_t up(std::size_t cell) const { return release_.atoms.size() + 2 * cell; }
  [[nodiscard]] std::size_t down(std::size_t cell) const { return up(cell) + 1; }
  void set_cost(std::size_t cell, double cost) {
    program_.set_cost(up(cell), cost);
    program_.set_cost(down(cell), cost);
  }
  void fix(std::size_t cell, double above, double below) {
    program_.set_bounds(up(cell), above, above);
    program_.set_bounds(down(cell), below, below);
  }

  const Release& release_;
  LinearProgram program_;
};

/// Publishes again what the others do not need, the dearest first. It asks for two programs for each
/// sensitive count and candidate: beyond a number of them the candidates stay withheld.
void publish_unneeded(Release& release, std::vector<std::size_t>& added) {
  constexpr std::size_t kMostChecks = 600;
  const auto sensitive = static_cast<std::size_t>(std::count_if(
      release.cells.begin(), release.cells.end(), [](const auto& cell) { return cell.sensitive(); }));
  if (sensitive * added.size() > kMostChecks) return;
  std::stable_sort(added.begin(), added.end(), [&](std::size_t a, std::size_t b) {
    return release.cells[a].cost > release.cells[b].cost;
  });
  std::erase_if(added, [&](std::size_t number) {
    release.cells[number].withheld = false;
    if (all_wide_enough(release)) return true;
    release.cells[number].withheld = true;
    return false;
  });
  std::sort(added.begin(), added.end());
}

}  // namespace

bool is_wide_enough(const ReleaseCell& cell, const DerivedInterval& interval) {
  const double slack = kNothing * (1 + cell.count);
  return interval.low <= cell.count - cell.below + slack && interval.high >= cell.count + cell.above - slack;
}

std::vector<std::size_t> protect(Release& release) {
  std::vector<std::size_t> added;
  Company company(release);
  for (std::size_t number = 0; number < release.cells.size(); ++number) {
    if (!release.cells[number].sensitive()) continue;
    ensure(release.cells[number].withheld, "a sensitive count is withheld");
    for (const double change : {release.cells[number].above, -release.cells[number].below}) {
      if (change == 0.0) continue;
      for (const std::size_t other : company.cheapest(number, change)) {
        release.cells[other].withheld = true;
        added.push_back(other);
      }
    }
  }
  publish_unneeded(release, added);
  return added;
}

std::vector<DerivedInterval> derivable(const Release& release) {
  LinearProgram program = hidden_changes(release);
  std::vector<DerivedInterval> intervals;
  for (std::size_t number = 0; number < release.cells.size(); ++number) {
    const ReleaseCell& cell = release.cells[number];
    if (cell.withheld && cell.sensitive()) intervals.push_back(interval_of(program, release, number));
  }
  return intervals;
}

}  // namespace sondeo::reports
