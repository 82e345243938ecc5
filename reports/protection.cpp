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
    const auto& [count, most] = release.atoms[atom];
    program.set_bounds(atom, -count, most - count);
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

/// The counts that are published and would have to move if a sensitive one moved so far, at least cost.
std::vector<std::size_t> cheapest_company(const Release& release, const ReleaseCell& sensitive,
                                          double change) {
  std::vector<std::size_t> published;
  for (std::size_t number = 0; number < release.cells.size(); ++number) {
    if (!release.cells[number].withheld) published.push_back(number);
  }
  const std::size_t atoms = release.atoms.size();
  LinearProgram program(atoms + 2 * published.size());
  bound_changes(release, program);
  for (std::size_t i = 0; i < published.size(); ++i) {
    const ReleaseCell& cell = release.cells[published[i]];
    auto columns = columns_of(cell);
    std::vector<double> values(columns.size(), 1.0);
    for (const double sign : {-1.0, 1.0}) {  // up and down
      const std::size_t column = atoms + 2 * i + (sign > 0 ? 1 : 0);
      columns.push_back(column);
      values.push_back(sign);
      program.set_cost(column, cell.cost);
    }
    program.add_row(columns, values, 0, 0);
  }
  const auto columns = columns_of(sensitive);
  program.add_row(columns, std::vector<double>(columns.size(), 1.0), change, change);
  if (!program.minimise()) return {};  // the audit will say so
  const auto solution = program.solution();
  std::vector<std::size_t> company;
  for (std::size_t i = 0; i < published.size(); ++i) {
    if (std::abs(solution[atoms + 2 * i]) + std::abs(solution[atoms + 2 * i + 1]) > kNothing) {
      company.push_back(published[i]);
    }
  }
  return company;
}

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
  for (std::size_t number = 0; number < release.cells.size(); ++number) {
    if (!release.cells[number].sensitive()) continue;
    ensure(release.cells[number].withheld, "a sensitive count is withheld");
    for (const double change : {release.cells[number].above, -release.cells[number].below}) {
      if (change == 0.0) continue;
      for (const std::size_t other : cheapest_company(release, release.cells[number], change)) {
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
