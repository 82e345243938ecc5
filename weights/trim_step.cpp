#include "weights/trim_step.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "engine/numeric/compensated.hpp"
#include "engine/spec/words.hpp"
#include "weights/codes.hpp"
#include "weights/recalibrated_trim.hpp"
#include "weights/step_groups.hpp"
#include "weights/weight_quantile.hpp"

namespace sondeo::weights {

namespace {

/// Weights beyond a bound by less than this share of it are at it.
constexpr double kAtBound = 1e-12;
constexpr int kMostRounds = 200;

/// Weights of one group while they are trimmed.
class TrimmedGroup {
 public:
  TrimmedGroup(Redistribution redistribute, std::vector<double> weights)
      : redistribute_(redistribute), weights_(std::move(weights)), cut_(weights_.size(), 0) {}

  [[nodiscard]] std::span<const double> weights() const { return weights_; }
  [[nodiscard]] bool is_cut(std::size_t i) const { return cut_[i] == 1; }

  /// Cuts what is outside and gives it to the others.
  /// @return whether anything was outside
  bool round(const TrimBounds& bounds) {
    numeric::CompensatedSum excess;
    bool outside = false;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      const double weight = weights_[i];
      const bool above = weight > bounds.upper * (1 + kAtBound);
      const bool below = weight < bounds.lower * (1 - kAtBound);
      if (!above && !below) continue;
      outside = true;
      cut_[i] = 1;
      weights_[i] = above ? bounds.upper : bounds.lower;
      excess.add(weight - weights_[i]);
    }
    if (outside) give(excess.value());
    return outside;
  }
  /// Whether some row takes what is cut.
  [[nodiscard]] bool can_give() const { return std::find(cut_.begin(), cut_.end(), 0) != cut_.end(); }

 private:
  void give(double excess) {
    numeric::CompensatedSum sum;
    double count = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      if (cut_[i] == 1) continue;
      sum.add(weights_[i]);
      count += 1;
    }
    if (count == 0) return;
    const bool equal = redistribute_ == Redistribution::kEqual;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      if (cut_[i] == 0) weights_[i] += equal ? excess / count : excess * weights_[i] / sum.value();
    }
  }

  Redistribution redistribute_;
  std::vector<double> weights_;
  std::vector<std::int8_t> cut_;
};

/// What a step cuts: rows by group, and by which share.
struct Cuts {
  std::vector<std::vector<std::int32_t>> rows;  ///< [groups]
  std::vector<double> share;                    ///< [rows] weight after / before of those cut; 0: not cut
  std::size_t count = 0;
  double lost = 0;   ///< sum of what is cut
  double upper = 0;  ///< the bounds, of a single group
  double lower = 0;
};

[[noreturn]] void refuse_bounds(const StepData& data, const std::string& group, const TrimBounds& bounds,
                                std::span<const double> weights) {
  const double mean = numeric::ordered_sum(weights) / static_cast<double>(weights.size());
  throw Error({code::kTrimInfeasible,
               {{"step", data.step},
                {"group", group},
                {"count", std::to_string(weights.size())},
                {"lower", fmt::format("{:.6g}", bounds.lower)},
                {"upper", fmt::format("{:.6g}", bounds.upper)},
                {"mean", fmt::format("{:.6g}", mean)}},
               data.place,
               {},
               {}});
}

/// Trims one group of the full sample.
void trim_group(const TrimStep& step, const StepData& data, const std::string& label,
                std::span<const std::int32_t> rows, std::span<const double> weights, Cuts& cuts) {
  if (rows.empty()) return;
  std::vector<double> before;
  for (const auto row : rows) before.push_back(weights[static_cast<std::size_t>(row)]);
  TrimmedGroup group(step.redistribute, before);
  TrimBounds bounds = trim_bounds(step, before);
  cuts.upper = bounds.upper;
  cuts.lower = bounds.lower;
  for (int round = 0; group.round(bounds); ++round) {
    if (!group.can_give()) refuse_bounds(data, label, bounds, before);
    if (!step.strict) break;
    if (round == kMostRounds) refuse_bounds(data, label, bounds, before);
    if (step.rule == TrimRule::kContribution) bounds = trim_bounds(step, group.weights());
    cuts.upper = bounds.upper;
  }
  const auto after = group.weights();
  if (std::any_of(after.begin(), after.end(), [](double weight) { return !(weight > 0); })) {
    refuse_bounds(data, label, bounds,
                  before);  // what was added to small weights is more than the others have
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!group.is_cut(i)) continue;
    cuts.share[static_cast<std::size_t>(rows[i])] = group.weights()[i] / before[i];
    cuts.lost += before[i] - group.weights()[i];
    ++cuts.count;
  }
}

/// Cuts and gives in one group, for the full sample or a replicate.
void apply_to_group(std::span<const std::int32_t> rows, std::span<const double> share,
                    Redistribution redistribute, std::span<double> weights) {
  numeric::CompensatedSum excess;
  numeric::CompensatedSum kept;
  double count = 0;
  for (const auto each : rows) {
    const auto row = static_cast<std::size_t>(each);
    const double weight = weights[row];
    if (weight == 0.0) continue;
    if (share[row] != 0.0) {
      weights[row] = weight * share[row];
      excess.add(weight - weights[row]);
    } else {
      kept.add(weight);
      count += 1;
    }
  }
  if (count == 0) return;
  const double equal = excess.value() / count;
  const double factor = 1 + excess.value() / kept.value();
  for (const auto each : rows) {
    const auto row = static_cast<std::size_t>(each);
    if (weights[row] == 0.0 || share[row] != 0.0) continue;
    weights[row] = redistribute == Redistribution::kEqual ? weights[row] + equal : weights[row] * factor;
  }
}

StepOutcome trim(const Cuts& cuts, Redistribution redistribute, const StepWeights& weights) {
  StepOutcome outcome;
  outcome.weights.assign(weights.now.begin(), weights.now.end());
  for (const auto& rows : cuts.rows) apply_to_group(rows, cuts.share, redistribute, outcome.weights);
  outcome.facts.emplace_back("trimmed", std::to_string(cuts.count));
  outcome.facts.emplace_back("trimmed_sum", fmt::format("{}", cuts.lost));
  if (cuts.rows.size() == 1) {
    outcome.facts.emplace_back("lower", fmt::format("{}", cuts.lower));
    outcome.facts.emplace_back("upper", fmt::format("{}", cuts.upper));
  }
  return outcome;
}

Cuts find_cuts(const TrimStep& step, const StepData& data, const StepWeights& full) {
  const auto active = active_rows(data, full.now);
  const StepGroups groups = group_step_rows(data, data.columns, step.by, active);
  Cuts cuts;
  cuts.rows.resize(groups.count());
  cuts.share.assign(full.now.size(), 0.0);
  for (const auto row : active) {
    const auto group = groups.group_of_row[static_cast<std::size_t>(row)];
    cuts.rows[static_cast<std::size_t>(group)].push_back(row);
  }
  for (std::size_t g = 0; g < cuts.rows.size(); ++g) {
    trim_group(step, data, group_label(groups.keys[g]), cuts.rows[g], full.now, cuts);
  }
  return cuts;
}

void read_bounds(const spec::Value& value, TrimStep& step) {
  const auto items = value.items();
  if (items.size() == 2) {
    step.lower = items[0].number();
    step.upper = items[1].number();
    if (step.lower >= 0 && step.upper > step.lower) return;
  }
  throw Error({code::kTrimBoundsForm, {}, value.place(), {}, {}});
}

}  // namespace

TrimBounds trim_bounds(const TrimStep& step, std::span<const double> weights) {
  if (step.rule == TrimRule::kBounds) return {step.lower, step.upper};
  if (step.rule == TrimRule::kContribution) {
    numeric::CompensatedSum squares;
    for (const double weight : weights) squares.add(weight * weight);
    return {0, std::sqrt(step.factor * squares.value() / static_cast<double>(weights.size()))};
  }
  std::vector<double> ascending(weights.begin(), weights.end());
  std::sort(ascending.begin(), ascending.end());
  constexpr double kQuarter = 0.25;
  const double reach =
      step.factor * (weight_quantile(ascending, 1 - kQuarter) - weight_quantile(ascending, kQuarter));
  const double median = weight_quantile(ascending, 0.5);
  return {std::max(median - reach, 0.0), median + reach};
}

TrimStep read_trim_step(spec::Section& section) {
  static constexpr std::array<spec::Word<Redistribution>, 3> kWords{
      {{"proportional", Redistribution::kProportional},
       {"equal", Redistribution::kEqual},
       {"recalibrate", Redistribution::kRecalibrate}}};
  TrimStep step;
  const auto bounds = section.value("bounds");
  const auto iqr = section.value("iqr");
  const auto contribution = section.value("contribution");
  const int rules = (bounds ? 1 : 0) + (iqr ? 1 : 0) + (contribution ? 1 : 0);
  if (rules != 1) throw Error({code::kTrimOneRule, {}, section.place(), {}, {}});
  if (bounds) read_bounds(*bounds, step);
  if (iqr) step.factor = iqr->positive_number();
  if (contribution) step.factor = contribution->positive_number();
  if (iqr) step.rule = TrimRule::kIqr;
  if (contribution) step.rule = TrimRule::kContribution;
  if (const auto word = section.value("redistribute")) {
    step.redistribute = spec::meaning_of(*word, kWords);
  }
  if (step.redistribute == Redistribution::kRecalibrate) return step;
  step.strict = section.yes_no("strict").value_or(true);
  step.by = section.texts("by", spec::ListForm::kOneOrList);
  return step;
}

std::vector<StepVariable> variables_of(const TrimStep& step) {
  std::vector<StepVariable> variables;
  for (const auto& text : step.by) variables.push_back({text, true});
  return variables;
}

StepFunction prepare(const TrimStep& step, const StepData& data, const StepWeights& full) {
  if (step.redistribute == Redistribution::kRecalibrate) return prepare_recalibrated(step, data, full);
  return [cuts = find_cuts(step, data, full), redistribute = step.redistribute](const StepWeights& weights) {
    return trim(cuts, redistribute, weights);
  };
}

}  // namespace sondeo::weights
