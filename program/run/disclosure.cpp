#include "program/run/disclosure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "program/run/codes.hpp"
#include "program/run/populations.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using reports::DisclosureSpec;
using reports::ReleaseCell;

using Reason = WithholdReason;

bool is_small(double count, double minimum) { return count > 0 && count < minimum; }

Reason reason_of(const Estimate& row, const RowCounts& counts, const DisclosureSpec& spec) {
  if (is_small(row.n, spec.minimum_base)) return Reason::kBase;
  if (row.n > 0 && row.n_psu < spec.minimum_psus) return Reason::kPsus;
  if (!counts.has_events || !(row.n > 0)) return Reason::kNone;
  const double cases = std::isfinite(row.n_victims) ? row.n_victims : row.n_events;
  const bool zero = spec.protect_zeros && counts.yes_no && cases == 0.0;
  if (is_small(cases, spec.minimum_cases) || zero) return Reason::kCases;
  // All of them having the event tells of each of them, so that no rest at all is small too.
  if (counts.yes_no && row.n - cases < spec.minimum_complement) return Reason::kComplement;
  return Reason::kNone;
}

double whole_part(double value) { return std::floor(value + 1e-9); }

/// How far the interval of a small count must reach to both sides: from half of it to the threshold, and to
/// twice the count.
struct Reach {
  double below = 0;
  double above = 0;
};

Reach reach_of_small(double count, double minimum) {
  return {count - whole_part(count / 2), std::max(minimum, 2 * count) - count};
}

void require(ReleaseCell& cell, const Reach& reach, double most) {
  cell.below = std::max(cell.below, std::min(reach.below, cell.count));
  cell.above = std::max(cell.above, std::min(reach.above, most - cell.count));
}

/// The protection of one run.
class Protection {
 public:
  Protection(const Study& study, std::span<const EstimatedBlock> blocks, const RunResult& result)
      : spec_(*study.disclosure), result_(result), reasons_(result.table.rows.size(), Reason::kNone) {
    std::map<std::string, std::size_t> row_of;
    for (std::size_t i = 0; i < result.table.rows.size(); ++i)
      row_of.emplace(row_key(result.table.rows[i]), i);
    for (const auto& block : blocks) populations_.add(block, result.table.disaggregations.size(), row_of);
    populations_.find_known_weights();
    for (const auto& counts : populations_.rows()) {
      reasons_[counts.row] = reason_of(result.table.rows[counts.row], counts, spec_);
    }
  }

  void run(unsigned threads) {
    std::vector<PopulationRelease> releases;
    for (const auto& family : populations_.families(sensitive_populations())) {
      releases.push_back(populations_.release_of(family));
      mark(releases.back());
    }
    // All sensitive counts first, each with all the rows that show it: the rest can only hide more.
    for (const auto& made : releases) withhold_sensitive(made);
    std::vector<reports::Release*> to_protect;
    to_protect.reserve(releases.size());
    for (auto& made : releases) {
      set_withheld(made);
      to_protect.push_back(&made.release);
    }
    const auto done = reports::protect(to_protect, threads);
    for (std::size_t i = 0; i < releases.size(); ++i) {
      for (const std::size_t cell : done[i].added) withhold_rows(releases[i], cell);
    }
    std::vector<std::size_t> narrow(releases.size(), 0);
    numeric::parallel_blocks(releases.size(), threads, [&](std::size_t i) {
      set_withheld(releases[i]);
      narrow[i] = reports::too_narrow(releases[i].release, done[i].alternatives).size();
    });
    std::size_t unreached = 0;
    for (std::size_t i = 0; i < releases.size(); ++i) {
      const auto& cells = releases[i].release.cells;
      audited_ += static_cast<std::size_t>(
          std::count_if(cells.begin(), cells.end(), [](const auto& cell) { return cell.sensitive(); }));
      unreached += narrow[i];
    }
    if (unreached > 0) {
      throw Error({code::kDisclosureUnreached, {{"count", fmt::format("{}", unreached)}}, {}, {}, {}});
    }
  }

  [[nodiscard]] ProtectedRows rows() const {
    ProtectedRows rows;
    for (const auto& counts : populations_.rows())
      rows.counted.insert(row_key(result_.table.rows[counts.row]));
    for (std::size_t i = 0; i < reasons_.size(); ++i) {
      if (withheld(i)) rows.withheld.emplace(row_key(result_.table.rows[i]), reasons_[i]);
    }
    rows.audited = audited_;
    return rows;
  }

 private:
  [[nodiscard]] bool withheld(std::size_t row) const { return reasons_[row] != Reason::kNone; }

  /// Populations of which some count is sensitive.
  [[nodiscard]] std::vector<std::size_t> sensitive_populations() const {
    std::set<std::size_t> numbers;
    for (const auto& counts : populations_.rows()) {
      if (!withheld(counts.row)) continue;
      const Reason reason = reasons_[counts.row];
      if (reason == Reason::kBase || reason == Reason::kPsus) numbers.insert(counts.base);
      if (counts.has_events) numbers.insert(counts.events);
    }
    return wholes(numbers);
  }

  /// Those of which they are parts, in their place: there all their counts stand.
  [[nodiscard]] std::vector<std::size_t> wholes(const std::set<std::size_t>& numbers) const {
    std::set<std::size_t> found;
    for (const std::size_t number : numbers) {
      std::vector<std::size_t> above;
      for (std::size_t other = 0; other < populations_.all().size(); ++other) {
        if (populations_.is_part(number, other)) above.push_back(other);
      }
      if (above.empty()) above.push_back(number);
      found.insert(above.begin(), above.end());
    }
    return {found.begin(), found.end()};
  }

  /// Says of each count how wide its interval must be.
  void mark(PopulationRelease& made) {
    auto& release = made.release;
    for (const auto& counts : populations_.rows()) {
      const Reason reason = reasons_[counts.row];
      if (reason == Reason::kNone) continue;
      const auto base = made.cell_of_use.find({counts.base, counts.base_use});
      if (base != made.cell_of_use.end() && (reason == Reason::kBase || reason == Reason::kPsus)) {
        ReleaseCell& cell = release.cells[base->second];
        require(cell, base_reach(cell.count), std::numeric_limits<double>::infinity());
      }
      const auto events = made.cell_of_use.find({counts.events, counts.events_use});
      if (counts.has_events && events != made.cell_of_use.end()) {
        ReleaseCell& cell = release.cells[events->second];
        const double most = result_.table.rows[counts.row].n;
        require(cell, events_reach(cell.count, most, reason), most);
      }
    }
    for (std::size_t cell = 0; cell < release.cells.size(); ++cell) {
      release.cells[cell].cost = cost_of(release.cells[cell].count, made.rows[cell]);
    }
  }

  /// Large counts are dearer than small ones, totals dearest; each row that would go counts.
  [[nodiscard]] double cost_of(double count, const std::vector<std::size_t>& rows) const {
    constexpr double kTotal = 8;
    double cost = 0;
    for (const std::size_t row : rows) {
      const auto& cell = result_.table.rows[row].cell;
      const bool total = std::all_of(cell.begin(), cell.end(), [](const auto& code) { return code.empty(); });
      cost += std::sqrt(1 + count) * (total ? kTotal : 1.0);
    }
    return cost;
  }

  [[nodiscard]] Reach base_reach(double count) const {
    if (count < spec_.minimum_base) return reach_of_small(count, spec_.minimum_base);
    const double tenth = std::max(1.0, whole_part(count / 10));  // few PSUs, many cases
    return {tenth, tenth};
  }

  [[nodiscard]] Reach events_reach(double count, double base, Reason reason) const {
    if (reason == Reason::kComplement) {
      const Reach rest = reach_of_small(base - count, spec_.minimum_complement);
      return {rest.above, rest.below};
    }
    if (reason == Reason::kCases || (count > 0 && count < spec_.minimum_cases)) {
      return reach_of_small(count, spec_.minimum_cases);
    }
    return {0, 0};
  }

  void withhold_row(std::size_t row, Reason reason) {
    if (!withheld(row)) reasons_[row] = reason;
  }

  void withhold_rows(const PopulationRelease& made, std::size_t cell) {
    for (const std::size_t row : made.rows[cell]) withhold_row(row, Reason::kOthers);
  }

  void withhold_sensitive(const PopulationRelease& made) {
    for (std::size_t cell = 0; cell < made.release.cells.size(); ++cell) {
      if (made.release.cells[cell].sensitive()) withhold_rows(made, cell);
    }
  }

  /// A count is withheld when all rows that show it are.
  void set_withheld(PopulationRelease& made) const {
    for (std::size_t cell = 0; cell < made.rows.size(); ++cell) {
      made.release.cells[cell].withheld = std::all_of(made.rows[cell].begin(), made.rows[cell].end(),
                                                      [this](std::size_t row) { return withheld(row); });
    }
  }

  const DisclosureSpec& spec_;
  const RunResult& result_;
  std::vector<Reason> reasons_;  ///< of each row of the result
  Populations populations_;
  std::size_t audited_ = 0;
};

}  // namespace

ProtectedRows protected_rows(const Study& study, std::span<const EstimatedBlock> blocks, unsigned threads,
                             const RunResult& result) {
  Protection protection(study, blocks, result);
  protection.run(threads);
  return protection.rows();
}

}  // namespace sondeo::run
