#include "program/run/standardised.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/listed.hpp"
#include "engine/estimation/absent_figures.hpp"
#include "engine/estimation/row_description.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using estimation::Measure;
using estimation::ScoredEstimate;

bool can_be_standardised(Measure measure) {
  return measure == Measure::kProportion || measure == Measure::kMean || measure == Measure::kRate;
}

bool shares_a_variable(std::span<const Formula> cross, std::span<const Formula> by) {
  return std::any_of(cross.begin(), cross.end(), [&](const Formula& variable) {
    return std::any_of(by.begin(), by.end(),
                       [&](const Formula& other) { return other.written.text == variable.written.text; });
  });
}

void sort_once(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// sum_g p_g theta_g
double weighted(std::span<const double> shares, std::span<const double> estimates,
                std::span<double> gradient) {
  double value = 0;
  for (std::size_t g = 0; g < estimates.size(); ++g) {
    value += shares[g] * estimates[g];
    if (!gradient.empty()) gradient[g] = shares[g];
  }
  return value;
}

/// What a domain is called in messages: its codes, or "*" for all cases.
std::string domain_text(const std::vector<std::string>& codes) {
  return codes.empty() ? "*" : group_text(codes);
}

/// A rate has no negative limit: then all of the indicator's intervals are made on the log scale.
bool must_turn_to_log(std::span<const Estimate* const> rows) {
  return std::any_of(rows.begin(), rows.end(), [](const Estimate* row) {
    return row->measure == "rate" && row->interval == "wald" && row->ci_low < 0;
  });
}

}  // namespace

Standardised::Standardised(const Study& study, ScoredLevels& levels, const RunOptions& options)
    : standard_(study.estimate.standard) {
  if (!standard_) return;
  population_ = read_standard_population(study, *standard_, options);
  for (auto& cells : levels.all()) locate(cells);
  if (domains_.empty()) throw Error({code::kStandardNothing, {}, standard_->by.front().place, {}, {}});
}

void Standardised::locate(ScoredCells& cells) {
  const auto& level = cells.level();
  for (std::size_t target = 0; target < level.targets.size(); ++target) {
    const auto& planned = *level.planned[target];
    if (!planned.shown || !can_be_standardised(level.targets[target].measure)) continue;
    locate_strays(cells, target, planned.standard);
    add_domains(cells, target, planned.standard);
  }
}

void Standardised::locate_strays(ScoredCells& cells, std::size_t target, std::span<const Formula> by) {
  const std::size_t cross = cells.cross(by);
  const auto& codes = cells.breakdown(cross).codes;
  for (std::size_t cell = 0; cell < codes.size(); ++cell) {
    const auto& groups = population_.groups;
    if (std::find(groups.begin(), groups.end(), codes[cell]) != groups.end()) continue;
    strays_.push_back({&cells, cells.need({target, cross, cell}), group_text(codes[cell])});
  }
}

void Standardised::add_domains(ScoredCells& cells, std::size_t target, std::span<const Formula> by) {
  const auto& level = cells.level();
  for (std::size_t b = 0; b < level.breakdowns.size(); ++b) {
    if (shares_a_variable(level.cross[b], by)) continue;
    std::vector<Formula> variables = level.cross[b];
    variables.insert(variables.end(), by.begin(), by.end());
    const std::size_t cross = cells.cross(variables);
    for (std::size_t cell = 0; cell < level.breakdowns[b].codes.size(); ++cell) {
      Domain domain{&cells, target, b, cell, {}};
      for (const auto& group : population_.groups) {
        std::vector<std::string> wanted = level.breakdowns[b].codes[cell];
        wanted.insert(wanted.end(), group.begin(), group.end());
        const auto found = cells.find(cross, wanted);
        domain.groups.push_back(found ? std::optional(cells.need({target, cross, *found})) : std::nullopt);
      }
      domain_of_row_.emplace(key_of(domain), domains_.size());
      domains_.push_back(std::move(domain));
    }
  }
}

std::vector<std::string> Standardised::key_of(const Estimate& row) {
  std::vector<std::string> key{row.indicator, row.measure, row.category};
  key.insert(key.end(), row.cell.begin(), row.cell.end());
  return key;
}

std::vector<std::string> Standardised::key_of(const Domain& domain) const {
  const auto& level = domain.cells->level();
  return key_of(estimation::describe_row(level.rows, level.targets[domain.target],
                                         level.breakdowns[domain.breakdown], domain.cell, 0));
}

void Standardised::refuse_strays() const {
  std::vector<std::string> groups;
  for (const auto& stray : strays_) {
    if (stray.cells->at(stray.number).cell.sums.n > 0) groups.push_back(stray.group);
  }
  if (groups.empty()) return;
  sort_once(groups);
  throw Error({code::kStandardGroupAbsent,
               {{"count", std::to_string(groups.size())},
                {"groups", listed(groups)},
                {"file", standard_->population.text}},
               standard_->population.place,
               {},
               {}});
}

/// A domain without cases is empty anyway: its row says so.
void Standardised::refuse_thin(std::span<const Estimate> rows) const {
  std::vector<std::string> thin;
  std::string indicator;
  for (const auto& row : rows) {
    const auto found = domain_of_row_.find(key_of(row));
    if (found == domain_of_row_.end() || !(row.n > 0)) continue;
    const Domain& domain = domains_[found->second];
    const auto& level = domain.cells->level();
    for (std::size_t g = 0; g < domain.groups.size(); ++g) {
      const auto& number = domain.groups[g];
      const double n = number ? domain.cells->at(*number).cell.sums.n : 0;
      if (n >= standard_->minimum_cases && n > 0) continue;
      if (indicator.empty()) indicator = row.indicator;
      thin.push_back(fmt::format("{}: {} ({})",
                                 domain_text(level.breakdowns[domain.breakdown].codes[domain.cell]),
                                 group_text(population_.groups[g]), n));
    }
  }
  if (thin.empty()) return;
  sort_once(thin);
  throw Error({code::kStandardThin,
               {{"indicator", indicator},
                {"count", std::to_string(thin.size())},
                {"minimum", fmt::format("{}", std::max(1.0, standard_->minimum_cases))},
                {"cells", listed(thin)}},
               standard_->by.front().place,
               {},
               {}});
}

void Standardised::set_row(const Domain& domain, const estimation::EstimateSpec& spec, Estimate& row) {
  const auto& level = domain.cells->level();
  const auto& target = level.targets[domain.target];
  std::vector<const ScoredEstimate*> parts;
  for (const auto& number : domain.groups) parts.push_back(&domain.cells->at(*number));
  const auto composite =
      estimation::composite_estimate(estimation::variance_basis(level.rows), parts,
                                     [&](std::span<const double> estimates, std::span<double> gradient) {
                                       return weighted(population_.shares, estimates, gradient);
                                     });
  const Estimate crude = row;
  row = estimation::describe_row(level.rows, target, level.breakdowns[domain.breakdown], domain.cell,
                                 spec.level);
  row.n = crude.n;
  row.n_events = crude.n_events;
  row.n_victims = crude.n_victims;
  row.n_missing = crude.n_missing;
  row.missing_share = crude.missing_share;
  row.weight_sum = crude.weight_sum;
  row.notes.push_back("standardised");
  auto& writer = writers_.try_emplace(&level, level.rows, spec).first->second;
  if (target.measure == Measure::kProportion) {
    writer.set_proportion_figures(composite, target.variate, row);
    writer.set_proportion_interval(composite, target.per, row);
  } else {
    writer.set_figures(composite, target.variate, row);
    writer.set_interval(composite, row);
  }
}

void Standardised::write(const estimation::EstimateSpec& spec, std::vector<Estimate>& rows) {
  if (!standard_) return;
  refuse_strays();
  refuse_thin(rows);
  std::map<std::string, std::vector<Estimate*>> rates;
  for (auto& row : rows) {
    const auto found = domain_of_row_.find(key_of(row));
    if (found == domain_of_row_.end()) {
      row.notes.push_back("not_standardised");
    } else if (row.n > 0) {
      set_row(domains_[found->second], spec, row);
      rates[row.indicator].push_back(&row);
    }
  }
  for (auto& [indicator, own] : rates) {
    if (spec.wald_below_zero || !must_turn_to_log({own.data(), own.size()})) continue;
    for (Estimate* row : own) estimation::CompositeRows::turn_to_log(spec.level, *row);
  }
  for (auto& row : rows) {
    const bool made = std::find(row.notes.begin(), row.notes.end(), "standardised") != row.notes.end();
    if (made) estimation::explain_absent_figures(row, estimation::DesignEffects::kNone);
  }
}

}  // namespace sondeo::run
