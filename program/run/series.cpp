#include "program/run/series.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"
#include "program/run/edition_changes.hpp"
#include "program/run/edition_run.hpp"

namespace sondeo::run {

namespace {

using estimation::Change;
using estimation::Estimate;
using estimation::Trend;
using estimation::Verdict;

/// Indicator, category and the cell by names and codes, whatever columns a table has.
std::string key_of(const Estimate& row, std::span<const estimation::DisaggregationColumn> columns) {
  std::string key = fmt::format("{}\x1f{}", row.indicator, row.category);
  for (std::size_t k = 0; k < row.cell.size(); ++k) {
    if (!row.cell[k].empty()) key += '\x1f' + columns[k].name + '=' + row.cell[k];
  }
  return key;
}

/// The changes between two editions by what they are about.
struct Pair {
  std::size_t first;
  std::size_t second;
  EditionChanges changes;
  std::map<std::string, const Change*> by_key;
};

/// The editions' results, and what changed between every two of them.
class Editions {
 public:
  Editions(std::span<const Study> studies, const RunOptions& options, Diagnostics& findings)
      : studies_(studies) {
    const Study* sharing = nullptr;
    for (const auto& study : studies.subspan(1)) sharing = shares_psus(study) ? &study : sharing;
    RunOptions wanted = options;
    wanted.with_scores = sharing != nullptr;
    for (const auto& study : studies) {
      if (sharing != nullptr) refuse_without_scores(study, sharing->waves->place);
      results_.push_back(estimate(sharing != nullptr ? with_overlap(study, *sharing) : study, wanted));
      const auto& found = results_.back().findings;
      findings.insert(findings.end(), found.begin(), found.end());
    }
    for (std::size_t second = 1; second < studies.size(); ++second) {
      for (std::size_t first = 0; first < second; ++first) add_pair(first, second, findings);
    }
    if (sharing != nullptr && shared_ == 0) {
      throw Error({code::kWavesNoneShared,
                   {{"first", studies.front().id}, {"second", studies.back().id}},
                   sharing->waves->place,
                   {},
                   {}});
    }
  }

  [[nodiscard]] const RunResult& last() const { return results_.back(); }
  [[nodiscard]] std::size_t shared_psus() const { return shared_; }
  [[nodiscard]] std::size_t count() const { return results_.size(); }

  /// The change of a row between two editions; null where either has no such row.
  [[nodiscard]] const Change* find(std::size_t first, std::size_t second, const std::string& key) const {
    const Pair& pair = pairs_[second * (second - 1) / 2 + first];
    const auto found = pair.by_key.find(key);
    return found == pair.by_key.end() ? nullptr : found->second;
  }

 private:
  void add_pair(std::size_t first, std::size_t second, Diagnostics& findings) {
    const bool overlap = shares_psus(studies_[second]);
    Diagnostics of_pair;
    Pair pair{first,
              second,
              changes_between({studies_[first], results_[first]}, {studies_[second], results_[second]},
                              overlap, of_pair),
              {}};
    for (const auto& change : pair.changes.rows) {
      pair.by_key.emplace(key_of(change.second, pair.changes.disaggregations), &change);
    }
    shared_ += pair.changes.shared_psus;
    pairs_.push_back(std::move(pair));
    if (second + 1 == studies_.size()) findings.insert(findings.end(), of_pair.begin(), of_pair.end());
  }

  std::span<const Study> studies_;
  std::vector<RunResult> results_;
  std::vector<Pair> pairs_;  ///< [second (second - 1) / 2 + first]
  std::size_t shared_ = 0;
};

/// The periods, where all are numbers that ascend.
std::optional<std::vector<double>> times_of(std::span<const Study> editions) {
  std::vector<double> times;
  for (const auto& study : editions) {
    double time = 0;
    const char* end = study.period.data() + study.period.size();
    const auto [read, error] = std::from_chars(study.period.data(), end, time);
    if (error != std::errc() || read != end) return std::nullopt;
    if (!times.empty() && time <= times.back()) return std::nullopt;
    times.push_back(time);
  }
  return times;
}

void add_note(const std::string& note, Trend& trend) {
  if (std::find(trend.notes.begin(), trend.notes.end(), note) == trend.notes.end())
    trend.notes.push_back(note);
}

/// Puts the estimates of all editions into the row. @return whether all are there and comparable
bool put_editions(const Editions& editions, const std::string& key, const Estimate& last, Trend& trend) {
  const std::size_t count = editions.count();
  bool complete = true;
  for (std::size_t k = 0; k + 1 < count; ++k) {
    const Change* change = editions.find(k, count - 1, key);
    trend.editions.push_back(change == nullptr ? Estimate{} : change->first);
    if (std::isnan(trend.editions.back().estimate)) {
      complete = false;
      add_note("not_in_edition=" + std::to_string(k + 1), trend);
    }
  }
  trend.editions.push_back(last);
  if (std::isnan(last.estimate)) {
    complete = false;
    add_note("not_in_edition=" + std::to_string(count), trend);
  }
  for (std::size_t second = 1; second < count; ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      const Change* change = editions.find(first, second, key);
      if (change == nullptr) continue;
      if (!change->flag.empty()) trend.flag = trend.flag == "B" ? trend.flag : change->flag;
      if (change->verdict != Verdict::kNotComparable) continue;
      for (const auto& note : change->notes) {
        if (!note.starts_with("only_in") && !note.starts_with("no_estimate")) add_note(note, trend);
      }
      complete = false;
    }
  }
  return complete;
}

/// Variances and covariances of all pairs. @return the df that the editions share
double put_covariance(const Editions& editions, const std::string& key, Trend& trend) {
  const std::size_t count = editions.count();
  trend.covariance = numeric::Matrix(count, count);
  double shared = 0;
  for (std::size_t second = 0; second < count; ++second) {
    trend.covariance.at(second, second) = trend.editions[second].se * trend.editions[second].se;
    double most = 0;
    for (std::size_t first = 0; first < second; ++first) {
      const Change* change = editions.find(first, second, key);
      trend.covariance.at(first, second) = change->covariance;
      trend.covariance.at(second, first) = change->covariance;
      if (std::isnan(change->covariance)) add_note("no_covariance", trend);
      most = std::max(most, change->shared_df);
    }
    shared += most;
  }
  return shared;
}

}  // namespace

SeriesResult series(std::span<const Study> studies, const RunOptions& options,
                    estimation::PAdjustment adjustment) {
  SeriesResult result;
  const Editions editions(studies, options, result.findings);
  const auto periods = times_of(studies);
  auto& table = result.table;
  for (std::size_t k = 0; k < studies.size(); ++k) {
    table.editions.emplace_back(studies[k].id, studies[k].period);
    table.times.push_back(periods ? (*periods)[k] : static_cast<double>(k + 1));
  }
  table.level = studies.back().estimate.level;
  const auto& last = editions.last().table;
  table.disaggregations = last.disaggregations;
  for (const auto& row : last.rows) {
    const std::string key = key_of(row, last.disaggregations);
    Trend trend;
    if (put_editions(editions, key, row, trend)) {
      const double shared = put_covariance(editions, key, trend);
      set_trend({table.times, shared, table.level}, trend);
    } else {
      trend.verdict = Verdict::kNotComparable;
    }
    table.rows.push_back(std::move(trend));
  }
  if (table.rows.empty()) throw Error({code::kChangeNothing, {}, {}, {}, {}});
  judge_trends(adjustment, table);
  table.facts = {
      {"time", periods ? "period" : "order"},
      {"overlap", editions.shared_psus() > 0 ? "psu" : "none"},
      {"shared_psus", std::to_string(editions.shared_psus())},
      {"adjust", std::string(estimation::kPAdjustmentNames[static_cast<std::size_t>(adjustment)])}};
  table.provenance = last.provenance;
  return result;
}

}  // namespace sondeo::run
